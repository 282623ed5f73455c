#include "core/scenario/answerreader.h"

#include "core/scenario/fixture.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

Result<Answer> readFolderAnswer(const Json &json, const FileScope &scope, const Place &place,
                                BlobStore &blobs)
{
    if (json.contains("form"))
        return fail(
            ErrorCode::BadInput,
            u"%1: \"form\" does not go with \"folder\", whose files are laid over the workspace as they are"_s
                .arg(place.text()));
    auto files = readTree(json["folder"], scope, place.at(u"folder"_s), blobs);
    if (!files)
        return std::unexpected(files.error());
    Answer answer;
    answer.files = std::move(*files);
    answer.removed = stringsOr(json, "removed");
    if (answer.files.files.isEmpty() && answer.removed.isEmpty())
        return fail(ErrorCode::BadInput,
                    u"%1: the folder is empty"_s.arg(place.at(u"folder"_s).text()));
    return answer;
}

Result<Answer> readTextAnswer(const Json &json, const FileScope &scope, const Place &place)
{
    Answer answer;
    if (json.contains("diff"))
        answer.form = AnswerForm::Diff;
    if (json.contains("form")) {
        const auto form = answerFormFromName(stringOr(json, "form"));
        if (!form)
            return std::unexpected(form.error());
        if (answer.form && answer.form != *form)
            return fail(ErrorCode::BadInput,
                        u"%1: a diff has the form \"diff\""_s.arg(place.at(u"form"_s).text()));
        answer.form = *form;
    }
    if (json.contains("text")) {
        answer.text = QByteArray::fromStdString(json["text"].get<std::string>());
        return answer;
    }
    const char *member = json.contains("file") ? "file" : "diff";
    auto bytes = scope.read(stringOr(json, member), place.at(QString::fromLatin1(member)));
    if (!bytes)
        return std::unexpected(bytes.error());
    answer.text = std::move(*bytes);
    return answer;
}

} // namespace

Result<Answer> readAnswer(const Json &json, const FileScope &scope, const Place &place,
                          BlobStore &blobs)
{
    static constexpr const char *members[] = {"file", "text", "folder", "diff"};
    QStringList given;
    for (const char *member : members)
        if (json.contains(member))
            given.append(u"\"%1\""_s.arg(QLatin1StringView(member)));
    if (given.size() != 1)
        return fail(
            ErrorCode::BadInput,
            u"%1: found %2, expected exactly one of \"file\", \"text\", \"folder\" and \"diff\""_s
                .arg(place.text(), given.isEmpty() ? u"none"_s : given.join(u" and "_s)));
    if (json.contains("folder"))
        return readFolderAnswer(json, scope, place, blobs);
    if (json.contains("removed"))
        return fail(ErrorCode::BadInput,
                    u"%1: \"removed\" goes with \"folder\" only"_s.arg(place.text()));
    return readTextAnswer(json, scope, place);
}

} // namespace touchstone

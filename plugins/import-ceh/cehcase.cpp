#include "cehcase.h"

#include "core/workspace/pathrules.h"

#include <QtCore/QFileInfo>

#include <optional>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qint64 maxCaseBytes = 16 << 20;

class CaseReader {
public:
    CaseReader(const Json &json, Place place)
        : m_json(json)
        , m_place(std::move(place))
    {
    }
    /// A text that must be there, unless it is `optional`.
    QString text(const char *key, bool optional = false)
    {
        return textIn(m_json, m_place, key, optional);
    }
    QString special(const char *key)
    {
        const Json &fields = memberOr(m_json, "command_specific_fields");
        const Place at = m_place.at(u"command_specific_fields"_s);
        if (!fields.is_object()) {
            wrong(at, u"an object"_s, fields);
            return {};
        }
        return textIn(fields, at, key, false);
    }
    std::pair<int, int> lines()
    {
        const Json &range = memberOr(m_json, "line_range");
        const Place at = m_place.at(u"line_range"_s);
        const auto isLine = [](const Json &line) {
            return line.is_number_integer() && line.get<qint64>() >= 0
                && line.get<qint64>() < 100'000'000;
        };
        if (!range.is_array() || range.size() != 2 || !isLine(range[0]) || !isLine(range[1]))
            wrong(at, u"two line numbers"_s, range);
        else if (range[0].get<int>() > range[1].get<int>())
            refuse(u"%1: the first line, %2, stands behind the last, %3"_s.arg(at.text())
                       .arg(range[0].get<int>())
                       .arg(range[1].get<int>()));
        else
            return {range[0].get<int>(), range[1].get<int>()};
        return {};
    }
    void refuse(const QString &why)
    {
        if (!error)
            error = Error{ErrorCode::BadInput, why, {}};
    }
    [[nodiscard]] QString at(const char *key) const
    {
        return m_place.at(QString::fromLatin1(key)).text();
    }

    std::optional<Error> error; ///< the first

private:
    void wrong(const Place &place, const QString &expected, const Json &found)
    {
        refuse(u"%1: expected %2, found %3"_s.arg(
            place.text(), expected,
            found.is_null() ? u"none"_s : QString::fromLatin1(found.type_name())));
    }
    QString textIn(const Json &object, const Place &place, const char *key, bool optional)
    {
        const Json &value = memberOr(object, key);
        const Place at = place.at(QString::fromLatin1(key));
        if (value.is_string() && (optional || !value.get_ref<const std::string &>().empty()))
            return value.get<QString>();
        if (!value.is_null() || !optional)
            wrong(at, optional ? u"a text"_s : u"a text that is not empty"_s, value);
        return {};
    }

    const Json &m_json;
    Place m_place;
};

bool isCommit(const QString &commit)
{
    return (commit.size() == 40 || commit.size() == 64) && std::ranges::all_of(commit, [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
           });
}

QString folderOf(CehKind kind)
{
    return kind == CehKind::Fix ? u"fix"_s : kind == CehKind::Test ? u"test_gen"_s : u"doc"_s;
}

} // namespace

Result<CehCase> readCehCase(const QString &file, CehKind kind)
{
    const auto json = readJson(file, maxCaseBytes);
    if (!json)
        return std::unexpected(json.error());
    const Place place{file, {}, 0};
    if (!json->is_object())
        return fail(
            ErrorCode::BadInput,
            u"%1: expected an object, found %2"_s.arg(file, QLatin1StringView(json->type_name())));
    CaseReader reader(*json, place);
    CehCase made;
    made.kind = kind;
    made.file = file;
    made.folder = QFileInfo(file).absolutePath();
    made.id = folderOf(kind) + u'/' + reader.text("case_id");
    made.path = reader.text("file_path");
    std::tie(made.firstLine, made.lastLine) = reader.lines();
    made.language = reader.text("language");
    made.prompt = reader.text("prompt", true);
    made.snippet = reader.text("code_snippet", true);
    if (const auto refused = refusedName(made.path); refused && !made.path.isEmpty())
        reader.refuse(u"%1: %2"_s.arg(reader.at("file_path"), refused->message));
    if (kind != CehKind::Doc) {
        made.repository = reader.text("repo_name");
        made.commit = reader.text("commit").toLower();
        if (!made.commit.isEmpty() && !isCommit(made.commit))
            reader.refuse(u"%1: expected the full id of a commit, found '%2'"_s.arg(
                reader.at("commit"), made.commit.left(100)));
        if (made.repository.count(u'/') != 1 || refusedName(made.repository))
            reader.refuse(u"%1: expected owner/name, found '%2'"_s.arg(reader.at("repo_name"),
                                                                       made.repository.left(100)));
    }
    if (kind == CehKind::Fix) {
        made.analyser = reader.special("static_analyzer");
        made.rule = reader.special("rule");
        made.message = reader.special("analyzer_error");
    }
    if (kind == CehKind::Test)
        made.method = reader.special("method_name");
    if (reader.error)
        return std::unexpected(std::move(*reader.error));
    return made;
}

std::optional<CehLines> linesOf(const CehCase &theCase, const QByteArray &source)
{
    const QList<QByteArray> lines = source.split('\n');
    QByteArray quoted;
    int above = 0; // blank lines before the first that tells anything
    for (const QByteArray &line : theCase.snippet.toUtf8().split('\n')) {
        quoted = line.trimmed();
        if (!quoted.isEmpty())
            break;
        ++above;
    }
    const auto stands = [&](int line) { // from 1
        return line >= 1 && line <= lines.size() && lines[line - 1].trimmed() == quoted;
    };
    const int length = theCase.lastLine - theCase.firstLine;
    const auto from = [&](int line, bool certain) {
        return CehLines{line, std::min(line + length, int(lines.size())), certain};
    };
    if (!quoted.isEmpty()) {
        // The code that is quoted may have blank lines above it, doubled by the harness.
        for (int away = 0; away <= above + 3; ++away)
            for (const int line : {theCase.firstLine + 1 + away, theCase.firstLine + 1 - away})
                if (stands(line))
                    return from(line, true);
    }
    if (theCase.firstLine + 1 > lines.size())
        return std::nullopt;
    return from(theCase.firstLine + 1, false);
}

} // namespace touchstone

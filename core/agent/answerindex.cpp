#include "core/agent/answerindex.h"

#include "core/agent/answerfile.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QTemporaryFile>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr auto expectedShape =
    "expected an object with one of scenario, task_id, instance_id or id, and one of answer, "
    "completion, solution or model_patch";

/// Which member holds the answer, and the form that it has by its name.
struct AnswerKey {
    const char *key;
    std::optional<AnswerForm> form;
};
constexpr std::array answerKeys{
    AnswerKey{"answer", std::nullopt},
    AnswerKey{"solution", AnswerForm::File}, // before a completion, as EvalPlus has it
    AnswerKey{"completion", AnswerForm::Completion},
    AnswerKey{"model_patch", AnswerForm::Diff},
};

std::optional<QString> idOf(const Json &line)
{
    for (const char *key : answerIdKeys) {
        const Json &id = memberOr(line, key);
        if (id.is_string())
            return id.get<QString>();
        if (id.is_number_integer())
            return QString::number(id.get<qint64>());
    }
    return std::nullopt;
}

bool isBlank(const QByteArray &line)
{
    return line.trimmed().isEmpty();
}

Result<Digest> digestOfFile(QFile &file)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!hash.addData(&file) || !file.seek(0))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(file.fileName(), file.errorString()));
    return Digest::fromBytes(hash.result());
}

} // namespace

Result<Answer> answerFromJson(const Json &json, const Place &place)
{
    Answer answer;
    if (json.is_string()) {
        answer.text = json.get<QString>().toUtf8();
        return answer;
    }
    for (const auto &[key, form] : answerKeys) {
        const Json &text = memberOr(json, key);
        if (text.is_null() && !(json.is_object() && json.contains(key)))
            continue;
        if (text.is_null()) { // a model that gave nothing
            answer.form = form;
            return answer;
        }
        if (!text.is_string())
            return fail(
                ErrorCode::BadInput,
                u"%1: a text was expected, found %2"_s.arg(place.at(QLatin1StringView(key)).text(),
                                                           QLatin1StringView(text.type_name())));
        answer.text = text.get<QString>().toUtf8();
        answer.form = form;
        if (const Json &named = memberOr(json, "form"); named.is_string()) {
            const auto parsed = answerFormFromName(named.get<QString>());
            if (!parsed)
                return std::unexpected(
                    Error(parsed.error()).within(u"reading %1"_s.arg(place.at(u"form"_s).text())));
            answer.form = *parsed;
        }
        return answer;
    }
    return fail(ErrorCode::BadInput,
                u"%1: no answer found; %2"_s.arg(place.text(), QLatin1StringView(expectedShape)));
}

AnswerIndex::AnswerIndex(const QString &path)
    : m_path(path)
    , m_file(std::make_unique<QFile>(path))
{
}

Result<std::unique_ptr<AnswerIndex>> AnswerIndex::open(const QString &path)
{
    std::unique_ptr<AnswerIndex> index(new AnswerIndex(path));
    QFile &file = *index->m_file;
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, u"samples file %1: %2"_s.arg(path, file.errorString()));
    const auto digest = digestOfFile(file);
    if (!digest)
        return std::unexpected(digest.error());
    index->m_digest = *digest;

    auto indexed =
        answerLayout(path) == AnswerLayout::Object ? index->indexObject() : index->indexLines();
    if (!indexed)
        return std::unexpected(std::move(indexed.error()));
    if (index->m_size == 0)
        return fail(
            ErrorCode::BadInput,
            u"%1: no answer in it; expected JSON lines, or one object of id to list of answers"_s
                .arg(path));
    return index;
}

Result<void> AnswerIndex::indexLines()
{
    int number = 0;
    while (!m_file->atEnd()) {
        const qint64 offset = m_file->pos();
        const QByteArray line = m_file->readLine();
        ++number;
        if (isBlank(line))
            continue;
        const Place place{m_path, {}, number};
        const auto json = parseJson(line, place);
        if (!json)
            return std::unexpected(json.error());
        const auto id = idOf(*json);
        if (!id)
            return fail(ErrorCode::BadInput,
                        u"%1: found %2; %3"_s.arg(
                            place.text(),
                            json->is_object() ? u"no id"_s : QString::fromLatin1(json->type_name()),
                            QLatin1StringView(expectedShape)));
        if (const auto answer = answerFromJson(*json, place); !answer)
            return std::unexpected(answer.error());
        m_locations[*id].push_back({offset, line.size()});
        ++m_size;
    }
    return {};
}

Result<void> AnswerIndex::indexObject()
{
    auto spool = std::make_unique<QTemporaryFile>();
    const auto ioError = [&] {
        return fail(ErrorCode::Io,
                    u"temporary file for %1: %2"_s.arg(m_path, spool->errorString()));
    };
    if (!spool->open())
        return ioError();
    const auto add = [&](const QString &id, const Json &answer, const Place &at) -> Result<void> {
        if (const auto read = answerFromJson(answer, at); !read)
            return std::unexpected(read.error());
        const QByteArray line = dumpJson(answer);
        m_locations[id].push_back({spool->pos(), line.size()});
        if (spool->write(line) != line.size())
            return ioError();
        ++m_size;
        return {};
    };
    if (auto indexed = forEachAnswerOfObject(m_path, add); !indexed)
        return indexed;
    if (!spool->flush())
        return ioError();
    m_file = std::move(spool);
    return {};
}

int AnswerIndex::count(const QString &id) const
{
    const auto found = m_locations.constFind(id);
    return found == m_locations.cend() ? 0 : int(found->size());
}

qsizetype AnswerIndex::size() const
{
    return m_size;
}

QStringList AnswerIndex::ids() const
{
    return m_locations.keys();
}

Result<Answer> AnswerIndex::answer(const QString &id, int sample) const
{
    const auto found = m_locations.constFind(id);
    if (found == m_locations.cend() || sample < 0 || size_t(sample) >= found->size())
        return fail(ErrorCode::NotFound,
                    u"%1 has no sample %2 of '%3'"_s.arg(m_path).arg(sample).arg(id));
    const Location where = found->at(size_t(sample));
    QByteArray line;
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_file->seek(where.offset))
            return fail(ErrorCode::Io, u"%1: %2"_s.arg(m_path, m_file->errorString()));
        line = m_file->read(where.length);
    }
    const Place place{u"%1, sample %2 of '%3'"_s.arg(m_path).arg(sample).arg(id), {}, 0};
    const auto json = parseJson(line, place);
    if (!json)
        return std::unexpected(json.error());
    return answerFromJson(*json, place);
}

} // namespace touchstone

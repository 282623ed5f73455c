#include "core/agent/answerindex.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QTemporaryFile>

#include <array>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr std::array idKeys{"scenario", "task_id", "instance_id", "id"};
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
    for (const char *key : idKeys) {
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

    if (auto indexed = index->indexAll(); !indexed)
        return std::unexpected(std::move(indexed.error()));
    if (index->m_size == 0)
        return fail(
            ErrorCode::BadInput,
            u"%1: no answer in it; expected JSON lines, or one object of id to list of answers"_s
                .arg(path));
    return index;
}

/// One object is the whole file where its only line has no id, or its first line does not end it.
Result<void> AnswerIndex::indexAll()
{
    QByteArray firstLine;
    int number = 0;
    while (isBlank(firstLine) && !m_file->atEnd()) {
        firstLine = m_file->readLine();
        ++number;
    }
    const auto first = parseJson(firstLine, {m_path, {}, number});
    bool isLast = true;
    while (isLast && !m_file->atEnd())
        isLast = isBlank(m_file->readLine());
    if (!m_file->seek(0))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(m_path, m_file->errorString()));
    const bool isOneObject = first ? first->is_object() && !idOf(*first) && isLast : !isLast;
    if (!isOneObject)
        return indexLines();
    const auto whole = readJson(m_path, qint64(2) << 30);
    if (!whole) // what is wrong with the first line tells more
        return std::unexpected(first ? whole.error() : first.error());
    return indexObject(*whole);
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

Result<void> AnswerIndex::indexObject(const Json &object)
{
    const Place place{m_path, {}, 0};
    if (!object.is_object())
        return fail(
            ErrorCode::BadInput,
            u"%1: a JSON object (id to list of answers) or JSON lines were expected, found %2"_s
                .arg(m_path, QLatin1StringView(object.type_name())));
    auto spool = std::make_unique<QTemporaryFile>();
    if (!spool->open())
        return fail(ErrorCode::Io,
                    u"temporary file for %1: %2"_s.arg(m_path, spool->errorString()));
    for (const auto &[key, answers] : object.items()) {
        const QString id = QString::fromStdString(key);
        if (!answers.is_array())
            return fail(ErrorCode::BadInput,
                        u"%1: a list of answers was expected, found %2"_s.arg(
                            place.at(id).text(), QLatin1StringView(answers.type_name())));
        for (size_t i = 0; i < answers.size(); ++i) {
            const Place at = place.at(id).at(qsizetype(i));
            if (const auto answer = answerFromJson(answers[i], at); !answer)
                return std::unexpected(answer.error());
            const QByteArray line = dumpJson(answers[i]);
            m_locations[id].push_back({spool->pos(), line.size()});
            if (spool->write(line) != line.size())
                return fail(ErrorCode::Io,
                            u"temporary file for %1: %2"_s.arg(m_path, spool->errorString()));
            ++m_size;
        }
    }
    if (!spool->flush())
        return fail(ErrorCode::Io,
                    u"temporary file for %1: %2"_s.arg(m_path, spool->errorString()));
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

#include "core/run/runfile_read.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype maxRemembered = 20'000;

std::optional<CheckRole> roleFromName(const QString &name)
{
    for (const CheckRole role : {CheckRole::Required, CheckRole::Graded, CheckRole::Informative})
        if (name == checkRoleName(role))
            return role;
    return std::nullopt;
}

} // namespace

const char *const recordColumns =
    "a.id, s.pack, s.scenario, r.digest, s.kind, s.language, s.tags, s.difficulty, a.agent, "
    "a.sample, a.retry, o.outcome, o.reason, o.score, a.left_out, a.limit_hit, a.started_ms, "
    "a.duration_us, a.agent_us, a.check_us, a.input_tokens, a.output_tokens, a.cost, a.model, "
    "m.digest, w.digest, o.pass, a.n ";

RowReader::RowReader(const RunFile::State &state)
    : m_state(state)
{
}

void RowReader::note(const Error &error)
{
    if (!m_error)
        m_error = error;
}

void RowReader::typed(const sqlite::Statement &row)
{
    if (auto typed = row.typed(); !typed)
        note(typed.error());
}

void RowReader::unknown(const char *what, const QString &found)
{
    note({ErrorCode::Corrupt,
          u"%1: '%2' is no %3"_s.arg(m_state.path, found.left(80), QString::fromLatin1(what)),
          {}});
}

QString RowReader::text(qint64 n)
{
    if (const auto known = m_state.texts.constFind(n); known != m_state.texts.cend())
        return *known;
    const auto query = m_state.statement("SELECT text FROM text WHERE n = ?");
    if (!query) {
        note(query.error());
        return {};
    }
    const sqlite::ResetLater reset((*query)->bind(1, n));
    const auto row = (*query)->step();
    if (!row || !*row) {
        note(row ? Error{ErrorCode::Corrupt,
                         u"%1: the text number %2 is missing"_s.arg(m_state.path).arg(n),
                         {}}
                 : row.error());
        return {};
    }
    const QString text = (*query)->text(0);
    typed(**query);
    if (m_state.texts.size() >= maxRemembered)
        m_state.texts.clear();
    m_state.texts.insert(n, text);
    return text;
}

Json RowReader::json(const QByteArray &text, const QString &what)
{
    auto parsed = parseJson(text, {m_state.path, what, 0});
    if (parsed)
        return std::move(*parsed);
    note({ErrorCode::Corrupt, parsed.error().message, {}});
    return {};
}

int RowReader::small(qint64 number, const char *what)
{
    if (number < 0 || number > std::numeric_limits<int>::max())
        unknown(what, QString::number(number));
    return int(number);
}

Digest RowReader::digest(const sqlite::Statement &row, int column)
{
    if (row.isNull(column))
        return {};
    const QByteArray raw = row.bytes(column);
    if (raw.size() != 32)
        unknown("SHA-256", u"%1 bytes"_s.arg(raw.size()));
    return Digest::fromBytes(raw);
}

template <typename T>
T RowReader::named(qint64 n, std::optional<T> (*fromName)(const QString &), const char *what)
{
    const QString name = text(n);
    const auto value = fromName(name);
    if (!value && !m_error)
        unknown(what, name);
    return value.value_or(T{});
}

QStringList RowReader::tags(qint64 n)
{
    const Json list = json(text(n).toUtf8(), u"tags"_s);
    QStringList tags;
    for (const Json &tag : list)
        if (tag.is_string())
            tags.append(tag.get<QString>());
    return tags;
}

AttemptRecord RowReader::record(const sqlite::Statement &row)
{
    AttemptRecord record;
    record.id = row.text(0);
    record.pack = text(row.integer(1));
    record.scenario = row.text(2);
    record.scenarioDigest = digest(row, 3);
    record.kind = text(row.integer(4));
    record.language = text(row.integer(5));
    record.tags = tags(row.integer(6));
    record.difficulty = text(row.integer(7));
    record.agent = text(row.integer(8));
    record.sample = small(row.integer(9), "sample number");
    record.retry = small(row.integer(10), "number of retries");
    record.outcome = named(row.integer(11), outcomeFromName, "outcome");
    record.reason = row.text(12);
    record.score = row.real(13);
    record.leftOut = row.integer(14) != 0;
    record.limit = text(row.integer(15));
    record.startedMs = row.integer(16);
    record.durationUs = row.integer(17);
    record.agentUs = row.integer(18);
    record.checkUs = row.integer(19);
    record.inputTokens = row.integer(20);
    record.outputTokens = row.integer(21);
    record.cost = row.real(22);
    record.model = text(row.integer(23));
    record.endManifest = digest(row, 24);
    record.answer = digest(row, 25);
    record.pass = small(row.integer(26), "scoring pass");
    typed(row);
    return record;
}

Event RowReader::event(const sqlite::Statement &row)
{
    Event event;
    event.id = row.integer(0);
    event.parent = row.integer(1);
    event.type = named(row.integer(2), eventTypeFromName, "event type");
    event.actor = text(row.integer(3));
    event.conversation = text(row.integer(4));
    event.turn = small(row.integer(5), "turn");
    event.wallMs = row.integer(6);
    event.monotonicNs = row.integer(7);
    event.data = json(row.bytes(8), u"event %1"_s.arg(event.id));
    typed(row);
    return event;
}

Verdict RowReader::verdict(const sqlite::Statement &row)
{
    Verdict verdict;
    verdict.check = text(row.integer(1));
    verdict.type = text(row.integer(2));
    verdict.role = named(row.integer(3), roleFromName, "check role");
    verdict.weight = row.real(4);
    verdict.turn = small(row.integer(5), "turn");
    verdict.status = named(row.integer(6), verdictStatusFromName, "verdict");
    verdict.score = row.real(7);
    verdict.reason = row.text(8);
    verdict.errorCode = text(row.integer(9));
    const QString limit = text(row.integer(10));
    verdict.limit = limitFromName(limit);
    if (!verdict.limit && !limit.isEmpty())
        unknown("limit", limit);
    verdict.durationUs = row.integer(11);
    typed(row);
    return verdict;
}

AttemptScore RowReader::score(const sqlite::Statement &row, int column)
{
    AttemptScore score{named(row.integer(column), outcomeFromName, "outcome"), row.text(column + 2),
                       row.real(column + 1)};
    typed(row);
    return score;
}

} // namespace touchstone

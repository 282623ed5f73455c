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

const char *const recordSql =
    "SELECT n, id, scenario, agent, sample, retry, left_out, limit_hit, started_ms, duration_us, "
    "agent_us, check_us, input_tokens, output_tokens, cost, model, end_manifest, answer "
    "FROM attempt WHERE n > ?1 AND n <= ?2 ORDER BY n";

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

Digest RowReader::blobName(const sqlite::Statement &row, int column)
{
    if (row.isNull(column))
        return {};
    const auto query = m_state.statement("SELECT digest FROM blob WHERE n = ?");
    if (!query) {
        note(query.error());
        return {};
    }
    const sqlite::ResetLater reset((*query)->bind(1, row.integer(column)));
    const auto found = (*query)->step();
    if (!found)
        lose(found.error());
    if (!found || !*found)
        return {};
    const QByteArray raw = (*query)->bytes(0);
    typed(**query);
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

const AttemptRecord *RowReader::scenario(qint64 n)
{
    if (const auto known = m_state.scenarios.constFind(n); known != m_state.scenarios.cend())
        return &*known;
    const auto query = m_state.statement("SELECT pack, scenario, resolved, kind, language, tags, "
                                         "difficulty FROM scenario WHERE n = ?");
    if (!query) {
        note(query.error());
        return nullptr;
    }
    sqlite::Statement &row = **query;
    const sqlite::ResetLater reset(row.bind(1, n));
    const auto found = row.step();
    if (!found || !*found) {
        note(found ? Error{ErrorCode::Corrupt,
                           u"%1: the scenario number %2 is missing"_s.arg(m_state.path).arg(n),
                           {}}
                   : found.error());
        return nullptr;
    }
    AttemptRecord record;
    record.pack = text(row.integer(0));
    record.scenario = row.text(1);
    record.scenarioDigest = blobName(row, 2);
    record.kind = text(row.integer(3));
    record.language = text(row.integer(4));
    record.tags = tags(row.integer(5));
    record.difficulty = text(row.integer(6));
    typed(row);
    if (failed())
        return nullptr;
    if (m_state.scenarios.size() >= maxRemembered)
        m_state.scenarios.clear();
    return &*m_state.scenarios.insert(n, record);
}

void RowReader::lose(const Error &error)
{
    if (!m_lost)
        m_lost = error;
}

/// False: it was not scored in that pass.
bool RowReader::readOutcome(qint64 attempt, int pass, AttemptRecord &into)
{
    const auto query =
        m_state.statement("SELECT outcome, score, reason, pass FROM outcome WHERE attempt = ?1 "
                          "AND (?2 = 0 OR pass = ?2) ORDER BY pass DESC LIMIT 1");
    if (!query) {
        note(query.error());
        return false;
    }
    sqlite::Statement &row = **query;
    const sqlite::ResetLater reset(row.bind(1, attempt).bind(2, pass));
    const auto found = row.step();
    if (found && !*found && pass != 0)
        return false;
    if (!found || !*found) {
        lose(found ? Error{ErrorCode::Corrupt,
                           u"%1: attempt %2 has no outcome"_s.arg(m_state.path, into.id),
                           {}}
                   : found.error());
        into.outcome = Outcome::Error;
        into.reason = u"its outcome is lost: the run file was damaged"_s;
        return true;
    }
    const AttemptScore outcome = score(row, 0);
    into.outcome = outcome.outcome;
    into.score = outcome.score;
    into.reason = outcome.reason;
    into.pass = small(row.integer(3), "scoring pass");
    typed(row);
    return true;
}

std::optional<AttemptRecord> RowReader::record(const sqlite::Statement &row, int pass)
{
    const AttemptRecord *scenario = this->scenario(row.integer(2));
    if (!scenario)
        return std::nullopt;
    AttemptRecord record = *scenario;
    record.id = row.text(1);
    record.agent = text(row.integer(3));
    record.sample = small(row.integer(4), "sample number");
    record.retry = small(row.integer(5), "number of retries");
    record.leftOut = row.integer(6) != 0;
    record.limit = text(row.integer(7));
    record.startedMs = row.integer(8);
    record.durationUs = row.integer(9);
    record.agentUs = row.integer(10);
    record.checkUs = row.integer(11);
    record.inputTokens = row.integer(12);
    record.outputTokens = row.integer(13);
    record.cost = row.real(14);
    record.model = text(row.integer(15));
    record.endManifest = blobName(row, 16);
    record.answer = blobName(row, 17);
    const bool scored = readOutcome(row.integer(0), pass, record);
    typed(row);
    return scored && !failed() ? std::optional(record) : std::nullopt;
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

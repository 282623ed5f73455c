#include "core/run/runfile_read.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// How many of a query's first columns its rows are ordered by.
enum class OrderedBy { Nothing, First, FirstTwo };

/// Whether rows come in the order that was asked for: where pages of a damaged file point in a
/// circle they do not, and there may be no end of them.
class Order {
public:
    explicit Order(OrderedBy by)
        : m_by(by)
    {
    }
    bool holds(const sqlite::Statement &row)
    {
        if (m_by == OrderedBy::Nothing)
            return true;
        const std::pair now{row.integer(0), m_by == OrderedBy::FirstTwo ? row.integer(1) : 0};
        const bool ascends = now > m_last;
        m_last = now;
        return ascends;
    }

private:
    OrderedBy m_by;
    std::pair<qint64, qint64> m_last{std::numeric_limits<qint64>::min(), 0};
};

/// Runs a statement and calls `visit` for each row, with the mutex held; `visit` notes failures in
/// the reader.
template <typename Visit>
Result<void> forEachRow(const RunFile::State &state, RowReader &reader, const char *sql,
                        OrderedBy orderedBy, std::initializer_list<qint64> values, Visit visit)
{
    Order order(orderedBy);
    const auto query = state.statement(sql);
    if (!query)
        return std::unexpected(query.error());
    int index = 0;
    for (const qint64 value : values)
        (*query)->bind(++index, value);
    const sqlite::ResetLater reset(**query);
    for (;;) {
        const auto row = (*query)->step();
        if (!row)
            return std::unexpected(row.error());
        if (!*row)
            return {};
        if (!order.holds(**query))
            return fail(ErrorCode::Corrupt,
                        u"%1: is damaged: its rows are out of order"_s.arg(state.path));
        visit(**query);
        if (reader.failed())
            return std::unexpected(reader.error());
    }
}

Digest digestAt(const sqlite::Statement &row, int column)
{
    return row.isNull(column) ? Digest{} : Digest::fromBytes(row.bytes(column));
}

} // namespace

Result<AttemptRecord> RunFile::attempt(const QString &id, int pass) const
{
    const std::scoped_lock lock(m_state->mutex);
    const auto n = findAttempt(*m_state, id);
    if (!n)
        return std::unexpected(n.error());
    RowReader reader(*m_state);
    std::optional<AttemptRecord> found;
    auto done = forEachRow(*m_state, reader, recordSql, OrderedBy::First, {*n - 1, *n},
                           [&](const sqlite::Statement &row) { found = reader.record(row, pass); });
    if (!done)
        return std::unexpected(std::move(done.error()).within(u"reading attempt %1"_s.arg(id)));
    if (!found && pass != 0)
        return fail(ErrorCode::NotFound,
                    u"%1: attempt %2 was not scored in pass %3"_s.arg(m_state->path, id).arg(pass));
    if (!found)
        return fail(ErrorCode::Corrupt, u"%1: attempt %2 is lost"_s.arg(m_state->path, id));
    return *found;
}

Result<Trace> RunFile::events(const QString &attempt, qint64 after, qint64 most) const
{
    const std::scoped_lock lock(m_state->mutex);
    const auto n = findAttempt(*m_state, attempt);
    if (!n)
        return std::unexpected(n.error());
    RowReader reader(*m_state);
    Trace trace;
    auto done = forEachRow(*m_state, reader,
                           "SELECT id, parent, type, actor, conversation, turn, wall_ms, "
                           "monotonic_ns, data FROM event WHERE attempt = ? AND id > ? "
                           "ORDER BY id LIMIT ?",
                           OrderedBy::First, {*n, after, most}, [&](const sqlite::Statement &row) {
                               trace.push_back(reader.event(row));
                           });
    size_t at = 0;
    if (done && !trace.empty())
        done = forEachRow(*m_state, reader,
                          "SELECT x.event, x.role, b.digest FROM event_blob x "
                          "JOIN blob b ON b.n = x.blob WHERE x.attempt = ? AND x.event > ? "
                          "AND x.event <= ? ORDER BY x.event, x.role",
                          OrderedBy::FirstTwo, {*n, after, trace.back().id},
                          [&](const sqlite::Statement &row) {
                              while (at < trace.size() && trace[at].id < row.integer(0))
                                  ++at;
                              const QString role = reader.text(row.integer(1));
                              if (at < trace.size() && trace[at].id == row.integer(0))
                                  trace[at].blobs.insert(role, digestAt(row, 2));
                              reader.typed(row);
                          });
    if (!done)
        return std::unexpected(
            std::move(done.error()).within(u"reading the events of attempt %1"_s.arg(attempt)));
    return trace;
}

Result<QMap<EventType, qint64>> RunFile::eventCounts(const QString &attempt) const
{
    const std::scoped_lock lock(m_state->mutex);
    const auto n = findAttempt(*m_state, attempt);
    if (!n)
        return std::unexpected(n.error());
    RowReader reader(*m_state);
    QMap<EventType, qint64> counts;
    auto done =
        forEachRow(*m_state, reader,
                   "SELECT type, count(*) FROM event WHERE attempt = ? GROUP BY type ORDER BY type",
                   OrderedBy::First, {*n}, [&](const sqlite::Statement &row) {
                       if (const auto type = eventTypeFromName(reader.text(row.integer(0))))
                           counts.insert(*type, row.integer(1));
                   });
    if (!done)
        return std::unexpected(
            std::move(done.error()).within(u"counting the events of attempt %1"_s.arg(attempt)));
    return counts;
}

namespace {

/// The verdicts of one attempt in one pass, and where each stands among them by its number.
struct VerdictRows {
    qint64 attempt = 0;
    int pass = 0;
    std::vector<Verdict> verdicts;
    QHash<qint64, size_t> places;

    Verdict *at(qint64 number)
    {
        const auto found = places.constFind(number);
        return found == places.cend() ? nullptr : &verdicts[*found];
    }
};

Result<VerdictRows> readVerdicts(const RunFile::State &state, RowReader &reader,
                                 const QString &attempt, int pass)
{
    const auto n = findAttempt(state, attempt);
    if (!n)
        return std::unexpected(n.error());
    const auto which = findPass(state, *n, pass);
    if (!which)
        return std::unexpected(which.error());
    VerdictRows rows{*n, *which, {}, {}};
    auto done = forEachRow(state, reader,
                           "SELECT n, check_id, type, role, weight, turn, status, score, reason, "
                           "error_code, limit_hit, duration_us FROM verdict "
                           "WHERE attempt = ? AND pass = ? ORDER BY n",
                           OrderedBy::First, {*n, *which}, [&](const sqlite::Statement &row) {
                               rows.places.insert(row.integer(0), rows.verdicts.size());
                               rows.verdicts.push_back(reader.verdict(row));
                           });
    if (!done)
        return std::unexpected(std::move(done.error()));
    return rows;
}

Result<void> readMeasures(const RunFile::State &state, RowReader &reader, VerdictRows &rows)
{
    return forEachRow(state, reader,
                      "SELECT verdict, name, value FROM measure WHERE attempt = ? AND pass = ? "
                      "ORDER BY verdict, name",
                      OrderedBy::FirstTwo, {rows.attempt, rows.pass},
                      [&](const sqlite::Statement &row) {
                          if (Verdict *verdict = rows.at(row.integer(0)))
                              verdict->measures.insert(reader.text(row.integer(1)), row.real(2));
                          reader.typed(row);
                      });
}

Result<void> readEvidence(const RunFile::State &state, RowReader &reader, VerdictRows &rows)
{
    return forEachRow(state, reader,
                      "SELECT e.verdict, e.n, e.kind, e.title, e.data, b.digest FROM evidence e "
                      "LEFT JOIN blob b ON b.n = e.blob WHERE e.attempt = ? AND e.pass = ? "
                      "ORDER BY e.verdict, e.n",
                      OrderedBy::FirstTwo, {rows.attempt, rows.pass},
                      [&](const sqlite::Statement &row) {
                          if (Verdict *verdict = rows.at(row.integer(0)))
                              verdict->evidence.push_back({reader.text(row.integer(2)), row.text(3),
                                                           reader.json(row.bytes(4), u"evidence"_s),
                                                           digestAt(row, 5)});
                          reader.typed(row);
                      });
}

} // namespace

Result<std::vector<Verdict>> RunFile::briefVerdicts(const QString &attempt, int pass) const
{
    const std::scoped_lock lock(m_state->mutex);
    RowReader reader(*m_state);
    auto rows = readVerdicts(*m_state, reader, attempt, pass);
    if (!rows)
        return std::unexpected(
            std::move(rows.error()).within(u"reading the verdicts of attempt %1"_s.arg(attempt)));
    return std::move(rows->verdicts);
}

Result<std::vector<Verdict>> RunFile::verdicts(const QString &attempt, int pass) const
{
    const std::scoped_lock lock(m_state->mutex);
    RowReader reader(*m_state);
    auto rows = readVerdicts(*m_state, reader, attempt, pass);
    Result<void> done;
    if (!rows)
        done = std::unexpected(std::move(rows.error()));
    if (done)
        done = readMeasures(*m_state, reader, *rows);
    if (done)
        done = readEvidence(*m_state, reader, *rows);
    if (!done)
        return std::unexpected(
            std::move(done.error()).within(u"reading the verdicts of attempt %1"_s.arg(attempt)));
    return std::move(rows->verdicts);
}

Result<std::vector<ScoringPass>> RunFile::passes() const
{
    const std::scoped_lock lock(m_state->mutex);
    RowReader reader(*m_state);
    std::vector<ScoringPass> passes;
    auto done =
        forEachRow(*m_state, reader, "SELECT n, created_ms, touchstone, note FROM pass ORDER BY n",
                   OrderedBy::First, {}, [&](const sqlite::Statement &row) {
                       passes.push_back({int(row.integer(0)), row.integer(1), row.text(2),
                                         reader.json(row.bytes(3), u"note"_s)});
                       reader.typed(row);
                   });
    if (!done)
        return std::unexpected(std::move(done.error()).within(u"reading the scoring passes"_s));
    return passes;
}

Result<qint64> RunFile::attemptCount() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->database.integer("SELECT count(n) FROM attempt");
}

Result<qint64> RunFile::lastNumber() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->database.integer("SELECT coalesce(max(n), 0) FROM attempt");
}

Result<RunManifest> RunFile::manifest() const
{
    const std::scoped_lock lock(m_state->mutex);
    RowReader reader(*m_state);
    std::optional<RunManifest> found;
    auto done = forEachRow(*m_state, reader,
                           "SELECT id, created_ms, touchstone, environment, plan, plan_digest "
                           "FROM run WHERE n = 1",
                           OrderedBy::Nothing, {}, [&](const sqlite::Statement &row) {
                               found = RunManifest{row.text(0),
                                                   row.integer(1),
                                                   row.text(2),
                                                   reader.json(row.bytes(3), u"environment"_s),
                                                   reader.json(row.bytes(4), u"plan"_s),
                                                   digestAt(row, 5)};
                               reader.typed(row);
                           });
    if (!done)
        return std::unexpected(std::move(done.error()).within(u"reading the manifest"_s));
    if (!found)
        return fail(ErrorCode::Corrupt, u"%1: its manifest is missing"_s.arg(m_state->path));
    return *found;
}

Result<Json> RunFile::resolvedScenario(const Digest &digest) const
{
    const auto bytes = blob(digest);
    if (!bytes)
        return std::unexpected(bytes.error());
    auto json = parseJson(*bytes, {m_state->path, u"scenario "_s + digest.hex(), 0});
    if (!json)
        return fail(ErrorCode::Corrupt, json.error().message);
    return json;
}

} // namespace touchstone

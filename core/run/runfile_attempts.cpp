#include "core/run/runfile_read.h"
#include "core/run/runfile_salvage.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// A walk over the attempts that goes on behind damage.
class Walk {
public:
    Walk(const RunFile::State &state, const AttemptQuery &query)
        : m_state(state)
        , m_query(query)
    {
    }

    Result<void> run(const std::function<bool(const AttemptRecord &)> &visit)
    {
        if (auto begun = begin(); !begun)
            return begun;
        while (auto record = next())
            if (!visit(*record))
                return {};
        const std::scoped_lock lock(m_state.mutex);
        return m_cursor->damage() ? std::unexpected(damage()) : Result<void>();
    }

    ~Walk()
    {
        const std::scoped_lock lock(m_state.mutex);
        m_cursor.reset();
        m_statement.reset();
    }
    Q_DISABLE_COPY_MOVE(Walk)

private:
    Result<void> begin()
    {
        const std::scoped_lock lock(m_state.mutex);
        // What is appended meanwhile, by `visit` too, is not part of this walk.
        const auto last = m_state.database.integer("SELECT coalesce(max(n), 0) FROM attempt");
        if (!last && last.error().code != ErrorCode::Corrupt)
            return std::unexpected(last.error());
        m_lastIsKnown = last.has_value();
        if (last)
            m_last = *last;
        if (m_query.upTo > 0)
            m_last = std::min(m_last, m_query.upTo);
        m_lastGood = m_query.after;
        auto prepared = m_state.database.prepare(recordSql);
        if (!prepared)
            return std::unexpected(prepared.error());
        m_statement = std::make_unique<sqlite::Statement>(std::move(*prepared));
        m_cursor = std::make_unique<SkippingCursor>(*m_statement, 0, m_last);
        m_cursor->startAfter(m_query.after);
        if (!last)
            m_cursor->noteDamage(last.error());
        return {};
    }

    std::optional<AttemptRecord> next()
    {
        const std::scoped_lock lock(m_state.mutex);
        while (m_cursor->next()) {
            RowReader reader(m_state);
            auto record = reader.record(*m_statement, m_query.pass);
            if (reader.failed() || reader.lost())
                m_cursor->noteDamage(reader.failed() ? reader.error() : *reader.lost());
            if (reader.failed())
                continue;
            ++m_read;
            m_lost += m_cursor->damage() ? m_cursor->number() - m_lastGood - 1 : 0;
            m_lastGood = m_cursor->number();
            if (!record || !matches(*record))
                continue;
            m_state.visited = {record->id, m_lastGood};
            return record;
        }
        m_state.damaged = m_state.damaged || m_cursor->damage();
        return std::nullopt;
    }

    [[nodiscard]] bool matches(const AttemptRecord &record) const
    {
        return (m_query.scenario.isEmpty() || record.scenario == m_query.scenario)
            && (m_query.agent.isEmpty() || record.agent == m_query.agent);
    }

    [[nodiscard]] Error damage() const
    {
        const qint64 lost = m_lost + (m_lastIsKnown ? m_last - m_lastGood : 0);
        const QString what = m_lastIsKnown
            ? u"up to %1 attempts"_s.arg(lost)
            : u"up to %1 attempts and all after number %2"_s.arg(lost).arg(m_lastGood);
        return {ErrorCode::Corrupt,
                u"%1: is damaged: %2 attempts were read, %3 can't be: %4; `touchstone merge` "
                "copies what is readable into a new file"_s.arg(m_state.path)
                    .arg(m_read)
                    .arg(what, m_cursor->damage()->message),
                {}};
    }

    const RunFile::State &m_state;
    const AttemptQuery &m_query;
    std::unique_ptr<sqlite::Statement> m_statement;
    std::unique_ptr<SkippingCursor> m_cursor;
    qint64 m_last = std::numeric_limits<qint64>::max();
    bool m_lastIsKnown = false;
    qint64 m_lastGood = 0; ///< number of the attempt last visited
    qint64 m_read = 0;
    qint64 m_lost = 0; ///< numbers left out since damage was met
};

/// Up to `limit` ids that begin with `prefix`, with their numbers.
Result<std::vector<std::pair<QString, qint64>>> idsWith(const RunFile::State &state,
                                                        const QString &prefix, int limit)
{
    const auto query =
        state.statement("SELECT id, n FROM attempt WHERE id >= ? AND id < ? ORDER BY id LIMIT ?");
    if (!query)
        return std::unexpected(query.error());
    const QByteArray from = prefix.toUtf8();
    (*query)->bindText(1, from).bindText(2, from + "\xf4\x8f\xbf\xbf").bind(3, limit);
    const sqlite::ResetLater reset(**query);
    std::vector<std::pair<QString, qint64>> ids;
    for (;;) {
        const auto row = (*query)->step();
        if (!row)
            return std::unexpected(row.error());
        if (!*row)
            return ids;
        ids.emplace_back((*query)->text(0), (*query)->integer(1));
    }
}

} // namespace

Result<qint64> findAttempt(const RunFile::State &state, const QString &id)
{
    constexpr int shown = 10;
    if (id.isEmpty())
        return fail(ErrorCode::BadInput, u"an attempt's id is expected, nothing was given"_s);
    if (id == state.visited.first)
        return state.visited.second;
    auto ids = idsWith(state, id, shown + 1);
    if (ids && ids->empty() && id != id.toUpper())
        ids = idsWith(state, id.toUpper(), shown + 1);
    const bool isDamage = !ids && ids.error().code == ErrorCode::Corrupt;
    if (isDamage || (ids && ids->empty() && state.damaged))
        if (const qint64 n = salvaged(state).attempts.value(id); n > 0)
            return n;
    if (!ids)
        return std::unexpected(ids.error());
    if (ids->empty())
        return fail(ErrorCode::NotFound, u"%1: has no attempt '%2'"_s.arg(state.path, id));
    if (ids->size() == 1 || ids->front().first == id) // the shortest comes first
        return ids->front().second;
    QStringList names;
    for (const auto &[name, n] : *ids)
        names.append(names.size() < shown ? name : u"…"_s);
    return fail(ErrorCode::BadInput,
                u"%1: '%2' is the beginning of several attempts: %3; give more of it"_s.arg(
                    state.path, id, names.join(u", "_s)));
}

Result<int> findPass(const RunFile::State &state, qint64 attempt, int pass)
{
    const auto query =
        state.statement("SELECT pass FROM outcome WHERE attempt = ?1 AND (?2 = 0 OR pass = ?2) "
                        "ORDER BY pass DESC LIMIT 1");
    if (!query)
        return std::unexpected(query.error());
    const sqlite::ResetLater reset((*query)->bind(1, attempt).bind(2, pass));
    const auto row = (*query)->step();
    if (!row && row.error().code == ErrorCode::Corrupt)
        return std::max(pass, 1); // verdicts may still be there
    if (!row)
        return std::unexpected(row.error());
    if (*row)
        return int((*query)->integer(0));
    return fail(ErrorCode::NotFound,
                pass == 0
                    ? u"%1: that attempt has no outcome"_s.arg(state.path)
                    : u"%1: that attempt was not scored in pass %2"_s.arg(state.path).arg(pass));
}

Result<void> RunFile::attempts(const AttemptQuery &query,
                               const std::function<bool(const AttemptRecord &)> &visit) const
{
    return Walk(*m_state, query).run(visit);
}

} // namespace touchstone

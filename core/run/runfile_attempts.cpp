#include "core/run/runfile_read.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// Attempts in the order they finished, from one number on. A filter that is not set is NULL.
const char *const listSql =
    "FROM attempt a JOIN scenario s ON s.n = a.scenario "
    "JOIN outcome o ON o.attempt = a.n AND o.pass = "
    "coalesce(?3, (SELECT max(l.pass) FROM outcome l WHERE l.attempt = a.n)) "
    "LEFT JOIN blob r ON r.n = s.resolved LEFT JOIN blob m ON m.n = a.end_manifest "
    "LEFT JOIN blob w ON w.n = a.answer "
    "WHERE a.n > ?1 AND a.n <= ?2 AND (?4 IS NULL OR s.scenario = ?4) "
    "AND (?5 IS NULL OR a.agent = (SELECT t.n FROM text t WHERE t.text = ?5)) ORDER BY a.n";

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
        m_statement.reset();
        if (!m_damage)
            return {};
        m_lost += m_lastIsKnown ? m_last - m_lastGood : 0;
        const QString lost = m_lastIsKnown
            ? u"up to %1 attempts"_s.arg(m_lost)
            : u"up to %1 attempts and all after number %2"_s.arg(m_lost).arg(m_lastGood);
        return fail(ErrorCode::Corrupt,
                    u"%1: is damaged: %2 attempts were read, %3 can't be: %4"_s.arg(m_state.path)
                        .arg(m_read)
                        .arg(lost, m_damage->message));
    }

    ~Walk()
    {
        const std::scoped_lock lock(m_state.mutex);
        m_statement.reset();
    }
    Q_DISABLE_COPY_MOVE(Walk)

private:
    // So many numbers in a row that give nothing, and the rest is given up.
    static constexpr qint64 patience = 20'000;

    Result<void> begin()
    {
        const std::scoped_lock lock(m_state.mutex);
        // What is appended meanwhile, by `visit` too, is not part of this walk.
        const auto last = m_state.database.integer("SELECT coalesce(max(n), 0) FROM attempt");
        m_lastIsKnown = last.has_value();
        if (last)
            m_last = *last;
        else if (last.error().code == ErrorCode::Corrupt)
            m_damage = last.error();
        else
            return std::unexpected(last.error());
        return prepare();
    }

    Result<void> prepare()
    {
        static const QByteArray sql = QByteArray("SELECT ") + recordColumns + listSql;
        auto prepared = m_state.database.prepare(sql.constData());
        if (!prepared)
            return std::unexpected(prepared.error());
        m_statement = std::make_unique<sqlite::Statement>(std::move(*prepared));
        bind();
        return {};
    }

    void bind()
    {
        m_statement->bind(1, m_at).bind(2, m_last);
        if (m_query.pass > 0)
            m_statement->bind(3, m_query.pass);
        if (!m_query.scenario.isEmpty())
            m_statement->bind(4, m_query.scenario);
        if (!m_query.agent.isEmpty())
            m_statement->bind(5, m_query.agent);
    }

    std::optional<AttemptRecord> next()
    {
        const std::scoped_lock lock(m_state.mutex);
        for (qint64 misses = 0; misses < patience && m_at < m_last;) {
            const auto row = m_statement->step();
            if (row && !*row)
                return std::nullopt;
            RowReader reader(m_state);
            if (row) {
                m_at = m_statement->integer(27);
                AttemptRecord record = reader.record(*m_statement);
                if (!reader.failed()) {
                    ++m_read;
                    m_lost += m_damage ? m_at - m_lastGood - 1 : 0;
                    m_lastGood = m_at;
                    return record;
                }
                noteDamage(reader.error());
                continue;
            }
            noteDamage(row.error());
            if (row.error().code != ErrorCode::Corrupt)
                return std::nullopt;
            ++misses;
            ++m_at; // the row after the last good one can't be reached: try the one behind it
            m_statement->reset();
            bind();
        }
        return std::nullopt;
    }

    void noteDamage(const Error &error)
    {
        if (!m_damage)
            m_damage = error;
    }

    const RunFile::State &m_state;
    const AttemptQuery &m_query;
    std::unique_ptr<sqlite::Statement> m_statement;
    qint64 m_at = 0; ///< number of the attempt last read
    qint64 m_last = std::numeric_limits<qint64>::max();
    bool m_lastIsKnown = false;
    qint64 m_lastGood = 0; ///< number of the attempt last visited
    qint64 m_read = 0;
    qint64 m_lost = 0; ///< numbers left out since damage was met; some may not match the query
    std::optional<Error> m_damage;
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
    auto ids = idsWith(state, id, shown + 1);
    if (ids && ids->empty() && id != id.toUpper())
        ids = idsWith(state, id.toUpper(), shown + 1);
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

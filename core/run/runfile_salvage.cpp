#include "core/run/runfile_salvage.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

// A page with an inner node of a table that is gone takes some 30,000 rows with it; after so many
// misses in a row the steps have covered four times as many.
constexpr qint64 patience = 2000;
constexpr qint64 missesAtMost = 10 * patience;
constexpr qint64 missesForAStepMore = 16;

} // namespace

SkippingCursor::SkippingCursor(sqlite::Statement &statement, int numberColumn, qint64 last,
                               std::function<void(sqlite::Statement &)> bindRest)
    : m_statement(statement)
    , m_numberColumn(numberColumn)
    , m_last(last)
    , m_bindRest(std::move(bindRest))
{
}

void SkippingCursor::noteDamage(const Error &error)
{
    if (!m_damage)
        m_damage = error;
}

/// Goes on from where the statement is.
SkippingCursor::Look SkippingCursor::look()
{
    const auto row = m_statement.step();
    if (!row) {
        noteDamage(row.error());
        return row.error().code == ErrorCode::Corrupt ? Look::Damage : Look::Failure;
    }
    if (!*row)
        return Look::End;
    const qint64 number = m_statement.integer(m_numberColumn);
    if (number > m_at) {
        m_at = number;
        return Look::Row;
    }
    noteDamage({ErrorCode::Corrupt,
                u"row %1 comes after row %2, where rows ascend"_s.arg(number).arg(m_at),
                {}});
    return Look::Damage;
}

SkippingCursor::Look SkippingCursor::lookFrom(qint64 after)
{
    m_statement.reset();
    m_statement.bind(1, after).bind(2, m_last);
    if (m_bindRest)
        m_bindRest(m_statement);
    m_at = after;
    return look();
}

/// Behind `bad` is damage, behind `good` is a row or the end: the first such.
SkippingCursor::Look SkippingCursor::findEndOfDamage(qint64 bad, qint64 good)
{
    while (good - bad > 1) {
        const qint64 middle = bad + (good - bad) / 2;
        (lookFrom(middle) == Look::Damage ? bad : good) = middle;
    }
    return lookFrom(good);
}

bool SkippingCursor::next()
{
    Look found = std::exchange(m_begun, true) ? look() : lookFrom(m_at);
    qint64 bad = m_at;
    for (qint64 misses = 1; found == Look::Damage; ++misses) {
        if (misses > patience || ++m_misses > missesAtMost || bad >= m_last)
            return false;
        const qint64 step = std::min(1 + misses / missesForAStepMore, m_last - bad);
        found = lookFrom(bad + step);
        if (found == Look::Damage)
            bad += step;
        else if (found != Look::Failure)
            found = findEndOfDamage(bad, bad + step);
    }
    return found == Look::Row;
}

namespace {

template <typename Keep> void forNumbered(const RunFile::State &state, const char *sql, Keep keep)
{
    auto statement = state.database.prepare(sql);
    if (!statement)
        return;
    SkippingCursor cursor(*statement, 0, std::numeric_limits<qint64>::max());
    while (cursor.next()) {
        keep(*statement, cursor.number());
        (void)statement->typed(); // what is not of its type was not kept
    }
}

} // namespace

const Salvaged &salvaged(const RunFile::State &state)
{
    if (state.salvaged)
        return *state.salvaged;
    // shared_ptr: its type is not complete where the state is defined
    const auto made = std::make_shared<Salvaged>();
    forNumbered(state, "SELECT n, id FROM attempt WHERE n > ? AND n <= ? ORDER BY n",
                [&](const sqlite::Statement &row, qint64 n) {
                    if (const QString id = row.text(1); !id.isEmpty())
                        made->attempts.insert(id, n);
                });
    forNumbered(state, "SELECT n, digest FROM blob WHERE n > ? AND n <= ? ORDER BY n",
                [&](const sqlite::Statement &row, qint64 n) {
                    if (const QByteArray raw = row.bytes(1); raw.size() == 32)
                        made->blobs.insert(Digest::fromBytes(raw), n);
                });
    state.salvaged = made;
    return *made;
}

} // namespace touchstone

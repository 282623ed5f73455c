#pragma once

#include "core/run/runfile_state.h"

#include <functional>

namespace touchstone {

/// Rows of a query that is ordered by a number, one after another, also behind damage: where a row
/// can't be reached, the numbers after it are tried, first each, then in larger and larger steps,
/// and from the first that can be reached back to where the damage ends. The caller holds the
/// mutex.
class SkippingCursor {
public:
    /// The query's parameters 1 and 2 are the numbers after and up to which rows are wanted; its
    /// result column `numberColumn` is the row's number. `bindRest` binds other parameters.
    SkippingCursor(sqlite::Statement &statement, int numberColumn, qint64 last,
                   std::function<void(sqlite::Statement &)> bindRest = {});
    ~SkippingCursor() { m_statement.reset(); }
    Q_DISABLE_COPY_MOVE(SkippingCursor)

    /// Before next(): rows up to this number are passed over.
    void startAfter(qint64 number) { m_at = number; }
    /// False: no row is left, or none that can be reached.
    bool next();
    [[nodiscard]] qint64 number() const { return m_at; } ///< of the row; 0: before the first
    /// The first damage met, if any; other errors end the walk.
    [[nodiscard]] const std::optional<Error> &damage() const { return m_damage; }
    void noteDamage(const Error &error);

private:
    enum class Look { Row, End, Damage, Failure };
    Look look();
    Look lookFrom(qint64 after);
    Look findEndOfDamage(qint64 bad, qint64 good);

    sqlite::Statement &m_statement;
    int m_numberColumn;
    qint64 m_last;
    std::function<void(sqlite::Statement &)> m_bindRest;
    qint64 m_at = 0;
    bool m_begun = false;
    qint64 m_misses = 0; ///< of the whole walk
    std::optional<Error> m_damage;
};

/// What the indices of attempts and blobs say, read from the tables themselves: for files whose
/// indices are damaged. Made when it is first needed.
struct Salvaged {
    QHash<QString, qint64> attempts; ///< number by id
    QHash<Digest, qint64> blobs; ///< number by digest
};
const Salvaged &salvaged(const RunFile::State &state);

} // namespace touchstone

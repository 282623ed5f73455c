#pragma once

#include "core/run/sqlite.h"

#include <optional>

namespace touchstone {

/// Who writes a run file. A holder on this machine (same boot, same PID space) lives as long as its
/// process: pid and start time. Of any other, only the heartbeat tells.
struct LeaseHolder {
    QString token; ///< of this taking; empty: nobody, only `staged` holds
    QString host;
    QString bootId;
    QString pidSpace; ///< PIDs of another container mean something else
    qint64 pid = 0;
    qint64 pidStarted = 0; ///< clock ticks after boot
    qint64 sinceMs = 0;
    qint64 heartbeatMs = 0;
    QString staged; ///< where on `host` the run is being written; empty: in the file itself
    bool operator==(const LeaseHolder &) const = default;
};

inline constexpr qint64 heartbeatEveryMs = 10'000;
inline constexpr qint64 heartbeatTooOldMs = 120'000;
/// A heartbeat further in the future than this is a broken clock, not a living holder.
inline constexpr qint64 clockSkewMs = 24 * 3600'000LL;

/// This process as a holder, with a new token.
LeaseHolder thisProcess(qint64 nowMs);
bool isAlive(const LeaseHolder &holder, const LeaseHolder &self, qint64 nowMs);
/// "process 17 on host a (since 2026-01-02 03:04:05 UTC, last sign of life 3 s ago)"
QString describe(const LeaseHolder &holder, qint64 nowMs);

Result<std::optional<LeaseHolder>> readLease(const sqlite::Database &database);
/// In the caller's transaction. Busy, with who holds it.
Result<void> takeLease(sqlite::Database &database, const LeaseHolder &mine, qint64 nowMs);
/// In the caller's transaction. Busy when it was taken over by another.
Result<void> renewLease(sqlite::Database &database, const LeaseHolder &mine, qint64 nowMs);
/// Keeps `staged`, where there is one.
Result<void> giveBackLease(sqlite::Database &database, const LeaseHolder &mine);
/// Also forgets where it is staged: what is staged has arrived.
Result<void> endLease(sqlite::Database &database);

} // namespace touchstone

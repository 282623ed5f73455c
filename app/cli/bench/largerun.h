#pragma once

#include "core/base/error.h"

namespace touchstone::cli {

/// A run of many small attempts, for looking at.
Result<void> writeLargeRun(const QString &path, int attempts);
/// A run of one attempt, of this id, with many events.
Result<void> writeLongAttempt(const QString &path, int events);
inline constexpr QLatin1StringView longAttempt{"01BENCH0000000000000000000"};

} // namespace touchstone::cli

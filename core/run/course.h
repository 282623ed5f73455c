#pragma once

#include "core/base/json.h"

#include <optional>

namespace touchstone {

/// How far a run is.
struct Course {
    qint64 total = 0;
    qint64 done = 0;
    qint64 passed = 0;
    qint64 errors = 0;
    double seconds = 0; ///< since the run began
    bool operator==(const Course &) const = default;

    /// Takes in one of the events of `touchstone run --json`; false where it tells nothing of the
    /// course.
    bool add(const Json &event);
    /// 0..1; of nothing, 1.
    [[nodiscard]] double share() const;
    [[nodiscard]] double rate() const; ///< attempts a second; 0: not known
    [[nodiscard]] std::optional<double> secondsLeft() const;
    /// "164/1640  ETA 4 s  1 error  passed 51.2 % (84 of 164)  412/s", as much of it as fits
    /// into `width` columns, what matters least left out first. The pass rate is of attempts that
    /// are not in error.
    [[nodiscard]] QString text(int width) const;
    /// The same behind a bar that takes what room there is.
    [[nodiscard]] QString bar(int width) const;
};

} // namespace touchstone

#pragma once

#include "core/base/error.h"

#include <QtCore/QStringList>

#include <optional>
#include <vector>

namespace touchstone::cli {

/// What the desktop said of itself when it was started, as app/ide/stopwatch.h describes it. Times
/// in milliseconds since its process was started.
struct DesktopTimes {
    double usable = 0;
    double ready = 0;
    double complete = 0;
    struct Scroll {
        double longest = 0;
        double median = 0;
        int steps = 0;
    };
    std::optional<Scroll> scroll; ///< none: there was nothing to scroll
    struct Slow {
        int times = 0;
        int longest = 0; ///< ms
        QString what;
    };
    std::vector<Slow> slow; ///< calls that kept the GUI thread for more than 50 ms
    double peakMebibytes = 0;
};

/// Starts this executable as a desktop without a screen, with settings of its own, on one page
/// (empty: none), and waits until it ends itself.
Result<DesktopTimes> startDesktop(const QString &page);

} // namespace touchstone::cli

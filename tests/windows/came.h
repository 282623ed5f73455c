#pragma once

#include <QtTest/QSignalSpy>

namespace touchstone::testing {

/// Whether a signal came since the spy was made or cleared, or comes in time. What is answered at
/// once may have come while the question was asked, or a key was pressed.
inline bool came(QSignalSpy &spy, int timeoutMs = 10'000)
{
    return !spy.isEmpty() || spy.wait(timeoutMs);
}

} // namespace touchstone::testing

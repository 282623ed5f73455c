#include "core/base/clock.h"

namespace touchstone {

qint64 Clock::wallMs() const
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

qint64 Clock::monotonicNs() const
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

const Clock &Clock::system()
{
    static const Clock clock;
    return clock;
}

} // namespace touchstone

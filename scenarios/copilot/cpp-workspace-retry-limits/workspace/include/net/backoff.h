#pragma once

#include <chrono>

namespace net {

/// How long to wait before the next try.
class Backoff {
public:
    /// The time to wait now; each call gives more, up to a limit.
    std::chrono::milliseconds next();

    /// Begins anew.
    void reset();

private:
    int m_tries = 0;
};

} // namespace net

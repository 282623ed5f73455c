#pragma once

#include <chrono>

namespace net {

class Clock {
public:
    virtual ~Clock() = default;
    virtual void sleep(std::chrono::milliseconds time) = 0;
};

} // namespace net

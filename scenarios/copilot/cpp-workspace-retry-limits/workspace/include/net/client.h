#pragma once

#include "net/clock.h"
#include "net/transport.h"

#include <string>

namespace net {

class Client {
public:
    Client(Transport &transport, Clock &clock);

    /// The reply's body. Throws std::runtime_error where there is none to be had.
    std::string fetch(const std::string &url);

private:
    Transport &m_transport;
    Clock &m_clock;
};

} // namespace net

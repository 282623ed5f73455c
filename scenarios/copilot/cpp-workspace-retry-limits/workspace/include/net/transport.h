#pragma once

#include <string>

namespace net {

struct Reply {
    int status = 0; ///< 0: there was no connection
    std::string body;
};

/// Sends one request and waits for its reply; never asks twice.
class Transport {
public:
    virtual ~Transport() = default;
    virtual Reply send(const std::string &url) = 0;
};

/// Gives the same reply each time, for tests.
class FixedTransport : public Transport {
public:
    explicit FixedTransport(Reply reply);
    Reply send(const std::string &url) override;

private:
    Reply m_reply;
};

} // namespace net

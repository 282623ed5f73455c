#include "net/client.h"

#include "net/backoff.h"
#include "net/status.h"

#include <stdexcept>

namespace net {
namespace {

constexpr int most_tries = 6;

} // namespace

Client::Client(Transport &transport, Clock &clock)
    : m_transport(transport)
    , m_clock(clock)
{
}

std::string Client::fetch(const std::string &url)
{
    Backoff backoff;
    for (int tries = 1;; ++tries) {
        const Reply reply = m_transport.send(url);
        if (is_success(reply.status))
            return reply.body;
        if (!is_transient(reply.status) || tries == most_tries)
            throw std::runtime_error("no reply from " + url);
        m_clock.sleep(backoff.next());
    }
}

} // namespace net

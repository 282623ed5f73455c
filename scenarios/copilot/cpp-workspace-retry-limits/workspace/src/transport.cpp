#include "net/transport.h"

#include <utility>

namespace net {

FixedTransport::FixedTransport(Reply reply)
    : m_reply(std::move(reply))
{
}

Reply FixedTransport::send(const std::string &)
{
    return m_reply;
}

} // namespace net

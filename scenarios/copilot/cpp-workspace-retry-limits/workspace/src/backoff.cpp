#include "net/backoff.h"

#include <algorithm>

namespace net {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds first{250};
constexpr milliseconds longest{8000};

} // namespace

milliseconds Backoff::next()
{
    const milliseconds time = first * (1 << std::min(m_tries, 10));
    ++m_tries;
    return std::min(time, longest);
}

void Backoff::reset()
{
    m_tries = 0;
}

} // namespace net

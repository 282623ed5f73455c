#include "net/status.h"

namespace net {

bool is_success(int status)
{
    return status >= 200 && status < 300;
}

bool is_transient(int status)
{
    return status == 0 || status == 429 || status == 503;
}

} // namespace net

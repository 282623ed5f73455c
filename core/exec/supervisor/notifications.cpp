#include "core/exec/supervisor/notifications.h"

#include "core/exec/supervisor/processes.h"

#include <algorithm>
#include <cerrno>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace touchstone::supervisor {

bool Notifications::wouldExceed(pid_t task, uint64_t more, uint64_t less) const
{
    if (m_limit == 0)
        return false;
    if (more > m_limit)
        return true;
    const Process process = describe(task, m_ownProc);
    return process.addressBytes + more > m_limit + std::min(less, process.addressBytes);
}

Heard::What Notifications::meaning(const seccomp_data &call, pid_t task) const
{
    using What = Heard::What;
    switch (call.nr) {
    case SYS_mmap:
        return wouldExceed(task, call.args[1], 0) ? What::RefusedMemory : What::Nothing;
    case SYS_mremap:
        return wouldExceed(task, call.args[2], call.args[1]) ? What::RefusedMemory : What::Nothing;
    case SYS_truncate:
    case SYS_ftruncate:
        return call.args[1] > m_fileLimit ? What::RefusedFile : What::Nothing;
    case SYS_fallocate: // not added up: the numbers may be anything
        return call.args[3] > m_fileLimit || call.args[2] > m_fileLimit - call.args[3]
            ? What::RefusedFile
            : What::Nothing;
    default:
        return What::FailingExit;
    }
}

Heard Notifications::hear()
{
    seccomp_notif call{};
    m_id = 0;
    if (ioctl(m_listener, SECCOMP_IOCTL_NOTIF_RECV, &call) != 0) {
        if (errno != EINTR && errno != ENOENT) // ENOENT: the task was killed meanwhile
            stop();
        return {};
    }
    m_id = call.id;
    Heard heard{Heard::What::Nothing, pid_t(call.pid), false};
    heard.what = meaning(call.data, heard.task);
    if (heard.what == Heard::What::FailingExit)
        heard.nearLimit =
            m_limit != 0 && describe(heard.task, m_ownProc).peakAddressBytes + nearBytes > m_limit;
    return heard;
}

void Notifications::answer()
{
    if (m_listener < 0 || m_id == 0)
        return;
    seccomp_notif_resp response{};
    response.id = m_id;
    response.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    ioctl(m_listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
}

void Notifications::stop()
{
    if (m_listener >= 0)
        close(m_listener);
    m_listener = -1;
}

} // namespace touchstone::supervisor

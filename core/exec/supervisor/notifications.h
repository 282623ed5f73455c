#pragma once

#include "core/exec/supervisor/request.h"

#include <linux/seccomp.h>
#include <sys/types.h>

namespace touchstone::supervisor {

/// What the filter's listener heard. It decides nothing: every call goes on as if nobody listened.
struct Heard {
    enum class What { Nothing, RefusedMemory, RefusedFile, FailingExit };
    What what = What::Nothing;
    pid_t task = 0; ///< thread that made the call, in our PID namespace
    bool nearLimit = false; ///< of FailingExit: its address space has been next to the limit
};

/// Listens to the large requests and failing exits of a command.
class Notifications {
public:
    Notifications(const Request &request, bool ownProc)
        : m_limit(request.addressBytes)
        , m_fileLimit(request.diskBytes)
        , m_ownProc(ownProc)
    {
    }
    void listenTo(int listener) { m_listener = listener; }
    [[nodiscard]] int fd() const { return m_listener; }
    /// Takes one notification. While it is looked at, the task waits; it goes on with answer().
    Heard hear();
    void answer();
    void stop();

private:
    [[nodiscard]] Heard::What meaning(const seccomp_data &call, pid_t task) const;
    [[nodiscard]] bool wouldExceed(pid_t task, uint64_t more, uint64_t less) const;

    uint64_t m_limit; ///< 0: the address space is not limited
    uint64_t m_fileLimit; ///< of the size of a file
    bool m_ownProc;
    int m_listener = -1;
    uint64_t m_id = 0;
};

/// A process whose address space came this close to its limit may have been refused a request that
/// is too small to be notified.
inline constexpr uint64_t nearBytes = 9 << 20;

} // namespace touchstone::supervisor

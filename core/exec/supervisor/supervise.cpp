#include "core/exec/supervisor/supervise.h"

#include "core/exec/supervisor/collect.h"
#include "core/exec/supervisor/quota.h"
#include "core/exec/supervisor/tree.h"
#include "core/exec/supervisor/watch.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace touchstone::supervisor {
namespace {

/// The memory that a request's views point into.
class RequestMemory {
public:
    RequestMemory()
    {
        struct stat info{};
        if (fstat(requestFd, &info) == 0 && info.st_size > 0)
            m_size = size_t(info.st_size);
        if (m_size != 0)
            m_data = mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, requestFd, 0);
        close(requestFd);
    }
    ~RequestMemory()
    {
        if (m_data != MAP_FAILED)
            munmap(m_data, m_size);
    }
    RequestMemory(const RequestMemory &) = delete;
    RequestMemory &operator=(const RequestMemory &) = delete;

    [[nodiscard]] std::optional<Request> parse() const
    {
        return m_data == MAP_FAILED ? std::nullopt : parseRequest(Reader(m_data, m_size));
    }

private:
    void *m_data = MAP_FAILED;
    size_t m_size = 0;
};

/// SIGCHLD as a descriptor; -1 when it cannot be had.
int childSignals()
{
    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    if (sigprocmask(SIG_BLOCK, &children, nullptr) != 0)
        return -1;
    return signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
}

std::string withReason(const char *doing)
{
    return std::string(doing) + ": " + std::strerror(errno);
}

int failed(Records &records, const std::string &why)
{
    records.failed(why);
    records.done();
    return 0;
}

int limited(Records &records, Limit limit)
{
    records.ended({End::Limit, 0, limit, {}});
    records.done();
    return 0;
}

} // namespace

int supervise(Become become, uint64_t moreAddressBytes)
{
    prctl(PR_SET_DUMPABLE, 0); // a command can neither trace us nor read our memory
    Records records;
    const RequestMemory memory;
    std::optional<Request> request = memory.parse();
    if (!request)
        return failed(records, "the request could not be read");
    if (request->addressBytes != 0)
        request->addressBytes += moreAddressBytes;
    if (!request->has(Confined) && prctl(PR_SET_CHILD_SUBREAPER, 1) != 0)
        return failed(records, withReason("becoming the parent of orphans"));
    const int signals = childSignals();
    if (signals < 0)
        return failed(records, withReason("listening for the end of processes"));
    Quota quota;
    if (!quota.make(*request))
        return failed(records, withReason("making the writable folders"));
    const Unpacked unpacked = unpackTree(request->tree, quota.workFd());
    if (!unpacked.failure.empty())
        return failed(records, unpacked.failure);
    if (unpacked.limit != Limit::None)
        return limited(records, unpacked.limit);

    std::string failure;
    const Ending ending = Watch(*request, quota, signals, become).run(failure);
    if (!failure.empty())
        return failed(records, failure);
    records.ended(ending);
    collectFiles(*request, quota.workFd(), records);
    records.collected();
    records.done();
    return 0;
}

} // namespace touchstone::supervisor

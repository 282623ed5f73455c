#include "core/exec/strict.h"

#include "core/exec/requestfile.h"
#include "core/exec/seccomp.h"
#include "core/exec/supervised.h"

#include <QtCore/QDir>

#include <csignal>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// Of ours in a sandbox's control group: bwrap, which waits outside, and the supervisor.
constexpr int ownTasks = 2;

/// The kernel's own account of limits that the supervisor can only have watched.
void nameKernelLimits(const ControlGroups::Counted &counted, ExecResult &result)
{
    if (result.succeeded() || result.end == ExecResult::End::Limit
        || result.end == ExecResult::End::NotStarted)
        return;
    if (counted.killedForMemory > 0)
        result.limit = LimitKind::Memory;
    else if (counted.refusedProcesses > 0)
        result.limit = LimitKind::Processes;
    if (result.limit)
        result.end = ExecResult::End::Limit;
}

} // namespace

Result<std::shared_ptr<SandboxHost>> SandboxHost::find()
{
    auto host = std::make_shared<SandboxHost>();
    Launcher launcher;
    auto means = findSandboxMeans(launcher);
    if (!means)
        return std::unexpected(means.error());
    host->means = std::move(*means);
    auto plain = syscallFilter({});
    auto notifying = syscallFilter({.notify = true});
    if (!plain || !notifying)
        return std::unexpected(plain ? notifying.error() : plain.error());
    host->plainFilter = std::move(*plain);
    host->notifyingFilter = std::move(*notifying);
    auto groups = ControlGroups::find(host->means.libexec + u"/touchstone-supervisor"_s);
    if (groups)
        host->controlGroups = std::move(*groups);
    else
        host->controlGroupsMissing = groups.error().message;
    return host;
}

Result<FileDescriptor> SandboxHost::confinedRequest(const ExecRequest &request) const
{
    SupervisorOrders orders;
    orders.ownProc = means.ownProc;
    orders.argv = request.command.argv;
    orders.environment = sandboxEnvironment(request.command.environment);
    orders.plainFilter = plainFilter;
    orders.notifyingFilter = notifyingFilter;
    return requestFile(request, orders);
}

SandboxHost::Seat &SandboxHost::seat(int slot)
{
    const std::lock_guard lock(m_mutex);
    std::unique_ptr<Seat> &seat = m_seats[slot];
    if (!seat)
        seat = std::make_unique<Seat>(controlGroups ? controlGroups->entrance(slot)
                                                    : ControlGroups::Entrance{});
    return *seat;
}

Result<std::unique_ptr<StrictExecutor>> StrictExecutor::make(std::shared_ptr<SandboxHost> host)
{
    std::unique_ptr<StrictExecutor> executor(new StrictExecutor(std::move(host)));
    if (auto tried = executor->tryToGetOut(); !tried)
        return std::unexpected(tried.error());
    return executor;
}

Result<void> StrictExecutor::tryToGetOut()
{
    const BlobStore blobs;
    ExecRequest request;
    request.blobs = &blobs;
    request.command.argv = {QString::fromLatin1(inside::supervisor),
                            u"check"_s,
                            u"/etc/shadow"_s,
                            QDir::homePath(),
                            QDir::currentPath(),
                            m_host->means.libexec,
                            u"/root"_s,
                            u"/sys/kernel"_s};
    request.command.argv.removeAll(u"/"_s); // when started there
    const auto result = run(request, {});
    if (!result)
        return std::unexpected(
            Error(result.error()).within(u"trying the sandbox of this machine"_s));
    if (result->succeeded())
        return {};
    return fail(ErrorCode::Confinement,
                u"a command in this machine's sandbox could get at what it must not (%1; %2); with "
                "--unconfined commands run without a sandbox, which is safe only for code that you "
                "trust"_s.arg(QString::fromUtf8(result->output).trimmed().replace(u'\n', u", "_s),
                              result->ending()));
}

Result<ExecResult> StrictExecutor::run(const ExecRequest &request, std::stop_token stop)
{
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled,
                    u"running %1 was cancelled"_s.arg(request.command.argv.value(0)));
    const Command &command = request.command;
    if (command.argv.isEmpty())
        return fail(ErrorCode::BadInput, u"a command without a program cannot be run"_s);
    auto file = m_host->confinedRequest(request);
    if (!file)
        return std::unexpected(file.error());

    const Slots::Lease slot = m_host->slots.take();
    SandboxPlan plan;
    plan.slot = slot.number();
    plan.rootFolder = command.rootFolder;
    plan.mounts = command.mounts;
    plan.argv = {inside::supervisor, "supervise"};
    auto argv = sandboxArguments(m_host->means, plan);
    if (!argv)
        return std::unexpected(argv.error());
    SandboxHost::Seat &seat = m_host->seat(plan.slot);
    if (m_host->controlGroups)
        m_host->controlGroups->limit(plan.slot, command.limits, ownTasks);
    Supervised supervised{[&](const SupervisorFds &fds) {
                              return launchSupervisor(seat.launcher, *argv, seat.controlGroup, fds);
                          },
                          std::move(*file), m_host->means.userOf(plan.slot)};
    auto result = runSupervised(supervised, request, std::move(stop));
    if (result && m_host->controlGroups)
        nameKernelLimits(m_host->controlGroups->counted(plan.slot), *result);
    return result;
}

Confinement confinementOf(const SandboxHost &host)
{
    Confinement confinement;
    if (host.means.dropUser)
        confinement.features.append(u"user-dropped"_s);
    confinement.features +=
        {u"bubblewrap"_s, u"user-namespace"_s, u"pid-namespace"_s, u"mount-allow-list"_s,
         u"no-network"_s, u"seccomp"_s,        u"rlimits"_s,       u"tmpfs-quota"_s};
    if (host.means.ownProc)
        confinement.features.append(u"own-proc"_s);
    else
        confinement.missing.append(
            u"own-proc: /proc cannot be mounted here (this harness runs in a container), so that "
            "commands see the names of processes outside"_s);
    if (host.controlGroups)
        confinement.features.append(u"cgroup-v%1"_s.arg(host.controlGroups->version()));
    else
        confinement.missing.append(u"cgroup: %1"_s.arg(host.controlGroupsMissing));
    return confinement;
}

Confinement StrictExecutor::confinement() const
{
    Confinement confinement = confinementOf(*m_host);
    confinement.form = u"strict"_s;
    return confinement;
}

} // namespace touchstone

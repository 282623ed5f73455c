#include "core/exec/executor.h"

#include "core/exec/strict.h"
#include "core/exec/unconfined.h"
#include "core/exec/warm/warmexecutor.h"

#include <cstring>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

QString inSeconds(std::chrono::milliseconds time)
{
    return u"%1 s"_s.arg(double(time.count()) / 1000);
}

QString inBytes(qint64 bytes)
{
    if (bytes % GiB == 0)
        return u"%1 GiB"_s.arg(bytes / GiB);
    if (bytes % MiB == 0)
        return u"%1 MiB"_s.arg(bytes / MiB);
    if (bytes % KiB == 0)
        return u"%1 KiB"_s.arg(bytes / KiB);
    return u"%1 bytes"_s.arg(bytes);
}

QString limitValue(LimitKind kind, const Limits &limits)
{
    switch (kind) {
    case LimitKind::Wall:
        return inSeconds(limits.wall);
    case LimitKind::Cpu:
        return inSeconds(limits.cpu);
    case LimitKind::Memory:
        return inBytes(limits.memoryBytes);
    case LimitKind::Processes:
        return QString::number(limits.processes);
    case LimitKind::Output:
        return inBytes(limits.outputBytes);
    case LimitKind::Disk:
        return inBytes(limits.diskBytes);
    case LimitKind::Files:
        return QString::number(limits.diskFiles);
    }
    return {};
}

QString signalText(int number)
{
    const char *name = sigabbrev_np(number);
    return name ? u"signal %1 (SIG%2)"_s.arg(number).arg(QString::fromLatin1(name))
                : u"signal %1"_s.arg(number);
}

} // namespace

QString ExecResult::ending() const
{
    switch (end) {
    case End::Exited:
        return u"exit %1"_s.arg(exitCode);
    case End::Signalled:
        return signalText(signal);
    case End::NotStarted:
        return u"%1 is not installed here"_s.arg(program.isEmpty() ? u"the program"_s : program);
    case End::Limit:
        break;
    }
    const LimitKind kind = limit.value_or(LimitKind::Wall);
    return u"%1 limit of %2"_s.arg(limitName(kind), limitValue(kind, limits));
}

Result<std::unique_ptr<Executor>> makeExecutor(Confine confine)
{
    if (confine == Confine::Unconfined)
        return UnconfinedExecutor::make();
    auto host = SandboxHost::find();
    if (!host)
        return std::unexpected(host.error());
    auto strict = StrictExecutor::make(*host);
    if (!strict || confine == Confine::Strict)
        return strict;
    return std::make_unique<WarmExecutor>(std::move(*host), std::move(*strict));
}

} // namespace touchstone

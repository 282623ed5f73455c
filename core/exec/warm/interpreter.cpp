#include "core/exec/warm/interpreter.h"

#include "core/base/text.h"
#include "core/exec/supervisor/passing.h"
#include "core/exec/warm/inside/protocol.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr std::chrono::seconds startPatience{60};

/// Our own scripts, which the interpreter keeps compiled: what lies directly in a mounted folder.
QByteArrayList mountedScripts(const std::vector<Mount> &mounts)
{
    QByteArrayList scripts;
    for (const Mount &mount : mounts)
        for (const QString &name : QDir(mount.source).entryList({u"*.py"_s}, QDir::Files))
            scripts.append(QFile::encodeName(mount.target + u'/' + name));
    return scripts;
}

SandboxPlan planFor(const InterpreterKey &key, int slot)
{
    SandboxPlan plan;
    plan.slot = slot;
    plan.mounts = key.mounts;
    plan.argv = {"python3"};
    for (const QString &flag : key.flags)
        plan.argv.append(flag.toUtf8());
    plan.argv.append(QByteArray(inside::ours) + "/warm.py");
    plan.argv.append(QByteArray(inside::ours) + "/libtouchstone-warm.so");
    plan.argv += mountedScripts(key.mounts);
    return plan;
}

} // namespace

Result<std::unique_ptr<Interpreter>> Interpreter::start(Launcher &launcher,
                                                        const SandboxMeans &means,
                                                        const InterpreterKey &key,
                                                        Slots::Lease slot)
{
    const auto argv = sandboxArguments(means, planFor(key, slot.number()));
    if (!argv)
        return std::unexpected(argv.error());
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return std::unexpected(systemError(u"making a socket pair"_s, errno));
    std::unique_ptr<Interpreter> made(new Interpreter(key, std::move(slot)));
    made->m_socket = FileDescriptor(ends[0]);
    made->m_errors = FileDescriptor(memfd_create("warm-errors", MFD_CLOEXEC));
    const FileDescriptor theirs(ends[1]);
    auto child =
        launcher.start({.argv = *argv,
                        .environment = assignments(sandboxEnvironment(key.environment)),
                        .folder = {},
                        .controlGroup = -1,
                        .fds = {{theirs.get(), warm::socketFd}, {made->m_errors.get(), 2}}});
    if (!child)
        return std::unexpected(child.error());
    made->m_child = std::move(*child);
    pollfd ready{made->m_socket.get(), POLLIN, 0};
    char hello = 0;
    if (poll(&ready, 1, int(std::chrono::milliseconds(startPatience).count())) != 1
        || recv(ready.fd, &hello, 1, 0) != 1)
        return fail(ErrorCode::ToolFailed,
                    u"the warm interpreter did not start: %1"_s.arg(made->lastWords()));
    return made;
}

Result<void> Interpreter::begin(const SupervisorFds &descriptors)
{
    if (!supervisor::sendDescriptors(m_socket.get(), descriptors))
        return fail(ErrorCode::ToolFailed, u"the warm interpreter is gone (%1)"_s.arg(lastWords()));
    return {};
}

bool Interpreter::isAlive() const
{
    pollfd ended{m_child.pidfd(), POLLIN, 0};
    return poll(&ended, 1, 0) == 0;
}

QString Interpreter::lastWords() const
{
    char text[4096];
    const ssize_t size = pread(m_errors.get(), text, sizeof text, 0);
    return size > 0 ? visibleText(QByteArrayView(text, size)).trimmed() : u"it said nothing"_s;
}

} // namespace touchstone

#include "core/exec/unconfined.h"

#include "core/base/paths.h"
#include "core/exec/requestfile.h"
#include "core/exec/sandbox.h"
#include "core/exec/supervised.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// Puts what is really there in place of paths that only a sandbox has.
class PathMap {
public:
    PathMap(const Command &command, const QString &scratch)
        : m_map(command.mounts)
    {
        m_map.push_back({scratch + u"/work"_s, QString::fromLatin1(inside::work)});
        m_map.push_back({scratch + u"/home"_s, QString::fromLatin1(inside::home)});
        m_map.push_back({scratch + u"/tmp"_s, u"/tmp"_s});
    }

    /// A path itself, or the start of one, also after '=' or ':' as in --option=PATH or A:B.
    [[nodiscard]] QString real(const QString &text) const
    {
        QString result;
        for (qsizetype at = 0; at < text.size();) {
            const Mount *mount = startsHere(text, at);
            if (mount) {
                result += mount->source;
                at += mount->target.size();
            } else {
                result += text.at(at++);
            }
        }
        return result;
    }

private:
    [[nodiscard]] const Mount *startsHere(const QString &text, qsizetype at) const
    {
        const bool begins = at == 0 || text[at - 1] == u'=' || text[at - 1] == u':';
        for (const Mount &mount : m_map) {
            const qsizetype end = at + mount.target.size();
            const bool ends = end == text.size()
                || (end < text.size() && (text[end] == u'/' || text[end] == u':'));
            if (begins && ends && QStringView(text).sliced(at).startsWith(mount.target))
                return &mount;
        }
        return nullptr;
    }

    std::vector<Mount> m_map;
};

SupervisorOrders ordersFor(const Command &command, const QString &scratch)
{
    const PathMap paths(command, scratch);
    SupervisorOrders orders;
    orders.confined = false;
    orders.scratch = scratch;
    for (const QString &argument : command.argv)
        orders.argv.append(paths.real(argument));
    const QMap<QString, QString> environment = sandboxEnvironment(command.environment);
    for (auto it = environment.begin(); it != environment.end(); ++it)
        orders.environment.insert(it.key(), paths.real(it.value()));
    return orders;
}

} // namespace

Result<std::unique_ptr<UnconfinedExecutor>> UnconfinedExecutor::make()
{
    auto supervisor = helperProgram(u"touchstone-supervisor"_s);
    if (!supervisor)
        return std::unexpected(supervisor.error());
    std::unique_ptr<UnconfinedExecutor> executor(new UnconfinedExecutor);
    executor->m_supervisor = *supervisor;
    return executor;
}

Result<ExecResult> UnconfinedExecutor::run(const ExecRequest &request, std::stop_token stop)
{
    const Command &command = request.command;
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, u"running %1 was cancelled"_s.arg(command.argv.value(0)));
    if (command.argv.isEmpty())
        return fail(ErrorCode::BadInput, u"a command without a program cannot be run"_s);
    if (!command.rootFolder.isEmpty())
        return fail(ErrorCode::Unsupported,
                    u"%1 asks for the root file system %2, which needs a sandbox; run without "
                    "--unconfined"_s.arg(command.argv.first(), command.rootFolder));
    const QTemporaryDir scratch;
    if (!scratch.isValid())
        return fail(ErrorCode::Io, u"making a temporary folder: %1"_s.arg(scratch.errorString()));
    auto file = requestFile(request, ordersFor(command, scratch.path()));
    if (!file)
        return std::unexpected(file.error());
    const QByteArray program = QFile::encodeName(m_supervisor);
    const QByteArrayList argv{program, "enter", "--parent", QByteArray::number(getpid()),
                              "--",    program, "supervise"};
    const auto start = [&](const SupervisorFds &fds) {
        return launchSupervisor(m_launcher, argv, {}, fds);
    };
    return runSupervised({start, std::move(*file), {}}, request, std::move(stop));
}

Confinement UnconfinedExecutor::confinement() const
{
    return {u"unconfined"_s,
            {u"rlimits"_s, u"watched-limits"_s},
            {u"a sandbox: --unconfined was asked for"_s}};
}

} // namespace touchstone

#include "core/base/paths.h"
#include "core/exec/sandbox.h"
#include "core/exec/shortprogram.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QStandardPaths>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// Whether this user namespace (a container's, say) has the users that sandboxes run as.
bool sandboxUsersExist()
{
    QFile map(u"/proc/self/uid_map"_s);
    if (!map.open(QIODevice::ReadOnly))
        return false;
    for (const QByteArray &line : map.readAll().split('\n')) {
        const QByteArrayList fields = line.simplified().split(' ');
        if (fields.size() != 3)
            continue;
        const qint64 first = fields[0].toLongLong();
        const qint64 count = fields[2].toLongLong();
        if (first <= firstUser && first + count >= 65536)
            return true;
    }
    return false;
}

/// Folders of this or another installation of Touchstone that lie below what sandboxes show.
QStringList foldersToMask()
{
    QStringList folders{u"/usr/share/touchstone"_s, u"/usr/local/share/touchstone"_s};
    if (const auto data = dataFolder())
        folders.append(QFileInfo(*data).canonicalFilePath());
    folders.removeIf([](const QString &folder) {
        return !folder.startsWith(u"/usr/"_s) || !QFileInfo(folder).isDir();
    });
    folders.removeDuplicates();
    return folders;
}

/// From the best to the least; ownProc matters more than anything else here, for without it a
/// command sees the names of processes outside.
std::vector<SandboxMeans> candidates(const SandboxMeans &base)
{
    std::vector<SandboxMeans> all;
    for (const bool ownProc : {true, false}) {
        for (const bool privateMounts : {true, false}) {
            if (privateMounts && !base.dropUser)
                continue;
            all.push_back(base);
            all.back().privateMounts = privateMounts;
            all.back().ownProc = ownProc;
        }
    }
    return all;
}

Error noConfinement(const QString &why)
{
    return {ErrorCode::Confinement,
            u"commands cannot be confined on this machine: %1; with --unconfined they run "
            "without a sandbox, which is safe only for code that you trust"_s.arg(why),
            {}};
}

Error noSandboxWorks(const QByteArray &lastErrors)
{
    return noConfinement(
        u"bubblewrap is here but cannot make a sandbox (%1). It needs unprivileged user "
        "namespaces: see the sysctls kernel.unprivileged_userns_clone, user.max_user_namespaces "
        "and kernel.apparmor_restrict_unprivileged_userns, or a container that allows them"_s.arg(
            QString::fromUtf8(lastErrors.trimmed()).section(u'\n', -1)));
}

} // namespace

Result<SandboxMeans> findSandboxMeans(Launcher &launcher)
{
    const auto supervisor = helperProgram(u"touchstone-supervisor"_s);
    if (!supervisor)
        return std::unexpected(supervisor.error());
    SandboxMeans base;
    base.libexec = QFileInfo(*supervisor).absolutePath();
    base.bwrap = QStandardPaths::findExecutable(u"bwrap"_s);
    if (base.bwrap.isEmpty())
        return std::unexpected(noConfinement(
            u"bwrap is not installed (package bubblewrap; apt-get install bubblewrap)"_s));
    base.dropUser = geteuid() == 0 && sandboxUsersExist();
    base.masked = foldersToMask();

    QByteArray lastErrors;
    for (SandboxMeans &means : candidates(base)) {
        SandboxPlan plan;
        plan.argv = {inside::supervisor, "hello"};
        const auto arguments = sandboxArguments(means, plan);
        if (!arguments)
            return std::unexpected(arguments.error());
        const auto answer = runShortly(launcher, *arguments);
        if (!answer)
            return std::unexpected(answer.error());
        if (answer->code == 0 && answer->output == "hello\n")
            return means;
        lastErrors = answer->errors;
    }
    return std::unexpected(noSandboxWorks(lastErrors));
}

} // namespace touchstone

#include "core/exec/controlgroups.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// What a sandbox holds beside what its command was granted: our processes, page tables, kernel
/// stacks.
constexpr qint64 overheadBytes = 48 * MiB;

std::atomic<int> nextInstance = 0;

QByteArray readSmall(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) ? file.readAll() : QByteArray();
}

bool writeSmall(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered | QIODevice::ExistingOnly)
        && file.write(text) == text.size();
}

/// The number after a word at the start of a line: "oom_kill 3".
qint64 valueOf(const QByteArray &text, const QByteArray &word)
{
    for (const QByteArray &line : text.split('\n'))
        if (line.startsWith(word + ' '))
            return line.sliced(word.size() + 1).toLongLong();
    return 0;
}

/// Where a hierarchy is mounted, and our own group in it: "" when there is none. `controller` is
/// empty for version 2.
QString ownFolder(const QByteArray &controller)
{
    QString mountPoint;
    QString root;
    for (const QByteArray &line : readSmall(u"/proc/self/mountinfo"_s).split('\n')) {
        const QByteArrayList halves = QByteArray(line).replace(" - ", "\n").split('\n');
        const QByteArrayList fields = halves.value(0).split(' ');
        const QByteArrayList kind = halves.value(1).split(' ');
        const bool isIt = controller.isEmpty()
            ? kind.value(0) == "cgroup2"
            : kind.value(0) == "cgroup" && kind.value(2).split(',').contains(controller);
        if (isIt && mountPoint.isEmpty()) {
            root = QString::fromLocal8Bit(fields.value(3));
            mountPoint = QString::fromLocal8Bit(fields.value(4));
        }
    }
    for (const QByteArray &line : readSmall(u"/proc/self/cgroup"_s).split('\n')) {
        const QByteArrayList fields = line.split(':');
        if (mountPoint.isEmpty() || fields.value(1).split(',').contains(controller) == false)
            continue;
        QString path =
            QString::fromLocal8Bit(line.mid(line.indexOf(':', line.indexOf(':') + 1) + 1));
        if (path.startsWith(root) && root != "/"_L1)
            path = path.sliced(root.size());
        const QString folder = QDir::cleanPath(mountPoint + path);
        return QDir(folder).exists() ? folder : mountPoint;
    }
    return {};
}

/// With version 2, groups can be made where an ancestor of ours hands both controllers down; a
/// group with processes, as our own, cannot.
QString delegatedFolder()
{
    const QString own = ownFolder({});
    for (QDir folder(own); !own.isEmpty();) {
        const QByteArrayList handed =
            readSmall(folder.filePath(u"cgroup.subtree_control"_s)).simplified().split(' ');
        if (handed.contains("memory") && handed.contains("pids")
            && access(QFile::encodeName(folder.path()).constData(), W_OK) == 0)
            return folder.path();
        if (!folder.cdUp() || !folder.exists(u"cgroup.subtree_control"_s))
            break;
    }
    return {};
}

} // namespace

ControlGroups::ControlGroups(int version, QString memoryParent, QString processesParent)
    : m_version(version)
    , m_memoryParent(std::move(memoryParent))
    , m_processesParent(std::move(processesParent))
    , m_instance(nextInstance++)
{
}

ControlGroups::~ControlGroups()
{
    for (const auto &[slot, group] : m_groups)
        for (const QString &folder : {group.memory, group.processes})
            QDir().rmdir(folder);
}

QString ControlGroups::folderName(int slot) const
{
    return u"touchstone-%1-%2-%3"_s.arg(getpid()).arg(m_instance).arg(slot);
}

/// Groups are empty folders to rmdir; one that still has a process is refused, so that the worst a
/// reused process id does is to leave one standing.
void ControlGroups::removeStale() const
{
    for (const QString &parent : {m_memoryParent, m_processesParent})
        for (const QString &name :
             QDir(parent).entryList({u"touchstone-*-*"_s}, QDir::Dirs | QDir::NoDotAndDotDot)) {
            const pid_t owner = name.section(u'-', 1, 1).toInt();
            if (owner > 0 && kill(owner, 0) != 0 && errno == ESRCH)
                QDir(parent).rmdir(name);
        }
}

Result<std::unique_ptr<ControlGroups>> ControlGroups::find(const QString &supervisor)
{
    const QString delegated = delegatedFolder();
    const QString memory = delegated.isEmpty() ? ownFolder("memory") : delegated;
    const QString processes = delegated.isEmpty() ? ownFolder("pids") : delegated;
    if (memory.isEmpty() || processes.isEmpty())
        return fail(
            ErrorCode::Unsupported,
            u"no control group with the memory and pids controllers is handed to this "
            "user; under systemd, start with: systemd-run --user --scope -p Delegate=yes"_s);
    std::unique_ptr<ControlGroups> groups(
        new ControlGroups(delegated.isEmpty() ? 1 : 2, memory, processes));
    groups->removeStale();
    if (!groups->canBeEntered(supervisor))
        return fail(ErrorCode::Unsupported,
                    u"no control group can be made and entered in %1"_s.arg(memory));
    return groups;
}

bool ControlGroups::canBeEntered(const QString &supervisor)
{
    const Entrance entrance = this->entrance(0);
    if (m_version == 1)
        return !entrance.taskFiles.isEmpty() && Launcher(entrance.taskFiles).isInItsGroups();
    const FileDescriptor folder(
        ::open(QFile::encodeName(entrance.folder).constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    Launcher launcher;
    auto child = launcher.start({.argv = {QFile::encodeName(supervisor), "hello"},
                                 .environment = {},
                                 .folder = {},
                                 .controlGroup = folder.get(),
                                 .fds = {}});
    return folder.isOpen() && child && child->wait() == 0;
}

bool ControlGroups::make(Group &group, int slot) const
{
    group.memory = QDir(m_memoryParent).filePath(folderName(slot));
    group.processes = QDir(m_processesParent).filePath(folderName(slot));
    for (const QString &folder : {group.memory, group.processes})
        if (!QDir(folder).exists() && !QDir().mkdir(folder))
            return false;
    return true;
}

void ControlGroups::write(const Group &group, const Limits &limits, int tasks) const
{
    const qint64 bytes = limits.memoryBytes + limits.diskBytes + overheadBytes; // its tmpfs counts
    const QByteArray memory = QByteArray::number(bytes);
    if (m_version
        == 1) { // the lower of the two must be written first; which that is depends on before
        writeSmall(group.memory + u"/memory.memsw.limit_in_bytes"_s, "-1");
        writeSmall(group.memory + u"/memory.limit_in_bytes"_s, memory);
        writeSmall(group.memory + u"/memory.memsw.limit_in_bytes"_s, memory);
    } else {
        writeSmall(group.memory + u"/memory.max"_s, memory);
        writeSmall(group.memory + u"/memory.swap.max"_s, "0");
    }
    writeSmall(group.processes + u"/pids.max"_s, QByteArray::number(tasks));
}

ControlGroups::Entrance ControlGroups::entrance(int slot)
{
    const std::lock_guard lock(m_mutex);
    auto [found, isNew] = m_groups.try_emplace(slot);
    const Group &group = found->second;
    if (isNew && !make(found->second, slot)) {
        m_groups.erase(found);
        return {};
    }
    if (m_version == 2)
        return {{}, group.memory};
    return {{group.memory + u"/tasks"_s, group.processes + u"/tasks"_s}, {}};
}

void ControlGroups::limit(int slot, const Limits &limits, int ownTasks)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_groups.find(slot);
    if (found == m_groups.end())
        return;
    Group &group = found->second;
    if (group.limits != limits) {
        const int launcherThread = m_version == 1 ? 1 : 0;
        // One more than granted: to be seen with that one is to be over the limit.
        write(group, limits, limits.processes + 1 + ownTasks + launcherThread);
        group.limits = limits;
    }
    group.before = read(group);
}

ControlGroups::Counted ControlGroups::read(const Group &group) const
{
    const QString memoryEvents = m_version == 1 ? u"/memory.oom_control"_s : u"/memory.events"_s;
    return {valueOf(readSmall(group.memory + memoryEvents), "oom_kill"),
            valueOf(readSmall(group.processes + u"/pids.events"_s), "max")};
}

ControlGroups::Counted ControlGroups::counted(int slot)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_groups.find(slot);
    if (found == m_groups.end())
        return {};
    const Counted now = read(found->second);
    const Counted &before = found->second.before;
    return {now.killedForMemory - before.killedForMemory,
            now.refusedProcesses - before.refusedProcesses};
}

} // namespace touchstone

#include "core/exec/subprocess.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern "C" { // glibc 2.41 forgets it for pidfd_getpid
#include <sys/pidfd.h>
}

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// The actions and attributes of posix_spawn, freed with this.
struct SpawnSettings {
    static constexpr short flags =
        POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;

    SpawnSettings()
    {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &all);
        posix_spawnattr_setflags(&attributes, flags);
    }
    void enterControlGroup(int folder)
    {
        posix_spawnattr_setcgroup_np(&attributes, folder);
        posix_spawnattr_setflags(&attributes, short(flags | POSIX_SPAWN_SETCGROUP));
    }
    ~SpawnSettings()
    {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    SpawnSettings(const SpawnSettings &) = delete;
    SpawnSettings &operator=(const SpawnSettings &) = delete;
};

std::vector<char *> pointers(const QByteArrayList &list)
{
    std::vector<char *> result;
    result.reserve(size_t(list.size()) + 1);
    for (const QByteArray &item : list)
        result.push_back(const_cast<char *>(item.constData())); // posix_spawn does not write to it
    result.push_back(nullptr);
    return result;
}

/// Copies of the descriptors above every number that the child uses, so that no dup2 overwrites
/// one that is still to be copied.
Result<std::vector<FileDescriptor>> outOfTheWay(const std::vector<InheritedFd> &fds, int above)
{
    std::vector<FileDescriptor> copies;
    for (const InheritedFd &fd : fds) {
        copies.emplace_back(fcntl(fd.ours, F_DUPFD_CLOEXEC, above));
        if (!copies.back().isOpen())
            return std::unexpected(systemError(u"copying a file descriptor"_s, errno));
    }
    return copies;
}

} // namespace

void FileDescriptor::close()
{
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
}

Error systemError(const QString &what, int number)
{
    return {ErrorCode::Io, u"%1: %2"_s.arg(what, QString::fromLocal8Bit(strerror(number))), {}};
}

Result<Pipe> makePipe()
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return std::unexpected(systemError(u"making a pipe"_s, errno));
    return Pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

Result<std::pair<FileDescriptor, FileDescriptor>> makeSocketPair()
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return std::unexpected(systemError(u"making a socket pair"_s, errno));
    return std::pair{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

Result<FileDescriptor> memoryFile(const std::vector<QByteArrayView> &parts)
{
    FileDescriptor file(memfd_create("touchstone", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!file.isOpen())
        return std::unexpected(systemError(u"making a file in memory"_s, errno));
    for (QByteArrayView rest : parts) {
        while (!rest.isEmpty()) {
            const ssize_t written = write(file.get(), rest.data(), size_t(rest.size()));
            if (written < 0 && errno != EINTR)
                return std::unexpected(systemError(u"writing a file in memory"_s, errno));
            if (written > 0)
                rest = rest.sliced(written);
        }
    }
    fcntl(file.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
    lseek(file.get(), 0, SEEK_SET);
    return file;
}

Result<FileDescriptor> nullDevice()
{
    FileDescriptor file(open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!file.isOpen())
        return std::unexpected(systemError(u"opening /dev/null"_s, errno));
    return file;
}

Child &Child::operator=(Child &&other) noexcept
{
    if (this != &other) {
        kill();
        wait();
        m_pid = std::exchange(other.m_pid, -1);
        m_pidfd = std::move(other.m_pidfd);
    }
    return *this;
}

Child::~Child()
{
    kill();
    wait();
}

void Child::kill() const
{
    if (m_pid > 0)
        syscall(SYS_pidfd_send_signal, m_pidfd.get(), SIGKILL, nullptr, 0);
}

int Child::wait()
{
    if (m_pid <= 0)
        return -1;
    siginfo_t info{};
    while (waitid(P_PIDFD, id_t(m_pidfd.get()), &info, WEXITED) != 0 && errno == EINTR) { }
    m_pid = -1;
    m_pidfd.close();
    return info.si_code == CLD_EXITED ? info.si_status : 128 + info.si_status;
}

Result<Child> startProgram(const Program &program)
{
    int highest = 2;
    for (const InheritedFd &fd : program.fds)
        highest = std::max(highest, fd.theirs);
    const auto copies = outOfTheWay(program.fds, highest + 1);
    if (!copies)
        return std::unexpected(copies.error());

    SpawnSettings settings;
    for (int standard = 0; standard <= 2; ++standard) // never ours
        posix_spawn_file_actions_addopen(&settings.actions, standard, "/dev/null", O_RDWR, 0);
    for (size_t i = 0; i < copies->size(); ++i)
        posix_spawn_file_actions_adddup2(&settings.actions, copies->at(i).get(),
                                         program.fds[i].theirs);
    posix_spawn_file_actions_addclosefrom_np(&settings.actions, highest + 1);
    posix_spawn_file_actions_addchdir_np(
        &settings.actions, program.folder.isEmpty() ? "/" : program.folder.constData());

    if (program.controlGroup >= 0)
        settings.enterControlGroup(program.controlGroup);

    int pidfd = -1;
    const int failed = pidfd_spawn(&pidfd, program.argv.first().constData(), &settings.actions,
                                   &settings.attributes, pointers(program.argv).data(),
                                   pointers(program.environment).data());
    if (failed != 0)
        return std::unexpected(systemError(
            u"starting %1"_s.arg(QString::fromLocal8Bit(program.argv.first())), failed));
    FileDescriptor owned(pidfd);
    const pid_t pid = pidfd_getpid(pidfd);
    if (pid <= 0)
        return std::unexpected(systemError(u"asking for the id of a started process"_s, errno));
    return Child(pid, std::move(owned));
}

} // namespace touchstone

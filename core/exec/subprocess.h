#pragma once

#include "core/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayList>

#include <sys/types.h>
#include <utility>
#include <vector>

namespace touchstone {

/// Owns one descriptor of the operating system and closes it. All that are made here are
/// close-on-exec: a child has what Program::fds names and nothing else.
class FileDescriptor {
public:
    FileDescriptor() = default;
    explicit FileDescriptor(int fd)
        : m_fd(fd)
    {
    }
    FileDescriptor(FileDescriptor &&other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }
    FileDescriptor &operator=(FileDescriptor &&other) noexcept
    {
        if (this != &other) {
            close();
            m_fd = std::exchange(other.m_fd, -1);
        }
        return *this;
    }
    ~FileDescriptor() { close(); }

    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    void close();

private:
    int m_fd = -1;
};

struct Pipe {
    FileDescriptor read;
    FileDescriptor write;
};
Result<Pipe> makePipe();
/// Two connected stream sockets.
Result<std::pair<FileDescriptor, FileDescriptor>> makeSocketPair();
/// A sealed file in memory with these bytes, positioned at its start.
Result<FileDescriptor> memoryFile(const std::vector<QByteArrayView> &parts);
/// An open null device, for reading and writing.
Result<FileDescriptor> nullDevice();
/// "name: reason" for errno.
Error systemError(const QString &what, int number);

/// A descriptor of ours and the number under which the child has it.
struct InheritedFd {
    int ours;
    int theirs;
};

/// A program to start: argv[0] is its absolute path, environment holds NAME=VALUE.
struct Program {
    QByteArrayList argv;
    QByteArrayList environment;
    QByteArray folder; ///< working directory; empty: "/"
    int controlGroup = -1; ///< an open version 2 control group to be born into; borrowed
    std::vector<InheritedFd> fds; ///< the child's only ones, borrowed for the call; of 0, 1 and 2,
                                  ///< what is not named is the null device
};

/// A started process. One owner; not thread-safe. Killed and reaped when it goes out of scope.
class Child {
public:
    Child() = default;
    Child(pid_t pid, FileDescriptor pidfd)
        : m_pid(pid)
        , m_pidfd(std::move(pidfd))
    {
    }
    Child(Child &&other) noexcept
        : m_pid(std::exchange(other.m_pid, -1))
        , m_pidfd(std::move(other.m_pidfd))
    {
    }
    Child &operator=(Child &&other) noexcept;
    ~Child();

    [[nodiscard]] pid_t pid() const { return m_pid; }
    [[nodiscard]] bool isRunning() const { return m_pid > 0; }
    /// Becomes readable (poll) when the process has ended.
    [[nodiscard]] int pidfd() const { return m_pidfd.get(); }
    void kill() const; ///< SIGKILL
    /// Waits for its end and reaps it; the exit code, or 128 + signal. -1 when already reaped.
    int wait();

private:
    pid_t m_pid = -1;
    FileDescriptor m_pidfd;
};

/// Starts a program in a session of its own, with default signal handling. The calling thread
/// becomes the parent that PR_SET_PDEATHSIG speaks of: use Launcher where that matters.
Result<Child> startProgram(const Program &program);

} // namespace touchstone

#include "core/exec/supervisor/check.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <initializer_list>
#include <sched.h>
#include <string>
#include <string_view>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace touchstone::supervisor {
namespace {

int holes = 0;

void mustFail(bool succeeded, const char *what)
{
    if (!succeeded)
        return;
    std::printf("%s\n", what);
    ++holes;
}

bool canOpen(const char *path, int flags)
{
    const int file = open(path, flags | O_CLOEXEC, 0600);
    if (file >= 0)
        close(file);
    return file >= 0;
}

/// Whether every sandbox has it: the system's folders, and those made for the command. Somebody may
/// well be in /tmp or /usr/local when he starts us, or Touchstone be installed below /usr.
bool isShownByDesign(std::string_view path)
{
    for (const std::string_view made :
         {"/", "/tmp", "/var", "/var/tmp", "/home", "/work", "/run", "/etc", "/dev", "/proc"})
        if (path == made)
            return true;
    for (const std::string_view shown : {"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64"})
        if (path == shown || path.starts_with(std::string(shown) + '/'))
            return true;
    return false;
}

} // namespace

int check(int count, char **paths)
{
    for (int i = 0; i < count; ++i)
        if (!isShownByDesign(paths[i]))
            mustFail(canOpen(paths[i], O_RDONLY), paths[i]);
    mustFail(socket(AF_INET, SOCK_STREAM, 0) >= 0, "an internet socket");
    mustFail(socket(AF_UNIX, SOCK_STREAM, 0) >= 0, "a local socket");
    for (const char *path : {"/hole", "/usr/hole", "/etc/hole", "/dev/hole", "/run/hole"})
        mustFail(canOpen(path, O_WRONLY | O_CREAT), path);
    mustFail(ptrace(PTRACE_SEIZE, 1, nullptr, nullptr) == 0, "tracing the supervisor");
    mustFail(canOpen("/proc/1/mem", O_RDONLY), "the supervisor's memory");
    mustFail(mount("none", "/tmp", "tmpfs", 0, nullptr) == 0, "mounting");
    mustFail(unshare(CLONE_NEWUSER) == 0, "a user namespace");
    mustFail(chroot("/tmp") == 0, "chroot");
    mustFail(syscall(SYS_memfd_create, "hole", 0) >= 0, "memory outside the quota");
    mustFail(setuid(0) == 0, "becoming root");
    mustFail(!canOpen("/work/writable", O_WRONLY | O_CREAT), "/work cannot be written to");
    kill(1, SIGKILL); // were it to work, nobody would hear the end of this
    return holes == 0 ? 0 : 1;
}

} // namespace touchstone::supervisor

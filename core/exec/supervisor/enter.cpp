#include "core/exec/supervisor/enter.h"

#include "core/exec/supervisor/say.h"

#include <csignal>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <string>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

namespace touchstone::supervisor {
namespace {

struct Options {
    pid_t parent = 0;
    std::vector<const char *> staged;
    bool isPrivate = false;
    uid_t user = 0; // 0: stay who we are
    char **program = nullptr;
};

Options parse(int count, char **arguments)
{
    Options options;
    for (int i = 0; i < count; ++i) {
        const std::string option = arguments[i];
        if (option == "--private") {
            options.isPrivate = true;
            continue;
        }
        if (i + 1 >= count)
            break;
        char *value = arguments[++i];
        if (option == "--") {
            options.program = &arguments[i];
            return options;
        }
        if (option == "--parent")
            options.parent = pid_t(std::atoi(value));
        else if (option == "--stage")
            options.staged.push_back(value);
        else if (option == "--drop")
            options.user = uid_t(std::atoi(value));
        else
            break;
    }
    errno = EINVAL;
    giveUp("reading the arguments of enter");
}

/// Hangs the (already opened) tree below the staging folder under its number.
void hang(int tree, size_t number)
{
    const std::string target = "/tmp/" + std::to_string(number);
    struct stat info{};
    if (fstat(tree, &info) != 0)
        giveUp("looking at", target.c_str());
    if (S_ISDIR(info.st_mode)) {
        if (mkdir(target.c_str(), 0755) != 0)
            giveUp("making", target.c_str());
    } else {
        const int file = open(target.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0644);
        if (file < 0)
            giveUp("making", target.c_str());
        close(file);
    }
    if (syscall(SYS_move_mount, tree, "", AT_FDCWD, target.c_str(), MOVE_MOUNT_F_EMPTY_PATH) != 0)
        giveUp("staging", target.c_str());
    close(tree);
}

/// Mounts of our own, which nobody else sees and which end with us. The complete /proc is there
/// because the kernel lets a user namespace mount /proc only where nothing of it is covered, which
/// container runtimes do.
void makePrivate(const Options &options)
{
    std::vector<int> trees;
    for (const char *path : options.staged) {
        trees.push_back(int(syscall(SYS_open_tree, AT_FDCWD, path,
                                    OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE)));
        if (trees.back() < 0)
            giveUp("opening", path);
    }
    if (unshare(CLONE_NEWNS) != 0)
        giveUp("making a mount namespace");
    if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        giveUp("making mounts private");
    if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) != 0)
        giveUp("mounting /proc");
    if (mount("staging", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755") != 0)
        giveUp("mounting the staging folder");
    for (size_t i = 0; i < trees.size(); ++i)
        hang(trees[i], i);
}

void drop(uid_t user)
{
    if (setgroups(0, nullptr) != 0 || setresgid(user, user, user) != 0
        || setresuid(user, user, user) != 0)
        giveUp("dropping privileges");
    if (getuid() != user || geteuid() != user || setuid(0) == 0) {
        errno = EPERM;
        giveUp("dropping privileges");
    }
}

void dieWith(pid_t parent)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        giveUp("tying this process to its parent");
    if (getppid() != parent) // it ended before the line above
        std::_Exit(failureCode);
}

} // namespace

int enter(int count, char **arguments)
{
    const Options options = parse(count, arguments);
    if (options.isPrivate)
        makePrivate(options);
    if (options.user != 0)
        drop(options.user);
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    const rlimit noCore{0, 0};
    setrlimit(RLIMIT_CORE, &noCore);
    if (options.parent != 0)
        dieWith(options.parent); // after the change of user, which clears it
    execv(options.program[0], options.program);
    giveUp("starting", options.program[0]);
}

} // namespace touchstone::supervisor

#include "zygote.h"

#include "raw.h"
#include "text.h"

#include <fcntl.h>
#include <sys/mount.h>

/* One file system holds everything a sample may write, so that the quota is one. */
static const char *const folders[] = {"/work", "/tmp", "/dev/shm"};
static const int folderModes[] = {0755, 01777, 01777};

static long writeFile(const char *path, const char *text, size_t length)
{
    const long file = raw(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return file;
    const long written = raw(SYS_write, file, text, length);
    raw(SYS_close, file);
    return written < 0 ? written : 0;
}

/* The same id inside as outside, and no other. */
static long mapId(const char *path, uint64_t id)
{
    char line[64];
    char *end = appendText(appendNumber(appendText(appendNumber(line, id), " "), id), " 1");
    return writeFile(path, line, (size_t)(end - line));
}

static long mountPrivate(const struct WarmStart *start)
{
    char options[128];
    char *end = appendNumber(appendText(options, "mode=755,size="), start->diskBytes);
    appendNumber(appendText(end, ",nr_inodes="), start->diskFiles + 5); /* the root and our four */
    return raw(SYS_mount, "tmpfs", warmSettings.setup.staging, "tmpfs", MS_NOSUID | MS_NODEV,
               options);
}

static long bindFolder(int number, int mode, const char *target)
{
    char source[160];
    appendNumber(appendText(appendText(source, warmSettings.setup.staging), "/"),
                 (uint64_t)number);
    long failed = raw(SYS_mkdirat, AT_FDCWD, source, 0700);
    if (!failed)
        failed = raw(SYS_fchmodat, AT_FDCWD, source, mode); /* whatever the umask */
    if (!failed)
        failed = raw(SYS_mount, source, target, 0, MS_BIND, 0);
    return failed;
}

long warmEnterRoom(const struct WarmStart *start, const char **step)
{
    long failed;
    if ((*step = "setgroups", failed = writeFile("/proc/self/setgroups", "deny", 4)))
        return failed;
    if ((*step = "uid_map", failed = mapId("/proc/self/uid_map", warmSettings.uid)))
        return failed;
    if ((*step = "gid_map", failed = mapId("/proc/self/gid_map", warmSettings.gid)))
        return failed;
    if ((*step = "tmpfs", failed = mountPrivate(start)))
        return failed;
    for (int i = 0; i < 3; ++i)
        if ((*step = folders[i], failed = bindFolder(i, folderModes[i], folders[i])))
            return failed;
    if ((*step = "home", failed = bindFolder(3, 0755, warmSettings.setup.home)))
        return failed;
    if ((*step = "staging", failed = raw(SYS_umount2, warmSettings.setup.staging, MNT_DETACH)))
        return failed;
    *step = "proc";
    return raw(SYS_mount, "proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0);
}

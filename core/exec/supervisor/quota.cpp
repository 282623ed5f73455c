#include "core/exec/supervisor/quota.h"

#include <array>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace touchstone::supervisor {
namespace {

constexpr auto mountPoint = "/run/writable";
constexpr uint64_t ownFolders = 6; ///< the root and our folders below it take an inode each

struct WritableFolder {
    const char *name;
    mode_t mode;
    const char *target;
    bool optional; ///< an image may lack it, or have a link there
};
constexpr std::array writableFolders{
    WritableFolder{"work", 0755, "/work", false},
    WritableFolder{"tmp", 01777, "/tmp", false},
    WritableFolder{"home", 0755, "/home/user", false},
    WritableFolder{"shm", 01777, "/dev/shm", false},
    WritableFolder{"tmp", 01777, "/var/tmp", true},
};

bool isFolder(const char *path)
{
    struct stat info{};
    return lstat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/// Adds up what lies below a folder; gives up beyond `mostFiles`, which is answer enough.
void addUp(int folder, uint64_t mostFiles, int depth, uint64_t &bytes, uint64_t &files)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> entries(fdopendir(folder), &closedir);
    if (!entries) {
        close(folder);
        return;
    }
    while (const dirent *entry = readdir(entries.get())) {
        const std::string_view name = entry->d_name;
        struct stat info{};
        if (name == "." || name == ".."
            || fstatat(dirfd(entries.get()), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        bytes += uint64_t(info.st_blocks) * 512;
        if (++files > mostFiles)
            return;
        if (S_ISDIR(info.st_mode) && depth < 64) {
            const int next = openat(dirfd(entries.get()), entry->d_name,
                                    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            if (next >= 0)
                addUp(next, mostFiles, depth + 1, bytes, files);
        }
    }
}

} // namespace

bool Quota::mountWritable()
{
    const std::string options = "mode=0755,size=" + std::to_string(m_bytes)
        + ",nr_inodes=" + std::to_string(m_files + ownFolders);
    constexpr auto flags = MS_NOSUID | MS_NODEV;
    if (mount("writable", mountPoint, "tmpfs", flags, options.c_str()) != 0)
        return false;
    m_root = open(mountPoint, O_PATH | O_DIRECTORY | O_CLOEXEC);
    const std::string base = std::string(mountPoint) + '/';
    for (const WritableFolder &folder : writableFolders) {
        const std::string source = base + folder.name;
        if (folder.optional && !isFolder(folder.target))
            continue;
        if (mkdir(source.c_str(), folder.mode) != 0 && !folder.optional)
            return false;
        if (chmod(source.c_str(), folder.mode) != 0
            || mount(source.c_str(), folder.target, nullptr, MS_BIND, nullptr) != 0)
            return false;
    }
    m_workPath = "/work";
    return true; // still at its mount point too, where it harms nobody: unmounting takes
                 // milliseconds, as the kernel waits for all its CPUs
}

bool Quota::makeScratch(const std::string &scratch)
{
    m_root = open(scratch.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (m_root < 0)
        return false;
    for (const char *name : {"work", "tmp", "home"})
        if (mkdirat(m_root, name, 0755) != 0)
            return false;
    m_workPath = scratch + "/work";
    return true;
}

bool Quota::make(const Request &request)
{
    m_confined = request.has(Confined);
    m_bytes = request.diskBytes;
    m_files = request.diskFiles;
    umask(0);
    const bool made = m_confined ? mountWritable() : makeScratch(request.scratch);
    umask(022);
    if (!made)
        return false;
    m_work = open(m_workPath.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return m_work >= 0;
}

Limit Quota::reached() const
{
    if (m_confined) {
        struct statfs info{};
        if (fstatfs(m_root, &info) != 0)
            return Limit::None;
        if (info.f_ffree == 0)
            return Limit::Files;
        // Less than a page of what was granted cannot be told from full.
        return info.f_bfree == 0 ? Limit::Disk : Limit::None;
    }
    uint64_t bytes = 0;
    uint64_t files = 0;
    const int root = openat(m_root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root >= 0)
        addUp(root, m_files + ownFolders, 0, bytes, files);
    if (files > m_files + ownFolders)
        return Limit::Files;
    return bytes > m_bytes ? Limit::Disk : Limit::None;
}

} // namespace touchstone::supervisor

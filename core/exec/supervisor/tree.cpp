#include "core/exec/supervisor/tree.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace touchstone::supervisor {
namespace {

/// The folder that the last file went to, kept open: the files of one folder follow each other.
class Folders {
public:
    explicit Folders(int root)
        : m_root(root)
    {
    }
    ~Folders() { leave(); }
    Folders(const Folders &) = delete;
    Folders &operator=(const Folders &) = delete;

    /// Makes what is missing; -1 with errno set on failure.
    int enter(std::string_view path)
    {
        if (path.empty())
            return m_root;
        if (m_open >= 0 && path == m_path)
            return m_open;
        leave();
        m_path = path;
        int at = m_root;
        while (!path.empty()) {
            const size_t slash = std::min(path.find('/'), path.size());
            const std::string name(path.substr(0, slash));
            path.remove_prefix(std::min(slash + 1, path.size()));
            const int next = step(at, name.c_str());
            const int reason = errno;
            if (at != m_root)
                close(at);
            errno = reason;
            if (next < 0)
                return -1;
            at = next;
        }
        m_open = at;
        return at;
    }

private:
    static int step(int at, const char *name)
    {
        constexpr int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
        const int there = openat(at, name, flags);
        if (there >= 0 || errno != ENOENT)
            return there;
        return mkdirat(at, name, 0755) == 0 ? openat(at, name, flags) : -1;
    }
    void leave()
    {
        if (m_open >= 0)
            close(m_open);
        m_open = -1;
    }

    int m_root;
    int m_open = -1;
    std::string m_path;
};

bool writeAll(int file, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = write(file, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0)
            bytes.remove_prefix(size_t(written));
    }
    return true;
}

bool put(const TreeFile &entry, int folder, const char *name)
{
    if (entry.kind == FileKind::Symlink)
        return symlinkat(std::string(entry.contents).c_str(), folder, name) == 0;
    const mode_t mode = entry.kind == FileKind::Executable ? 0755 : 0644;
    const int file =
        openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (file < 0)
        return false;
    const bool written = writeAll(file, entry.contents);
    const int reason = errno;
    close(file);
    errno = reason;
    return written;
}

Unpacked explain(const TreeFile &entry, int reason, int root)
{
    if (reason == ENOSPC || reason == EDQUOT) {
        struct statfs info{};
        fstatfs(root, &info);
        return {info.f_ffree == 0 ? Limit::Files : Limit::Disk, {}};
    }
    return {Limit::None, "writing " + std::string(entry.path) + ": " + std::strerror(reason)};
}

} // namespace

Unpacked unpackTree(const std::vector<TreeFile> &tree, int root)
{
    Folders folders(root);
    for (const TreeFile &entry : tree) {
        const size_t slash = entry.path.rfind('/');
        const bool atTop = slash == std::string_view::npos;
        const std::string name(atTop ? entry.path : entry.path.substr(slash + 1));
        const int folder = folders.enter(atTop ? std::string_view() : entry.path.substr(0, slash));
        if (folder < 0 || !put(entry, folder, name.c_str()))
            return explain(entry, errno, root);
    }
    return {};
}

} // namespace touchstone::supervisor

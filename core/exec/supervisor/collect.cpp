#include "core/exec/supervisor/collect.h"

#include "core/exec/supervisor/glob.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>
#include <unordered_map>

namespace touchstone::supervisor {
namespace {

constexpr int mostLevels = 100;
constexpr uint64_t mostComplaints = 1000;

class Collector {
public:
    Collector(const Request &request, Records &records)
        : m_request(request)
        , m_records(records)
        , m_bytesLeft(request.diskBytes)
        , m_filesLeft(uint64_t(request.diskFiles) + 1)
    {
        for (const TreeFile &file : request.tree)
            m_before.emplace(file.path, &file);
        for (const std::string &glob : request.collect)
            m_withGit = m_withGit || glob.starts_with(".git");
    }

    void folder(int fd, const std::string &prefix, int level);
    void finish();

private:
    void entry(int parent, const char *name, const std::string &path, int level);
    void regular(int parent, const char *name, const std::string &path, const struct stat &info);
    void symlink(int parent, const char *name, const std::string &path);
    bool isSame(int file, FileKind kind, const std::string &path, uint64_t size) const;
    void stream(int file, const std::string &path, uint64_t size);
    bool isWanted(const std::string &path) const;
    bool take(const std::string &path, uint64_t bytes);
    void complain(const std::string &path, std::string_view reason);

    const Request &m_request;
    Records &m_records;
    std::unordered_map<std::string_view, const TreeFile *> m_before;
    bool m_withGit = false;
    uint64_t m_bytesLeft;
    uint64_t m_filesLeft;
    uint64_t m_complaints = 0;
};

/// A folder or file that its owner may not read is made readable: it is ours too.
int openReadable(int parent, const char *name, int flags)
{
    const int first = openat(parent, name, flags);
    if (first >= 0 || errno != EACCES)
        return first;
    fchmodat(parent, name, 0700, 0);
    return openat(parent, name, flags);
}

bool Collector::isWanted(const std::string &path) const
{
    return std::ranges::any_of(m_request.collect,
                               [&](const std::string &glob) { return matchesGlob(glob, path); });
}

void Collector::complain(const std::string &path, std::string_view reason)
{
    if (++m_complaints <= mostComplaints)
        m_records.notCollected(path, reason);
}

void Collector::finish()
{
    if (m_complaints > mostComplaints)
        m_records.notCollected(
            "…", std::to_string(m_complaints - mostComplaints) + " more were not brought back");
}

/// Sparse files and hard links can pretend to be more than the quota holds.
bool Collector::take(const std::string &path, uint64_t bytes)
{
    if (bytes > m_bytesLeft || m_filesLeft == 0) {
        complain(path, "it would exceed what the command may write");
        return false;
    }
    m_bytesLeft -= bytes;
    --m_filesLeft;
    return true;
}

void Collector::folder(int fd, const std::string &prefix, int level)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> entries(fdopendir(fd), &closedir);
    if (!entries) {
        close(fd);
        return;
    }
    std::vector<std::string> names;
    while (const dirent *entry = readdir(entries.get()))
        if (std::string_view name = entry->d_name; name != "." && name != "..")
            names.emplace_back(name);
    std::ranges::sort(names);
    for (const std::string &name : names)
        if (level > 0 || name != ".git" || m_withGit)
            entry(dirfd(entries.get()), name.c_str(), prefix + name, level);
}

void Collector::entry(int parent, const char *name, const std::string &path, int level)
{
    struct stat info{};
    if (fstatat(parent, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return complain(path, std::strerror(errno));
    if (S_ISDIR(info.st_mode)) {
        if (level == mostLevels)
            return complain(path, "it is nested too deeply");
        const int next =
            openReadable(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (next < 0)
            return complain(path, std::strerror(errno));
        return folder(next, path + '/', level + 1);
    }
    if (!isWanted(path))
        return;
    if (S_ISREG(info.st_mode))
        regular(parent, name, path, info);
    else if (S_ISLNK(info.st_mode))
        symlink(parent, name, path);
    else
        complain(path, "it is a special file (device, pipe or socket)");
}

void Collector::symlink(int parent, const char *name, const std::string &path)
{
    std::array<char, PATH_MAX> target;
    const ssize_t size = readlinkat(parent, name, target.data(), target.size());
    if (size < 0)
        return complain(path, std::strerror(errno));
    if (!take(path, uint64_t(size)))
        return;
    m_records.file(FileKind::Symlink, path, uint64_t(size));
    m_records.contents({target.data(), size_t(size)});
}

void Collector::regular(int parent, const char *name, const std::string &path,
                        const struct stat &info)
{
    const auto size = uint64_t(info.st_size);
    const auto kind = (info.st_mode & S_IXUSR) != 0 ? FileKind::Executable : FileKind::Regular;
    if (!take(path, size))
        return;
    const int file = openReadable(parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return complain(path, std::strerror(errno));
    if (isSame(file, kind, path, size)) {
        m_records.unchanged(kind, path);
    } else {
        m_records.file(kind, path, size);
        stream(file, path, size);
    }
    close(file);
}

bool Collector::isSame(int file, FileKind, const std::string &path, uint64_t size) const
{
    const auto found = m_before.find(path);
    if (found == m_before.end() || found->second->kind == FileKind::Symlink
        || found->second->contents.size() != size)
        return false;
    std::array<char, 65536> buffer;
    std::string_view expected = found->second->contents;
    for (off_t at = 0; !expected.empty();) {
        const ssize_t got = pread(file, buffer.data(), buffer.size(), at);
        if (got <= 0 || !expected.starts_with(std::string_view(buffer.data(), size_t(got))))
            return false;
        expected.remove_prefix(size_t(got));
        at += got;
    }
    return true;
}

/// Exactly as many bytes as were announced.
void Collector::stream(int file, const std::string &path, uint64_t size)
{
    std::array<char, 65536> buffer;
    bool isShort = false;
    while (size > 0) {
        const size_t most = std::min<uint64_t>(buffer.size(), size);
        ssize_t got = isShort ? 0 : read(file, buffer.data(), most);
        if (got <= 0) {
            isShort = true;
            buffer.fill(0);
            got = ssize_t(most);
        }
        m_records.contents({buffer.data(), size_t(got)});
        size -= uint64_t(got);
    }
    if (isShort) // only where something unconfined lives on; the harness drops the file
        complain(path, "it changed while it was read");
}

} // namespace

void collectFiles(const Request &request, int folder, Records &records)
{
    if (request.collect.empty())
        return;
    Collector collector(request, records);
    const int top = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (top >= 0)
        collector.folder(top, {}, 0);
    collector.finish();
}

} // namespace touchstone::supervisor

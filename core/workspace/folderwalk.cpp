#include "core/workspace/folderwalk.h"

#include "core/base/handle.h"
#include "core/base/text.h"
#include "core/workspace/pathrules.h"

#include <QtCore/QFile>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

using FolderStream = std::unique_ptr<DIR, FreeWith<closedir>>;

constexpr int maxDepth = 100; // each level holds a descriptor
constexpr int readFlags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;

class Walk {
public:
    Walk(const QString &folder, const std::function<Result<void>(const FoundFile &)> &found)
        : m_folder(folder)
        , m_found(found)
    {
    }

    Result<void> folder(FileHandle handle, const QString &prefix, int depth)
    {
        if (depth > maxDepth)
            return fail(ErrorCode::BadInput,
                        u"%1 is nested deeper than %2 folders"_s.arg(shown(prefix)).arg(maxDepth));
        const FolderStream stream(fdopendir(handle.get()));
        if (!stream)
            return io(prefix);
        handle.release(); // now the stream's
        errno = 0;
        while (const dirent *item = readdir(stream.get())) {
            const QByteArray name(item->d_name);
            if (name != "." && name != ".." && name != ".git")
                if (auto done = entry(dirfd(stream.get()), name, prefix, depth); !done)
                    return done;
            errno = 0;
        }
        return errno == 0 ? Result<void>() : io(prefix);
    }

private:
    Result<void> entry(int parent, const QByteArray &name, const QString &prefix, int depth)
    {
        const QString text = QString::fromUtf8(name);
        if (text.toUtf8() != name)
            return fail(ErrorCode::BadInput,
                        u"%1 has a name that is not UTF-8; rename it"_s.arg(shown(prefix + text)));
        const QString path = prefix + text;
        struct stat info;
        if (fstatat(parent, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
            return io(path);
        if (S_ISDIR(info.st_mode)) {
            FileHandle below(openat(parent, name, readFlags | O_DIRECTORY));
            return below.isOpen() ? folder(std::move(below), path + u'/', depth + 1) : io(path);
        }
        if (S_ISLNK(info.st_mode))
            return link(parent, name, path);
        if (S_ISREG(info.st_mode))
            return file(parent, name, path);
        return special(path);
    }

    Result<void> link(int parent, const QByteArray &name, const QString &path)
    {
        std::array<char, 4096> target;
        const ssize_t size = readlinkat(parent, name, target.data(), target.size());
        if (size < 0)
            return io(path);
        FoundFile found{path, FileMode::Symlink, -1, QByteArray(target.data(), size)};
        if (const auto refused = refusedLink(path, found.linkTarget))
            return fail(ErrorCode::BadInput, u"%1: %2"_s.arg(m_folder, refused->message));
        return m_found(found);
    }

    Result<void> file(int parent, const QByteArray &name, const QString &path)
    {
        const FileHandle handle(openat(parent, name, readFlags));
        struct stat info;
        if (!handle.isOpen() || fstat(handle.get(), &info) != 0)
            return io(path);
        if (!S_ISREG(info.st_mode)) // it was replaced meanwhile
            return special(path);
        const auto mode = info.st_mode & S_IXUSR ? FileMode::Executable : FileMode::Regular;
        return m_found(FoundFile{path, mode, handle.get(), {}});
    }

    Result<void> special(const QString &path) const
    {
        return fail(
            ErrorCode::BadInput,
            u"%1 is neither a file, a folder nor a symlink; a workspace can't hold it"_s.arg(
                shown(path)));
    }

    Result<void> io(const QString &path) const
    {
        return fail(ErrorCode::Io, u"can't read %1: %2"_s.arg(shown(path), systemReason(errno)));
    }

    QString shown(const QString &path) const { return visibleText(m_folder + u'/' + path); }

    const QString &m_folder;
    const std::function<Result<void>(const FoundFile &)> &m_found;
};

} // namespace

QString systemReason(int number)
{
    return QString::fromStdString(std::generic_category().message(number));
}

Result<void> walkFolder(const QString &folder,
                        const std::function<Result<void>(const FoundFile &)> &found)
{
    FileHandle root(::open(QFile::encodeName(folder), O_RDONLY | O_CLOEXEC | O_DIRECTORY));
    if (!root.isOpen())
        return fail(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io,
                    u"can't read the folder %1: %2"_s.arg(folder, systemReason(errno)));
    return Walk(folder, found).folder(std::move(root), {}, 1);
}

Result<FileHandle> openBelow(const QString &folder, const QString &path)
{
    FileHandle at(::open(QFile::encodeName(folder), O_RDONLY | O_CLOEXEC | O_DIRECTORY));
    const QStringList parts = path.split(u'/');
    for (qsizetype i = 0; i < parts.size() && at.isOpen(); ++i) {
        const int kind = i + 1 < parts.size() ? O_DIRECTORY : 0;
        at = FileHandle(openat(at.get(), parts.at(i).toUtf8(), readFlags | kind));
    }
    struct stat info;
    if (!at.isOpen() || fstat(at.get(), &info) != 0)
        return fail(
            errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io,
            u"can't read %1: %2"_s.arg(visibleText(folder + u'/' + path), systemReason(errno)));
    if (!S_ISREG(info.st_mode))
        return fail(ErrorCode::Corrupt,
                    u"%1 is no file any more"_s.arg(visibleText(folder + u'/' + path)));
    return at;
}

Result<void> readPieces(int fd, const QString &name,
                        const std::function<bool(QByteArrayView)> &take)
{
    std::array<char, 1 << 16> buffer;
    for (;;) {
        const ssize_t size = ::read(fd, buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return fail(ErrorCode::Io,
                        u"can't read %1: %2"_s.arg(visibleText(name), systemReason(errno)));
        if (size == 0 || !take(QByteArrayView(buffer.data(), size)))
            return {};
    }
}

} // namespace touchstone

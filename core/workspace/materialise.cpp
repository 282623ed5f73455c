#include "core/workspace/folderwalk.h"
#include "core/workspace/gitobjects.h"
#include "core/workspace/workspace.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QSet>

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

bool hasGit(const Manifest &manifest)
{
    return manifest.files.contains(u".git"_s) || !pathInTheWay(manifest, u".git"_s).isEmpty();
}

/// Writes below one folder. Nothing is written through a symlink: they come last.
class FolderWriter {
public:
    FolderWriter(FileHandle root, const QString &folder)
        : m_root(std::move(root))
        , m_folder(folder)
    {
    }

    Result<void> file(const QString &path, const QByteArray &bytes, bool executable)
    {
        if (auto made = foldersAbove(path); !made)
            return made;
        const mode_t mode = executable ? 0755 : 0644;
        const FileHandle handle(openat(m_root.get(), path.toUtf8(),
                                       O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
        if (!handle.isOpen() || fchmod(handle.get(), mode) != 0) // whatever the umask
            return io(path);
        for (qsizetype done = 0; done < bytes.size();) {
            const ssize_t size =
                ::write(handle.get(), bytes.constData() + done, size_t(bytes.size() - done));
            if (size < 0 && errno != EINTR)
                return io(path);
            done += std::max<ssize_t>(size, 0);
        }
        return {};
    }

    Result<void> link(const QString &path, const QByteArray &target)
    {
        if (target.contains('\0'))
            return fail(ErrorCode::BadInput,
                        u"the target of the symlink '%1' has a NUL byte"_s.arg(path));
        if (auto made = foldersAbove(path); !made)
            return made;
        return symlinkat(target, m_root.get(), path.toUtf8()) == 0 ? Result<void>() : io(path);
    }

private:
    Result<void> foldersAbove(const QString &path)
    {
        for (qsizetype slash = path.indexOf(u'/'); slash >= 0;
             slash = path.indexOf(u'/', slash + 1)) {
            const QString above = path.left(slash);
            if (m_made.contains(above))
                continue;
            const QByteArray name = above.toUtf8();
            if (mkdirat(m_root.get(), name, 0755) != 0
                || fchmodat(m_root.get(), name, 0755, 0) != 0)
                return io(above);
            m_made.insert(above);
        }
        return {};
    }

    Result<void> io(const QString &path) const
    {
        return fail(ErrorCode::Io,
                    u"can't write %1/%2: %3"_s.arg(m_folder, path, systemReason(errno)));
    }

    FileHandle m_root;
    const QString &m_folder;
    QSet<QString> m_made;
};

Result<FolderWriter> openEmpty(const QString &folder)
{
    FileHandle root(::open(QFile::encodeName(folder), O_RDONLY | O_CLOEXEC | O_DIRECTORY));
    if (!root.isOpen())
        return fail(ErrorCode::Io,
                    u"can't write into the folder %1: %2"_s.arg(folder, systemReason(errno)));
    if (!QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System
                              | QDir::NoDotAndDotDot))
        return fail(ErrorCode::BadInput,
                    u"%1 is not empty; an empty folder expected"_s.arg(folder));
    return FolderWriter(std::move(root), folder);
}

Result<void> writeFiles(const Manifest &manifest, const BlobSource &blobs, FolderWriter &writer,
                        bool links)
{
    for (auto it = manifest.files.begin(); it != manifest.files.end(); ++it) {
        if ((it->mode == FileMode::Symlink) != links)
            continue;
        auto bytes = blobs.blob(it->blob);
        if (!bytes)
            return std::unexpected(
                std::move(bytes.error()).within(u"writing '%1' of a workspace"_s.arg(it.key())));
        auto done = links ? writer.link(it.key(), *bytes)
                          : writer.file(it.key(), *bytes, it->mode == FileMode::Executable);
        if (!done)
            return done;
    }
    return {};
}

} // namespace

Result<void> materialise(const Manifest &manifest, const BlobSource &blobs, const QString &folder,
                         bool git)
{
    if (auto sound = checkManifest(manifest); !sound)
        return sound;
    auto writer = openEmpty(folder);
    if (!writer)
        return std::unexpected(std::move(writer.error()));
    if (auto written = writeFiles(manifest, blobs, *writer, false); !written)
        return written;
    if (git && !hasGit(manifest)) {
        auto files = gitFolder(manifest, blobs);
        if (!files)
            return std::unexpected(std::move(files.error()));
        for (auto it = files->begin(); it != files->end(); ++it)
            if (auto written = writer->file(it.key(), *it, false); !written)
                return written;
    }
    return writeFiles(manifest, blobs, *writer, true);
}

Result<Manifest> withGit(const Manifest &manifest, BlobStore &blobs)
{
    if (hasGit(manifest))
        return manifest;
    auto files = gitFolder(manifest, blobs);
    if (!files)
        return std::unexpected(std::move(files.error()));
    Manifest result = manifest;
    for (auto it = files->begin(); it != files->end(); ++it)
        result.files.insert(it.key(), {FileMode::Regular, blobs.put(*it), it->size()});
    return result;
}

} // namespace touchstone

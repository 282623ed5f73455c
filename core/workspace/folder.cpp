#include "core/workspace/folder.h"

#include "core/workspace/folderwalk.h"
#include "core/workspace/workspace.h"

#include <QtCore/QCryptographicHash>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qint64 maxFileInMemory = 1LL << 30;

Result<QByteArray> readAll(int fd, const QString &name)
{
    QByteArray bytes;
    auto done = readPieces(fd, name, [&](QByteArrayView piece) {
        bytes.append(piece);
        return bytes.size() <= maxFileInMemory;
    });
    if (!done)
        return std::unexpected(std::move(done.error()));
    if (bytes.size() > maxFileInMemory)
        return fail(ErrorCode::BadInput,
                    u"%1 is larger than %2 MiB"_s.arg(name).arg(maxFileInMemory >> 20));
    return bytes;
}

} // namespace

Result<Manifest> manifestOfFolder(const QString &folder, BlobStore &blobs)
{
    Manifest manifest;
    auto done = walkFolder(folder, [&](const FoundFile &found) -> Result<void> {
        auto bytes = found.fd >= 0 ? readAll(found.fd, folder + u'/' + found.path)
                                   : Result<QByteArray>(found.linkTarget);
        if (!bytes)
            return std::unexpected(std::move(bytes.error()));
        manifest.files.insert(found.path, {found.mode, blobs.put(*bytes), bytes->size()});
        return {};
    });
    if (!done)
        return std::unexpected(std::move(done.error()));
    return manifest;
}

Result<std::unique_ptr<FolderBlobs>> FolderBlobs::open(const QString &folder)
{
    std::unique_ptr<FolderBlobs> blobs(new FolderBlobs);
    blobs->m_folder = folder;
    auto done = walkFolder(folder, [&](const FoundFile &found) -> Result<void> {
        if (found.fd < 0) {
            const Digest digest = Digest::of(found.linkTarget);
            blobs->m_links.try_emplace(digest, found.linkTarget);
            blobs->m_manifest.files.insert(found.path,
                                           {found.mode, digest, found.linkTarget.size()});
            return {};
        }
        QCryptographicHash hash(QCryptographicHash::Sha256);
        qint64 size = 0;
        auto read = readPieces(found.fd, folder + u'/' + found.path, [&](QByteArrayView piece) {
            hash.addData(piece);
            size += piece.size();
            return true;
        });
        if (!read)
            return read;
        const Digest digest = Digest::fromBytes(hash.resultView());
        blobs->m_paths.try_emplace(digest, found.path);
        blobs->m_manifest.files.insert(found.path, {found.mode, digest, size});
        return {};
    });
    if (!done)
        return std::unexpected(std::move(done.error()));
    return blobs;
}

Result<QByteArray> FolderBlobs::blob(const Digest &digest) const
{
    if (const auto link = m_links.find(digest); link != m_links.end())
        return link->second;
    const auto path = m_paths.find(digest);
    if (path == m_paths.end())
        return fail(ErrorCode::NotFound,
                    u"no file of %1 has the digest %2"_s.arg(m_folder, digest.hex()));
    auto file = openBelow(m_folder, path->second);
    if (!file)
        return std::unexpected(std::move(file.error()));
    auto bytes = readAll(file->get(), m_folder + u'/' + path->second);
    if (bytes && Digest::of(*bytes) != digest)
        return fail(ErrorCode::Corrupt,
                    u"%1/%2 has changed since it was read first; open the folder again"_s.arg(
                        m_folder, path->second));
    return bytes;
}

bool FolderBlobs::hasBlob(const Digest &digest) const
{
    return m_paths.contains(digest) || m_links.contains(digest);
}

} // namespace touchstone

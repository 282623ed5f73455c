#pragma once

#include "core/workspace/blobs.h"
#include "core/workspace/manifest.h"

#include <memory>
#include <unordered_map>

namespace touchstone {

/// The files of a folder without their bytes in memory: digests are computed once, streaming; bytes
/// are read when asked for, and hashed again. For packs with large fixtures; see also
/// manifestOfFolder(), which has the same rules. Thread-safe. The folder must stay as it is: a file
/// that changed since is Corrupt, one that went is NotFound.
class FolderBlobs : public BlobSource {
public:
    static Result<std::unique_ptr<FolderBlobs>> open(const QString &folder);

    [[nodiscard]] const Manifest &manifest() const { return m_manifest; }
    [[nodiscard]] Result<QByteArray> blob(const Digest &digest) const override;
    [[nodiscard]] bool hasBlob(const Digest &digest) const override;

private:
    FolderBlobs() = default;

    QString m_folder;
    Manifest m_manifest;
    std::unordered_map<Digest, QString> m_paths; ///< relative path of a file with these bytes
    std::unordered_map<Digest, QByteArray> m_links; ///< targets of symlinks
};

} // namespace touchstone

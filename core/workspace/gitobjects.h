#pragma once

#include "core/workspace/blobs.h"
#include "core/workspace/manifest.h"

#include <array>
#include <functional>

namespace touchstone {

/// The name of a git object: SHA-1.
using GitId = std::array<quint8, 20>;
enum class GitType { Commit = 1, Tree = 2, Blob = 3 };

GitId gitId(GitType type, QByteArrayView content);

/// Where objects go as they are made.
using GitSink = std::function<Result<GitId>(GitType type, const QByteArray &content)>;

/// A file of a tree whose blob git already knows.
struct GitFile {
    FileMode mode = FileMode::Regular;
    GitId id{};
};
/// Path to file; sorted as git sorts its index (by bytes).
using GitFiles = QMap<QByteArray, GitFile>;

/// Gives the blobs of a manifest to `sink`.
Result<GitFiles> writeBlobs(const Manifest &manifest, const BlobSource &blobs, const GitSink &sink);
/// Gives the trees of these files to `sink`, inner ones first; the id of the outermost.
Result<GitId> writeTree(const GitFiles &files, const GitSink &sink);

/// The files of a `.git` folder (paths from ".git/") for a manifest: branch main with one
/// parentless commit of it, fixed author and date, one pack, an index that says "look again" of
/// every file, no reflog, nothing of this machine. Equal manifests give equal bytes.
Result<QMap<QString, QByteArray>> gitFolder(const Manifest &manifest, const BlobSource &blobs);

} // namespace touchstone

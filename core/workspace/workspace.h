#pragma once

#include "core/workspace/answer.h"
#include "core/workspace/blobs.h"
#include "core/workspace/manifest.h"

#include <vector>

namespace touchstone {

/// One state in the tree of checkpoints.
struct Checkpoint {
    int id = 0;
    int parent = -1; ///< -1: the fixture
    QString label;
    Manifest manifest;
};

/// The files of one attempt, kept outside any sandbox: a value with a history. Not thread-safe; the
/// Session serialises its use.
class Workspace {
public:
    Workspace(Manifest fixture, BlobStore &blobs);

    [[nodiscard]] const Manifest &manifest() const { return m_current; }
    [[nodiscard]] const Manifest &fixture() const { return m_checkpoints.front().manifest; }
    [[nodiscard]] BlobStore &blobs() const { return *m_blobs; }

    [[nodiscard]] Result<QByteArray> read(const QString &path) const;
    /// Writing and removing obey refusedPath(); the refusal is returned, the workspace unchanged.
    [[nodiscard]] std::optional<Refusal> write(const QString &path, const QByteArray &bytes,
                                               FileMode mode = FileMode::Regular);
    [[nodiscard]] std::optional<Refusal> remove(const QString &path);
    void replace(const Manifest &manifest) { m_current = manifest; }

    /// Keeps the present state; its parent is the checkpoint last made or gone back to.
    int checkpoint(const QString &label);
    Result<void> goBackTo(int id);
    [[nodiscard]] const std::vector<Checkpoint> &checkpoints() const { return m_checkpoints; }

private:
    BlobStore *m_blobs;
    std::vector<Checkpoint> m_checkpoints;
    Manifest m_current;
    int m_head = 0;
};

/// The files of a folder as a manifest; bytes go into `blobs` (FolderBlobs leaves them on disk).
/// Refuses special files, symlinks that leave the folder and names that are not UTF-8; skips `.git`
/// and empty folders. Any thread.
Result<Manifest> manifestOfFolder(const QString &folder, BlobStore &blobs);
/// The tree of a commit (a full or abbreviated id, or a ref's name) in a git bundle. Submodules
/// stay out, as git leaves them empty. Needs the `git` program: ToolMissing where there is none.
Result<Manifest> manifestOfBundle(const QString &bundle, const QString &commit, BlobStore &blobs);

/// Writes the files below an existing empty folder (folders 0755, files 0644 or 0755, symlinks as
/// they are, last); with `git`, also a repository with one parentless commit of them (fixed author
/// and date, user configuration and filters off). A manifest that has a `.git` keeps its own.
Result<void> materialise(const Manifest &manifest, const BlobSource &blobs, const QString &folder,
                         bool git);

/// The manifest with the files of the repository that materialise() would write, for an executor
/// that sends the tree; their bytes go into `blobs`. Equal manifests give equal results.
Result<Manifest> withGit(const Manifest &manifest, BlobStore &blobs);

/// A unified diff in git's format (renames found, binary files as git's binary patches).
Result<QByteArray> diffManifests(const Manifest &before, const Manifest &after,
                                 const BlobSource &blobs);

/// How much two states differ, for reports.
struct DiffSize {
    int files = 0;
    int added = 0; ///< lines
    int removed = 0; ///< lines
    bool operator==(const DiffSize &) const = default;
};
Result<DiffSize> diffSize(const Manifest &before, const Manifest &after, const BlobSource &blobs);

} // namespace touchstone

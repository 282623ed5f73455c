#pragma once

#include "core/base/digest.h"
#include "core/base/json.h"

#include <QtCore/QMap>

#include <optional>

namespace touchstone {

enum class FileMode { Regular, Executable, Symlink };

QString fileModeName(FileMode mode); ///< "regular", "executable", "symlink"
std::optional<FileMode> fileModeFromName(const QString &name);

struct FileEntry {
    FileMode mode = FileMode::Regular;
    Digest blob; ///< the bytes; for a symlink, its target
    qint64 size = 0; ///< of the blob, bytes
    bool operator==(const FileEntry &) const = default;
};

/// A workspace as a value: what files it has. Paths are relative, '/'-separated, normalised (no "."
/// or ".." parts, no empty parts), UTF-8. There are no empty folders. Copying is cheap (shared
/// until changed).
struct Manifest {
    QMap<QString, FileEntry> files;

    /// A hash of everything above; equal manifests have equal digests.
    [[nodiscard]] Digest digest() const;
    bool operator==(const Manifest &) const = default;
};

/// {"path": {"mode": "regular|executable|symlink", "blob": "<hex>", "size": n}, …}
Json toJson(const Manifest &manifest);
Result<Manifest> manifestFromJson(const Json &json, const Place &place);

/// Whether it can stand in a folder: every path normalised, no file in the place of another's
/// folder. BadInput names the path. (`.git/` is allowed here; refusedPath() is about answers.)
Result<void> checkManifest(const Manifest &manifest);

/// The first path of `manifest` that makes `path` a folder or stands where it needs one: "a" and
/// "a/b" can't both be files. Empty where there is none.
QString pathInTheWay(const Manifest &manifest, const QString &path);

} // namespace touchstone

#pragma once

#include "core/workspace/manifest.h"

#include <optional>
#include <vector>

namespace touchstone {

/// A file that differs between two workspaces.
struct FileChange {
    QString path; ///< in the newer one; of one that went, in the older
    QString from; ///< where the same bytes stood before; empty: it was not renamed
    std::optional<FileEntry> before;
    std::optional<FileEntry> after;
    bool operator==(const FileChange &) const = default;
};

/// By path. A file whose bytes are those of one that went is told as renamed.
std::vector<FileChange> changedFiles(const Manifest &before, const Manifest &after);

/// Whether bytes are better not shown as text: there is a NUL among the first of them.
bool looksBinary(QByteArrayView bytes);

} // namespace touchstone

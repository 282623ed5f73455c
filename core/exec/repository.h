#pragma once

#include "core/workspace/blobs.h"
#include "core/workspace/manifest.h"

#include <QtCore/QByteArray>

#include <vector>

namespace touchstone {

/// One file of a `.git` folder.
struct RepositoryFile {
    QByteArray path; ///< ".git/HEAD"
    QByteArray contents;
};

/// The `.git` of a workspace with one parentless commit of these files and an object database of
/// its own, as materialise() makes it.
Result<std::vector<RepositoryFile>> repositoryFiles(const Manifest &tree, const BlobSource &blobs);

} // namespace touchstone

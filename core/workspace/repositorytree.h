#pragma once

#include "core/workspace/blobs.h"
#include "core/workspace/manifest.h"

namespace touchstone {

/// The tree of a commit in a git repository's folder, bare or with a work tree, as
/// manifestOfBundle() gives it. Nothing of the repository's configuration is followed and no
/// program is run.
Result<Manifest> manifestOfRepository(const QString &folder, const QString &commit,
                                      BlobStore &blobs);

} // namespace touchstone

#pragma once

#include "core/scenario/filescope.h"
#include "core/workspace/blobs.h"
#include "core/workspace/manifest.h"

namespace touchstone {

/// Files as scenario.json gives them (validated by its schema): {"path": "text" or {…}}.
Result<Manifest> inlineFiles(const Json &json, const Place &place, BlobStore &blobs);

/// A folder's name, or inline files.
Result<Manifest> readTree(const Json &json, const FileScope &scope, const Place &place,
                          BlobStore &blobs);

/// A scenario's workspace; `missing` says why it is not at hand, where the author allows that.
struct Fixture {
    Manifest files;
    QString missing;
};
Result<Fixture> readFixture(const Json &workspace, const FileScope &scope, const Place &place,
                            BlobStore &blobs);

} // namespace touchstone

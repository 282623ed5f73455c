#pragma once

#include "core/scenario/filescope.h"
#include "core/scenario/scenario.h"
#include "core/workspace/blobs.h"

namespace touchstone {

/// An answer as a pack gives it (validated by its schema): exactly one of file, text, folder and
/// diff.
Result<Answer> readAnswer(const Json &json, const FileScope &scope, const Place &place,
                          BlobStore &blobs);

} // namespace touchstone

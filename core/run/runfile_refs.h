#pragma once

#include "core/run/runfile_state.h"

#include <set>
#include <span>

namespace touchstone {

/// Every run of 64 hexadecimal digits in a text, as a digest: all that it could possibly refer to.
void collectDigests(QByteArrayView text, std::set<Digest> &into);

/// Rows of `sql` with one digest each, of blobs that are JSON (manifests, scenarios).
struct JsonBlobs {
    const char *sql;
    const char *what; ///< for messages
    bool isManifest;
};
/// Blobs that name other blobs: scenarios, the final workspaces, checkpoints.
std::span<const JsonBlobs> jsonBlobs();

/// The first column of each row, which is a digest.
Result<std::vector<Digest>> digestRows(const RunFile::State &state, const char *sql);

/// Removes the blobs that nothing in the file could mean, in the caller's transaction.
Result<void> dropUnreferenced(const RunFile &file, RunFile::State &state);

} // namespace touchstone

#pragma once

#include "core/base/error.h"
#include "core/base/handle.h"

#include <git2.h>

#include <memory>

namespace touchstone {

/// libgit2 behind handles that free themselves.
using GitRepository = std::unique_ptr<git_repository, FreeWith<git_repository_free>>;
using GitOdb = std::unique_ptr<git_odb, FreeWith<git_odb_free>>;
using GitObject = std::unique_ptr<git_object, FreeWith<git_object_free>>;
using GitTree = std::unique_ptr<git_tree, FreeWith<git_tree_free>>;
using GitBlob = std::unique_ptr<git_blob, FreeWith<git_blob_free>>;
using GitDiff = std::unique_ptr<git_diff, FreeWith<git_diff_free>>;
using GitStats = std::unique_ptr<git_diff_stats, FreeWith<git_diff_stats_free>>;

/// Starts libgit2 once for the process, without any configuration or attributes of the user or the
/// machine. Any thread; call it before anything else of libgit2.
void startGitLibrary();

/// libgit2's last error on this thread as ours: "… : reason".
Error gitError(const QString &doing);

/// A repository of its own in memory, empty.
Result<GitRepository> makeMemoryRepository();

} // namespace touchstone

#pragma once

#include "core/workspace/answer.h"

namespace touchstone {

/// What may be written, and where; the rules behind refusedPath(), one by one.

/// Relative, '/'-separated, without NUL, empty, "." or ".." parts; what a manifest's paths are.
bool isNormalised(const QString &path);

/// Whether the name alone is refused, whatever the workspace holds: not normalised, absolute, with
/// a drive letter or backslash, with control characters, longer than 255 bytes a part or 1,024
/// altogether, or with a part that git on some system takes for `.git`.
std::optional<Refusal> refusedName(const QString &path);

/// Whether a folder above `path` is a symlink or a file, or `path` is itself a folder.
std::optional<Refusal> refusedPlace(const QString &path, const Manifest &manifest);

/// Whether a symlink at `path` with this target is refused: absolute, climbing out of the
/// workspace, or into `.git`. "..", where there is any, stands first: with that and real folders
/// above every link, no chain of accepted links can leave.
std::optional<Refusal> refusedLink(const QString &path, const QByteArray &target);

/// Whether one part of a path names `.git` for git on Linux, Windows (NTFS) or macOS (HFS+).
bool namesGitFolder(const QString &part);

} // namespace touchstone

#pragma once

#include "core/workspace/manifest.h"

namespace touchstone {

/// Whether the whole path matches: `**` as a part of its own stands for any number of parts (none
/// too), `*` for any characters within a part, `?` for one; everything else for itself. A glob that
/// ends in '/' means everything below. A glob without '/' matches at the top only: "**/conftest.py"
/// matches at any depth. Takes time in proportion to path times glob at worst.
bool matchesGlob(const QString &path, const QString &glob);
bool matchesAnyGlob(const QString &path, const QStringList &globs);

/// `current` with its protected files as in `fixture`: changed and removed ones are put back, added
/// ones that match are removed, and so is whatever stands in the way of one (a file or symlink in
/// the place of its folder). `tampered` gets the paths that differed, sorted; it may be null.
Manifest restored(const Manifest &current, const Manifest &fixture,
                  const QStringList &protectedGlobs, QStringList *tampered);

} // namespace touchstone

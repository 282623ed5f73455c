#pragma once

#include "core/base/error.h"

#include <QtCore/QStringList>

namespace touchstone::test {

/// What a reading of a source tree's #includes and CMake link lines found.
struct LayerReport {
    int files = 0; ///< sources read
    int projectIncludes = 0; ///< includes of our own headers
    int linkLines = 0; ///< target_link_libraries() calls
    QStringList violations; ///< "core/a/b.cpp line 3: …", sorted
};

/// Holds the tree at `root` (with core/, plugins/ and app/) against the layer rules:
/// - core includes and links Qt Core, Network and Concurrent, and no other part of Qt
/// - core/base includes nothing else of ours; no cycle between the folders of core
/// - plugins and app include core and themselves only, never each other
/// - a folder of app includes itself and app/ide only, app/cli and app/ide just themselves; what
///   stands in app itself puts them together
/// - a plugin links no Qt Widgets unless it is an environment
Result<LayerReport> readLayers(const QString &root);

} // namespace touchstone::test

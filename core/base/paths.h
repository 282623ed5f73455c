#pragma once

#include "core/base/error.h"

namespace touchstone {

/// Where the files that ship with Touchstone lie. The build tree and an installation are found the
/// same way, from the executable (or test) upwards; $TOUCHSTONE_DATA names another data folder.

/// The folder with resources/ and scenarios/: the checkout, or PREFIX/share/touchstone.
Result<QString> dataFolder();
/// A file or folder below dataFolder()/resources, checked to exist.
Result<QString> resource(const QString &relativePath);
/// A program of ours that is not for people: PREFIX/libexec/touchstone/NAME.
Result<QString> helperProgram(const QString &name);
/// A library of ours that is loaded when it is needed: PREFIX/lib/touchstone/NAME.
Result<QString> ownLibrary(const QString &name);
/// The folders that plugins are loaded from: ours, then those of $TOUCHSTONE_PLUGIN_PATH.
QStringList pluginFolders();

} // namespace touchstone

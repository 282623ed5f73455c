#pragma once

#include <QtCore/QString>

namespace touchstone {

/// "0.1.0"
QString version();
/// The commit this was built from, "unknown" outside a checkout; with "+changes" where the tree was
/// dirty.
QString commit();
/// The ABI number that a plugin must have been built with.
inline constexpr int pluginAbi = 1;

} // namespace touchstone

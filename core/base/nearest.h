#pragma once

#include <QtCore/QStringList>

namespace touchstone {

/// The one of `known` that `name` was most likely meant to be, for "did you mean"; empty where none
/// is close (more than a third of the letters differ). Case is ignored.
QString nearestName(const QString &name, const QStringList &known);
/// " (did you mean \"x\"?)", or nothing.
QString didYouMean(const QString &name, const QStringList &known);

} // namespace touchstone

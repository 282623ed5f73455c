#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

namespace touchstone {

/// Names as documentation writes them, and as code has them, made comparable.

/// "**kwargs", "...rest", "[size=3]", "`name`" to "kwargs", "rest", "size", "name".
QString plainParameter(const QString &name);
/// "options" of "options.deep", "items" of "items[].id".
QString rootOf(const QString &parameter);
/// Whether a documented parameter is a type parameter ("<T>"), which is documented like one.
bool isTypeParameter(const QString &documented);
/// Whether a parameter has no name of its own in code, being taken apart there: "{ a, b }".
bool isPattern(const QString &parameter);

/// Whether two names are one type's, where either may be qualified: "T:System.IO.IOException",
/// "java.io.IOException", "{@link IOException}", "std::runtime_error", "List<String>".
bool isSameType(const QString &a, const QString &b);

} // namespace touchstone

#pragma once

#include "core/workspace/lines.h"

#include <optional>

namespace touchstone {

/// Finding definitions in text by its look, in any language: good enough to tell a definition from
/// a body and to find where one ends by indentation. Where a symbol stands in the *fixture* is
/// never guessed here; that comes from the toolchain.

/// "push" of "Stack.push", "Stack::push" or "Stack#push".
QString lastName(const QString &symbol);
/// "Stack" of "Stack.push"; empty where there is none.
QString enclosingName(const QString &symbol);

/// Whether the line `at` begins a definition of `name` (a function, class, method or a function
/// assigned to a name), as opposed to using it.
bool definesAt(Lines lines, size_t at, const QString &name);
/// The definition of `name` that is least indented, the first of those; none: the text uses it at
/// most.
std::optional<size_t> definitionLine(Lines lines, const QString &name);
/// Whether the text defines the symbol (its last name).
bool definesSymbol(QByteArrayView text, const QString &symbol);

/// The names that are defined at exactly this indentation.
QStringList namesDefinedAt(Lines lines, QByteArrayView indent);

/// Which lines begin within a string of several lines ("""…""", '''…''', `…`), whose spaces belong
/// to the program. Empty strings for languages that are not known: all false.
std::vector<bool> linesInStrings(Lines lines, const QString &language);

/// Lines [first, last) of the definition whose first line proper is `at`: with decorators,
/// attributes and comments right above, to where the indentation ends.
struct Span {
    size_t first = 0;
    size_t last = 0;
};
Span definitionSpan(Lines lines, size_t at, const std::vector<bool> &inString);

} // namespace touchstone

#pragma once

#include "core/check/tolerance.h"

namespace touchstone {

/// How an output is held against the expected text.
enum class TextMatch {
    Exact, ///< byte for byte
    Trimmed, ///< without white space at the ends of lines and of the text
    Tokens, ///< what stands between white space, numbers within the tolerance
    Lines, ///< trimmed lines in any order
};
std::optional<TextMatch>
textMatchFromName(const QString &name); ///< "exact", "trimmed", "tokens", "lines"

/// Where the two differ, for people; nothing where they match. CR LF counts as LF but in Exact.
std::optional<QString> textMismatch(const QByteArray &expected, const QByteArray &found,
                                    TextMatch match, const Tolerance &tolerance);

} // namespace touchstone

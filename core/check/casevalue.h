#pragma once

#include "core/check/tolerance.h"

namespace touchstone {

/// Values of any language as JSON, so that they can be compared here and not where judged code
/// runs. Plain JSON stands for itself: null, booleans, numbers, text, lists, and objects with text
/// keys. What JSON lacks is an object with the member "$":
///   {"$": "int", "value": "12345678901234567890"}     beyond 2^53
///   {"$": "float", "value": "nan" | "inf" | "-inf"}
///   {"$": "complex", "real": NUMBER, "imag": NUMBER}
///   {"$": "bytes" | "bytearray", "base64": "…"}
///   {"$": "tuple", "items": [...]}   {"$": "set", "items": [...]}   (a frozenset is a set)
///   {"$": "dict", "items": [[key, value], ...]}       keys that are no text; an object is one too
///   {"$": "map", "items": [[key, value], ...]}        JavaScript's Map
///   {"$": "undefined"}
/// Lists and tuples differ; booleans are no numbers; sets and dicts have no order.

/// How values are compared.
struct ValueRules {
    Tolerance tolerance; ///< of numbers
    bool strictNumbers = false; ///< 3 and 3.0 differ
    bool operator==(const ValueRules &) const = default;
};

/// Refuses what is not of the encoding above.
Result<void> checkValue(const Json &value, const Place &place);

/// Where and how the found value differs, for people ("at [2]: expected 3, got 4"); nothing where
/// it does not. Both must have passed checkValue().
std::optional<QString> valueMismatch(const Json &expected, const Json &found,
                                     const ValueRules &rules);

/// The value as people write it: (1, 2), {1, 2}, b"…", nan.
QString valueText(const Json &value, qsizetype limit = 200);

} // namespace touchstone

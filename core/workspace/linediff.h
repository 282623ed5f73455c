#pragma once

#include "core/base/error.h"

#include <QtCore/QByteArray>

#include <vector>

namespace touchstone {

/// One line of two texts beside each other.
struct DiffLine {
    enum class Kind { Same, Removed, Added };
    Kind kind = Kind::Same;
    int before = 0; ///< its number in the old text, from 1; 0: it has none there
    int after = 0; ///< in the new text
    QByteArray text; ///< without its end
    bool operator==(const DiffLine &) const = default;
};

/// Every line of both texts in order, by libgit2's diff. Texts of more than `maxBytes` together are
/// told as removed and added whole. Any thread.
Result<std::vector<DiffLine>> diffLines(const QByteArray &before, const QByteArray &after,
                                        qsizetype maxBytes = 8 << 20);

/// A row of the two texts side by side; a side that has no such line is null.
struct SideBySideRow {
    const DiffLine *before = nullptr;
    const DiffLine *after = nullptr;
};
/// Lines that were removed stand beside those that were added in their place. Borrows the lines.
std::vector<SideBySideRow> sideBySide(const std::vector<DiffLine> &lines);

/// What of two texts that take each other's place differs: from a byte on, so many on either side.
struct TextDifference {
    qsizetype at = 0;
    qsizetype before = 0; ///< bytes
    qsizetype after = 0;
    bool operator==(const TextDifference &) const = default;
};
/// Never cuts a UTF-8 sequence in two.
TextDifference differenceWithin(QByteArrayView before, QByteArrayView after);

} // namespace touchstone

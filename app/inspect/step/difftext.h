#pragma once

#include "core/workspace/linediff.h"

namespace touchstone::inspect {

/// A text for a CodeView made of lines of a diff, and what is to be said of each of its rows.
struct DiffText {
    enum class Row { Same, Removed, Added, Padding, Skipped };
    struct Changed {
        int row = 0; ///< from 0
        qsizetype at = 0; ///< bytes within the row
        qsizetype size = 0;
        bool operator==(const Changed &) const = default;
    };
    QByteArray text;
    std::vector<Row> rows;
    std::vector<int> before; ///< line numbers in the old text; 0: none
    std::vector<int> after;
    std::vector<Changed> changed; ///< what within a line took something's place
    [[nodiscard]] std::vector<int> changeRows() const; ///< where changes begin
};

/// How many unchanged lines stand around a change; the rest is one row that says how many.
inline constexpr int diffContext = 4;

/// `context` -1: every line.
DiffText inlineText(const std::vector<DiffLine> &lines, int context);
struct DiffSides {
    DiffText before;
    DiffText after; ///< as many rows
};
DiffSides sidesText(const std::vector<DiffLine> &lines, int context);

} // namespace touchstone::inspect

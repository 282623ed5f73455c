#pragma once

#include "core/scenario/filter.h"

#include <limits>
#include <vector>

namespace touchstone {

/// A pattern of a filter: * is any text, ? any one character; case does not matter.
struct FilterPattern {
    QString folded; ///< case-folded; wildcards are the private characters below
    QString status; ///< of a check: the one that is meant; empty: any but "passed"
    static constexpr QChar anyText{u'\uE000'};
    static constexpr QChar anyCharacter{u'\uE001'};

    /// `literal`: * and ? stand for themselves (they were in quotes).
    static FilterPattern of(const QString &text, bool literal);
    /// The whole of `text`.
    [[nodiscard]] bool matches(const QString &text) const;
};

/// Numbers of a filter's term, ends included unless they are open.
struct FilterRange {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool lowIsOpen = false;
    bool highIsOpen = false;

    /// ">10s", "<=2min", "1..5", "20k", "7"; units as the field has them. Nothing: it is none.
    static std::optional<FilterRange> of(const QString &text, const QString &field);
    [[nodiscard]] bool contains(double value) const
    {
        return (lowIsOpen ? value > low : value >= low)
            && (highIsOpen ? value < high : value <= high);
    }
};
const QStringList &filterNumberFields(); ///< "time", "tokens", "cost", "score"

/// One node of a filter's tree.
struct Filter::Node {
    enum class Op { Term, Not, And, Or };
    Op op = Op::Term;
    std::vector<std::unique_ptr<Node>> children; ///< of Not (one), And, Or
    QString field; ///< of a term
    std::vector<FilterPattern> patterns; ///< of a term: any of them
    std::vector<FilterRange> ranges; ///< of a term about a number instead: any of them
};

/// Parses the grammar that filter.h describes.
Result<std::unique_ptr<Filter::Node>> parseFilter(const QString &expression, FilterOf what);

} // namespace touchstone

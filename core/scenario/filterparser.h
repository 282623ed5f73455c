#pragma once

#include "core/scenario/filter.h"

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

/// One node of a filter's tree.
struct Filter::Node {
    enum class Op { Term, Not, And, Or };
    Op op = Op::Term;
    std::vector<std::unique_ptr<Node>> children; ///< of Not (one), And, Or
    QString field; ///< of a term
    std::vector<FilterPattern> patterns; ///< of a term: any of them
};

/// Parses the grammar that filter.h describes.
Result<std::unique_ptr<Filter::Node>> parseFilter(const QString &expression, FilterOf what);

} // namespace touchstone

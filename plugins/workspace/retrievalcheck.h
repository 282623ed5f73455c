#pragma once

#include "core/check/check.h"

namespace touchstone {

/// How well the places that an answer cites are those that tell (citations.h says what is a
/// citation, places.h when one hits). Parameters: expected, a list of {"file", "symbol"},
/// {"file", "range": [first, last]} or "path" for a whole file; min, least values by name:
///   reciprocal_rank  1 / the rank of the first citation that hits; 0 where none does
///   recall@k         the share of expected places hit by the first k citations (recall: by all)
///   precision@k      the share of hits among the first k citations, or among as many as there are
/// (Manning, Raghavan, Schütze: Introduction to Information Retrieval, chapter 8.) A citation of
/// what does not exist has a rank and hits nothing. One that repeats what was cited or hit before
/// has no rank. Passes when each is reached; the score is the mean of those in min.
class RetrievalCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<void> validate(const Scenario &scenario, const CheckSpec &spec,
                                        const Place &place) const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone

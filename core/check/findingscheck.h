#pragma once

#include "core/check/check.h"

namespace touchstone {

/// An analyser finds no more than so much in the end state; what the answer adds to silence it
/// counts as a finding. Parameters: analyser, rules, paths, within ("target", "file", "all"), max,
/// language.
class FindingsCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<void> validate(const Scenario &scenario, const CheckSpec &spec,
                                        const Place &place) const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone

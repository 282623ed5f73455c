#pragma once

#include "core/check/check.h"

namespace touchstone {

/// The documentation of the target, and where the scenario says so of its public members, keeps one
/// rule. Parameters: rule, convention and members (else those of the scenario's member "doc"),
/// language.
class DocCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<void> validate(const Scenario &scenario, const CheckSpec &spec,
                                        const Place &place) const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone

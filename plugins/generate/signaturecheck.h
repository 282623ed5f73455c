#pragma once

#include "core/check/check.h"

namespace touchstone {

/// The target's signature is still what it was: the text of its definition up to the body, white
/// space aside. Parameters: none. The scenario's target names file and symbol.
class SignatureCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<void> validate(const Scenario &scenario, const CheckSpec &spec,
                                        const Place &place) const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone

#pragma once

#include "core/check/check.h"

namespace touchstone {

/// Data cases: the toolchain's action "cases" loads the judged file in the sandbox and tells what
/// each expression comes to; what is expected never enters the sandbox, and the comparison is made
/// here. So there is nothing in reach of the judged code that would make a case pass but the right
/// value. Parameters: see casespec.h, and file (else the scenario's target), language.
/// Score: weighted share of cases.
class CasesCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<void> validate(const Scenario &scenario, const CheckSpec &spec,
                                        const Place &place) const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone

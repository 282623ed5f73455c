#pragma once

#include "core/check/check.h"

namespace touchstone {

/// What a program prints for given input, compared here and not where it runs. Parameters: argv
/// (else the language's action "run" on file or the target), cases [{id, stdin, args, stdout, exit,
/// weight}] or one case's members directly, match, tolerance. Score: weighted share of cases.
class OutputCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<void> validate(const Scenario &scenario, const CheckSpec &spec,
                                        const Place &place) const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone

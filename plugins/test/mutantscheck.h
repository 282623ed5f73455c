#pragma once

#include "core/check/check.h"

namespace touchstone {

/// The agent's tests notice when the code is made wrong. Parameters: mutants (see mutants.h), min
/// (least share killed, 1), paths, language. Each mutant is the fixture with the agent's tests and
/// one line replaced; it is killed when a test that passed on the correct code no longer passes, or
/// when a limit is hit. Score: the share killed.
///
/// The correct code that must pass first is the fixture with a space behind each line that a mutant
/// replaces: tests that compare the code's text, and would kill anything, fail there.
class MutantsCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<void> validate(const Scenario &scenario, const CheckSpec &spec,
                                        const Place &place) const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone

#pragma once

#include "core/check/check.h"

namespace touchstone {

/// For benchmarks that judge a whole program, in the mode that they judge it by.
/// "parity": the program judges itself inside its own process, as the benchmark's own evaluator has
/// it, by the toolchain's action "program"; verdicts equal the benchmark's, and what can cheat
/// there can cheat here. "exit": it is run by the action "run", and exit code 0 is what passes,
/// with the expected stdout where one is given; the program can end itself with that code. Parts
/// that are to be judged in another process belong in a `cases` check instead. Parameters: mode,
/// parts [text | {"text"} | {"workspace": path}] (joined as they are), stdin, stdout, match,
/// language. The time it has is the scenario's limits.wall.
class ProgramCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<void> validate(const Scenario &scenario, const CheckSpec &spec,
                                        const Place &place) const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone

#pragma once

#include "core/check/check.h"

namespace touchstone {

/// A command of the scenario decides by its exit code, and by patterns for its output where they
/// are given. Parameters: argv, exit (number or list; 0), stdin, stdout_matches, stdout_lacks,
/// stderr_matches, git, folder. Where the command runs judged code, that code can end it with any
/// exit code: prefer `cases`, `tests` or `output` there.
class CommandCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<void> validate(const Scenario &scenario, const CheckSpec &spec,
                                        const Place &place) const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone

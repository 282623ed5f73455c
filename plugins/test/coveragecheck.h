#pragma once

#include "core/check/check.h"

namespace touchstone {

/// How much of the subject the agent's tests run, by the toolchain's action "coverage": executable
/// lines and branches within the subject's body (of the whole file where the scenario names no
/// symbol). Parameters: min_lines, min_branches (shares; at least one), paths, language. Score: the
/// mean of both shares; where no branches are told, lines alone are judged and the reason says so.
/// Evidence: places that were never run, and what was run of the whole file (linecoverage.h).
/// The tests run on the fixture's code (testsOnFixture()); whether they pass is not asked here.
class CoverageCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<void> validate(const Scenario &scenario, const CheckSpec &spec,
                                        const Place &place) const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone

#pragma once

#include "core/check/check.h"

namespace touchstone {

/// Runs tests by the toolchain's action "test" and reads their JUnit report.
/// Parameters: paths (globs of test files; else the check's own files, else the target where it is
/// a file of tests, else the workspace's), tests (wildcards of ids that count), expect (ids that
/// must be executed; "reference", the default where there is a reference: those that are executed
/// with it; "any", the default where the tests are the answer), min_tests (least number executed,
/// 1), pass_rate (least share, 1), compare: "before" (passes when nothing fails that passed on the
/// fixture), skips: "fail" (default) or "ignore", language. Score: pass rate. The tests run in the
/// judged code's process: what can't be told from a right answer there (an object equal to
/// everything) wants a `cases` check. A missing or unfinished report is a failure, and so is code
/// that does not build with the tests, unless the reference does not either. Where the tests are
/// the answer, they are run on the fixture's code (testsOnFixture()).
class TestsCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<void> validate(const Scenario &scenario, const CheckSpec &spec,
                                        const Place &place) const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone

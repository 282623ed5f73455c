#pragma once

#include "core/check/channel.h"
#include "core/check/check.h"
#include "core/check/junit.h"

namespace touchstone {

/// One run of a test suite.
struct TestRun {
    std::vector<TestResult> tests; ///< without the control tests
    QString trouble; ///< why there is no report to go by; empty: there is one
    bool built = true; ///< false: the trouble is that tests and code do not build together
    std::optional<LimitKind> limit;
    QByteArray output;
    QByteArray errors;
    std::chrono::microseconds cpu{0}; ///< that it took
};

/// The files that a tests check runs: its "paths" (globs); else those of its own files that the
/// toolchain's action takes for tests; else the scenario's target, where it is a file of tests;
/// else all such of the tree.
QStringList testFiles(const CheckInput &input, const ToolAction &action, const Manifest &tree);

/// Whether the tests are what the agent is asked for: the scenario's target is a file of tests, and
/// the check has no files of its own.
bool testsAreTheAnswer(const CheckInput &input, const ToolAction &action);

/// The agent's tests on the code that they are about: the fixture with the files of tests as the
/// agent left them (by "paths", the target, the action's globs) and the check's own files. Whatever
/// else was changed is as it was before; `undone` gets these paths, it may be null.
Manifest testsOnFixture(const CheckInput &input, const ToolAction &action, QStringList *undone);

/// How tests are run.
struct TestOrder {
    bool control = false; ///< tests that must pass and tests that must fail are run before and
                          ///< after them, under a name nobody can guess: a framework that the
                          ///< judged code has tampered with gives itself away
    std::optional<Limits> limits = {}; ///< none: the scenario's
    QMap<QString, QString> environment = {}; ///< added to the action's
};

/// Runs the files' tests by the toolchain's action "test".
Result<TestRun> runTests(const Toolchain &toolchain, const Manifest &tree, const QStringList &files,
                         const TestOrder &order, const CheckInput &input, CheckContext &context);

/// How a driver that runs tests ended, by its channel: nothing where it got to its work; else why
/// not, or an error where that is the driver's own fault. Exit code 2 with words on stderr says
/// that tests and code do not build together.
struct DriverStart {
    bool built = true;
    QString trouble;
};
Result<DriverStart> driverStart(const Toolchain &toolchain, const ExecResult &result,
                                const ChannelRecords &records);

/// The failed verdict of a run that gave no report to go by.
Verdict withoutReport(const TestRun &run);

/// The same without control tests, remembered by tree, command, files, limits and tool versions. Of
/// trees that an agent made, too: scoring again is not to run them again.
Result<TestRun> rememberedTests(const Toolchain &toolchain, const Manifest &tree,
                                const QStringList &files, const CheckInput &input,
                                CheckContext &context, const std::optional<Limits> &limits = {});

/// A run whose tests and code do not build together is the answer's fault only where they do build
/// with the reference (without one: in the fixture). ToolFailed where they do not.
Result<void> buildsWithoutTheAnswer(const Toolchain &toolchain, const ToolAction &action,
                                    const CheckInput &input, CheckContext &context);

/// The fixture with the scenario's reference answer applied; NotFound where it has none.
Result<Manifest> referenceTree(const CheckInput &input, CheckContext &context);

} // namespace touchstone

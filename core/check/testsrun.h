#pragma once

#include "core/check/check.h"
#include "core/check/junit.h"

namespace touchstone {

/// One run of a test suite.
struct TestRun {
    std::vector<TestResult> tests; ///< without the control tests
    QString trouble; ///< why there is no report to go by; empty: there is one
    std::optional<LimitKind> limit;
    QByteArray output;
    QByteArray errors;
};

/// The files that a tests check runs: its "paths" (globs); else those of its own files that the
/// toolchain's action takes for tests; else all such of the tree.
QStringList testFiles(const CheckInput &input, const ToolAction &action, const Manifest &tree);

/// Runs the files' tests by the toolchain's action "test". With `control`, tests that must pass and
/// tests that must fail are run before and after them, under a name nobody can guess: a framework
/// that the judged code has tampered with gives itself away.
Result<TestRun> runTests(const Toolchain &toolchain, const Manifest &tree, const QStringList &files,
                         bool control, const CheckInput &input, CheckContext &context);

/// The same without control tests, remembered by tree, command, files and tool versions: for runs
/// on trees that no agent made.
Result<TestRun> rememberedTests(const Toolchain &toolchain, const Manifest &tree,
                                const QStringList &files, const CheckInput &input,
                                CheckContext &context);

/// The fixture with the scenario's reference answer applied; NotFound where it has none.
Result<Manifest> referenceTree(const CheckInput &input, CheckContext &context);

} // namespace touchstone

#pragma once

#include "core/check/check.h"

namespace touchstone {

/// What the tests are about: the scenario's "test": {"subject": {"file", "symbol"?}}.
struct Subject {
    QString file;
    QString symbol; ///< empty: the whole file
};
Subject subjectOf(const Scenario &scenario);
/// BadInput where the scenario names none, or one that its workspace lacks.
Result<Subject> requiredSubject(const Scenario &scenario, const Place &place);

/// The agent's tests, and the code that they are judged on.
struct JudgedTests {
    const Toolchain &toolchain;
    const ToolAction &action; ///< "test"
    Manifest tree; ///< see testsOnFixture()
    QStringList files; ///< the tests to run
    QStringList undone; ///< changes of other files, which do not count
};
/// The files of "paths"; else the target; else the files of tests that the agent changed or added.
Result<JudgedTests> judgedTests(const CheckInput &input, CheckContext &context);

/// Says what was undone, where something was.
void noteUndone(Verdict &verdict, const JudgedTests &tests);

} // namespace touchstone

#include "subject.h"

#include "core/check/evidence.h"
#include "core/check/running.h"
#include "core/check/testsrun.h"

using namespace Qt::StringLiterals;

namespace touchstone {

Subject subjectOf(const Scenario &scenario)
{
    const Json &subject = memberOr(memberOr(scenario.extra, "test"), "subject");
    return {stringOr(subject, "file"), stringOr(subject, "symbol")};
}

Result<Subject> requiredSubject(const Scenario &scenario, const Place &place)
{
    Subject subject = subjectOf(scenario);
    if (subject.file.isEmpty())
        return fail(
            ErrorCode::BadInput,
            u"%1: expected the scenario's \"test\": {\"subject\": {\"file\": …}}, what the tests are about; none was found"_s
                .arg(place.text()));
    if (!scenario.workspace.files.contains(subject.file))
        return fail(ErrorCode::BadInput,
                    u"%1: the tests are about '%2', which the workspace has not"_s.arg(
                        place.text(), subject.file));
    return subject;
}

Result<JudgedTests> judgedTests(const CheckInput &input, CheckContext &context)
{
    const auto toolchain = toolchainOf(input, context);
    if (!toolchain)
        return std::unexpected(toolchain.error());
    const auto action = actionOf(**toolchain, u"test"_s);
    if (!action)
        return std::unexpected(action.error());
    JudgedTests tests{**toolchain, **action, {}, {}, {}};
    tests.tree = testsOnFixture(input, **action, &tests.undone);
    const QString target = input.scenario.target.file;
    if (stringsOr(input.spec.parameters, "paths").isEmpty() && !target.isEmpty()
        && input.spec.files.files.isEmpty()) {
        if (tests.tree.files.contains(target))
            tests.files = {target};
        return tests;
    }
    for (const QString &file : testFiles(input, **action, tests.tree))
        if (input.spec.files.files.contains(file)
            || tests.tree.files.value(file) != input.state.fixture.files.value(file))
            tests.files.append(file);
    return tests;
}

void noteUndone(Verdict &verdict, const JudgedTests &tests)
{
    if (tests.undone.isEmpty())
        return;
    verdict.measures[u"test.undone"_s] = double(tests.undone.size());
    std::vector<QStringList> rows;
    for (const QString &path : tests.undone)
        rows.push_back({path});
    verdict.evidence.push_back(
        tableEvidence(u"Changes of files that are no tests: undone"_s, {u"file"_s}, rows, 100));
}

} // namespace touchstone

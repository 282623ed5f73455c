#include "core/check/testscheck.h"

#include "core/check/evidence.h"
#include "core/check/running.h"
#include "core/check/testsrun.h"

#include <QtCore/QHash>
#include <QtCore/QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t maxMessages = 5;

bool isPassed(const TestResult &test)
{
    return test.status == TestStatus::Passed;
}

/// Results that count, by id, with the expected ones that were not executed.
struct Counted {
    std::vector<TestResult> tests;
    QStringList missing;
    int unexpected = 0; ///< executed, though nobody expected them

    [[nodiscard]] int with(TestStatus status) const
    {
        return int(std::ranges::count(tests, status, &TestResult::status));
    }
    [[nodiscard]] qint64 executed() const
    {
        return qint64(tests.size()) - with(TestStatus::Skipped);
    }
    [[nodiscard]] size_t total() const { return tests.size() + size_t(missing.size()); }
};

/// Which ids a check asks about: all, or those that a wildcard of "tests" matches.
bool isAskedFor(const QString &id, const QStringList &wildcards)
{
    return wildcards.isEmpty() || std::ranges::any_of(wildcards, [&](const QString &wildcard) {
               return QRegularExpression::fromWildcard(
                          wildcard, Qt::CaseSensitive,
                          QRegularExpression::NonPathWildcardConversion)
                   .match(id)
                   .hasMatch();
           });
}

Counted count(const std::vector<TestResult> &tests, const std::optional<QStringList> &expected,
              const Json &parameters)
{
    const QStringList wildcards = stringsOr(parameters, "tests");
    const bool ignoreSkips = stringOr(parameters, "skips") == u"ignore"_s;
    Counted counted;
    QHash<QString, bool> wanted;
    for (const QString &id : expected.value_or(QStringList()))
        if (isAskedFor(id, wildcards))
            wanted.insert(id, false);
    for (const TestResult &test : tests) {
        if (!isAskedFor(test.id, wildcards))
            continue;
        const auto known = wanted.find(test.id);
        if (expected && known == wanted.end()) {
            ++counted.unexpected;
            continue;
        }
        if (known != wanted.end())
            *known = true;
        // one that is executed with the reference must not be skipped with the answer
        if (test.status != TestStatus::Skipped || !ignoreSkips || known != wanted.end())
            counted.tests.push_back(test);
    }
    for (auto it = wanted.begin(); it != wanted.end(); ++it)
        if (!*it)
            counted.missing.append(it.key());
    counted.missing.sort();
    return counted;
}

bool comparesWithBefore(const CheckInput &input)
{
    return stringOr(input.spec.parameters, "compare") == u"before"_s;
}

/// The ids that must be executed; nothing: any will do.
Result<std::optional<QStringList>> expectedIds(const Toolchain &toolchain, const ToolAction &action,
                                               const CheckInput &input, CheckContext &context)
{
    const Json &expect = memberOr(input.spec.parameters, "expect");
    if (expect.is_array())
        return stringsOr(input.spec.parameters, "expect");
    const bool byDefault =
        input.scenario.reference && !comparesWithBefore(input) && !testsAreTheAnswer(input, action);
    if (expect == "any" || (expect.is_null() && !byDefault))
        return std::nullopt;
    const auto reference = referenceTree(input, context);
    if (!reference)
        return std::unexpected(reference.error());
    const Manifest tree = laidOver(*reference, input.spec.files);
    const auto run =
        rememberedTests(toolchain, tree, testFiles(input, action, tree), input, context);
    if (!run)
        return std::unexpected(run.error());
    if (!run->trouble.isEmpty())
        return fail(
            ErrorCode::BadInput,
            u"the tests can't be run with the scenario's reference: %1"_s.arg(run->trouble));
    QStringList ids;
    for (const TestResult &test : run->tests)
        if (test.status != TestStatus::Skipped)
            ids.append(test.id);
    return ids;
}

Evidence tableOf(const Counted &counted)
{
    std::vector<QStringList> rows;
    for (const QString &id : counted.missing)
        rows.push_back({id, u"not executed"_s, QString(), QString()});
    for (const TestResult &test : counted.tests)
        rows.push_back({test.id, testStatusName(test.status), QString::number(test.seconds, 'f', 3),
                        oneLine(test.message)});
    return tableEvidence(u"Tests"_s, {u"test"_s, u"status"_s, u"seconds"_s, u"message"_s}, rows);
}

QString firstProblem(const Counted &counted)
{
    if (!counted.missing.isEmpty())
        return u"'%1' was not executed"_s.arg(counted.missing.first());
    for (const TestResult &test : counted.tests)
        if (!isPassed(test))
            return u"'%1' %2: %3"_s.arg(test.id, testStatusName(test.status),
                                        oneLine(test.message, 120));
    return {};
}

void describe(Verdict &verdict, const Counted &counted)
{
    verdict.measures = {
        {u"tests.total"_s, double(counted.total())},
        {u"tests.passed"_s, double(counted.with(TestStatus::Passed))},
        {u"tests.failed"_s, double(counted.with(TestStatus::Failed))},
        {u"tests.errors"_s, double(counted.with(TestStatus::Error))},
        {u"tests.skipped"_s, double(counted.with(TestStatus::Skipped))},
        {u"tests.missing"_s, double(counted.missing.size())},
        {u"tests.unexpected"_s, double(counted.unexpected)},
    };
    verdict.evidence.push_back(tableOf(counted));
    size_t shown = 0;
    for (const TestResult &test : counted.tests)
        if (!isPassed(test) && !test.message.isEmpty() && shown++ < maxMessages)
            verdict.evidence.push_back(textEvidence(test.id, test.message.toUtf8()));
}

/// Tests that do not pass now and are not among those that did not pass before.
QStringList additionalFailures(const Counted &now, const std::vector<TestResult> &before)
{
    QHash<QString, bool> passedBefore;
    for (const TestResult &test : before)
        passedBefore.insert(test.id, isPassed(test));
    QStringList additional;
    for (const TestResult &test : now.tests)
        if (!isPassed(test) && test.status != TestStatus::Skipped
            && passedBefore.value(test.id, true))
            additional.append(test.id);
    QHash<QString, bool> ranNow;
    for (const TestResult &test : now.tests)
        ranNow.insert(test.id, test.status != TestStatus::Skipped);
    for (const TestResult &test : before)
        if (isPassed(test) && !ranNow.value(test.id, false))
            additional.append(test.id);
    additional.removeDuplicates();
    return additional;
}

double scoreOf(const Counted &counted)
{
    return counted.total() > 0 ? double(counted.with(TestStatus::Passed)) / double(counted.total())
                               : 0.0;
}

Result<Verdict> comparedWithBefore(const Counted &counted, const Toolchain &toolchain,
                                   const ToolAction &action, const CheckInput &input,
                                   CheckContext &context)
{
    const Manifest tree = laidOver(input.state.fixture, input.spec.files);
    const auto before =
        rememberedTests(toolchain, tree, testFiles(input, action, tree), input, context);
    if (!before)
        return std::unexpected(before.error());
    const Counted then = count(before->tests, std::nullopt, input.spec.parameters);
    const QStringList additional = additionalFailures(counted, then.tests);
    Verdict verdict = additional.isEmpty()
        ? Verdict::passed(u"no test fails that passed before the answer"_s)
        : Verdict::failed(oneLine(
              u"%1 additional failures; '%2'"_s.arg(additional.size()).arg(additional.first()),
              300));
    verdict.score = scoreOf(counted);
    describe(verdict, counted);
    verdict.measures[u"tests.before.passed"_s] = then.with(TestStatus::Passed);
    verdict.measures[u"tests.before.total"_s] = double(then.total());
    verdict.measures[u"tests.additional_failures"_s] = double(additional.size());
    return verdict;
}

Verdict judgedByRate(const Counted &counted, const CheckInput &input)
{
    const double score = scoreOf(counted);
    const double wanted = numberOr(input.spec.parameters, "pass_rate", 1.0);
    const qint64 least = integerOr(input.spec.parameters, "min_tests", 1);
    const QString passed =
        u"%1 of %2 tests passed"_s.arg(counted.with(TestStatus::Passed)).arg(counted.total());
    Verdict verdict;
    if (counted.total() == 0)
        verdict = Verdict::failed(u"no test was executed"_s);
    else if (counted.executed() < least)
        verdict = Verdict::failed(
            u"%1 tests were executed; at least %2 were asked for"_s.arg(counted.executed())
                .arg(least));
    else if (score >= wanted)
        verdict = Verdict::passed(passed);
    else
        verdict = Verdict::failed(oneLine(passed + u"; "_s + firstProblem(counted), 300));
    verdict.score = score;
    describe(verdict, counted);
    return verdict;
}

} // namespace

QString TestsCheck::type() const
{
    return u"tests"_s;
}

QString TestsCheck::summary() const
{
    return u"tests pass: all, a share of them, or those that passed before the answer"_s;
}

Result<void> TestsCheck::validate(const Scenario &scenario, const CheckSpec &spec,
                                  const Place &place) const
{
    const Json &expect = memberOr(spec.parameters, "expect");
    if (expect == "reference" && !scenario.reference)
        return fail(ErrorCode::BadInput,
                    u"%1: the scenario has no reference; list the ids, or give it one"_s.arg(
                        place.at(u"expect"_s).text()));
    if (expect.is_array() && expect.empty())
        return fail(
            ErrorCode::BadInput,
            u"%1: an empty list of tests would pass without any; use \"any\" or list ids"_s.arg(
                place.at(u"expect"_s).text()));
    return {};
}

Result<Verdict> TestsCheck::run(const CheckInput &input, CheckContext &context) const
{
    const auto toolchain = toolchainOf(input, context);
    if (!toolchain)
        return std::unexpected(toolchain.error());
    const auto action = actionOf(**toolchain, u"test"_s);
    if (!action)
        return std::unexpected(action.error());
    const bool onFixture = testsAreTheAnswer(input, **action);
    const Manifest tree = onFixture ? testsOnFixture(input, **action, nullptr) : judgedTree(input);
    const QStringList files = testFiles(input, **action, tree);
    if (files.isEmpty())
        return Verdict::failed(u"there is no test file to run"_s);
    const auto expected = expectedIds(**toolchain, **action, input, context);
    if (!expected)
        return std::unexpected(expected.error());
    const auto run = runTests(**toolchain, tree, files, {.control = true}, input, context);
    if (!run)
        return std::unexpected(run.error());
    if (!run->built)
        if (auto fair = buildsWithoutTheAnswer(**toolchain, **action, input, context); !fair)
            return std::unexpected(std::move(fair.error()));
    if (!run->trouble.isEmpty())
        return withoutReport(*run);
    const Counted counted = count(run->tests, *expected, input.spec.parameters);
    if (comparesWithBefore(input))
        return comparedWithBefore(counted, **toolchain, **action, input, context);
    return judgedByRate(counted, input);
}

} // namespace touchstone

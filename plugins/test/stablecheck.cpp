#include "stablecheck.h"

#include "subject.h"

#include "core/check/evidence.h"
#include "core/check/testsrun.h"

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qint64 usualRuns = 3;

/// A test's result in each run.
using Results = std::map<QString, QStringList>;

Results resultsOf(const std::vector<TestRun> &runs)
{
    Results results;
    for (size_t i = 0; i < runs.size(); ++i)
        for (const TestResult &test : runs[i].tests) {
            QStringList &row = results[test.id];
            row.resize(qsizetype(runs.size()), u"not executed"_s);
            row[qsizetype(i)] = testStatusName(test.status);
        }
    return results;
}

bool isStable(const QStringList &results)
{
    return std::ranges::all_of(results, [&](const QString &r) { return r == results.first(); });
}

Verdict judge(const std::vector<TestRun> &runs, const JudgedTests &tests)
{
    const Results results = resultsOf(runs);
    std::vector<QStringList> differing;
    for (const auto &[id, row] : results)
        if (!isStable(row))
            differing.push_back(QStringList(id) + row);
    const QString order = tests.action.shuffles
        ? u" in shuffled order"_s
        : u", always in the same order (%1's tests can't be shuffled here)"_s.arg(
              tests.toolchain.title);
    Verdict verdict = differing.empty()
        ? Verdict::passed(u"%1 tests gave the same results in %2 runs%3"_s.arg(results.size())
                              .arg(runs.size())
                              .arg(order))
        : Verdict::failed(oneLine(u"the result of %1 of %2 tests changes from run to run%3; '%4'"_s
                                      .arg(differing.size())
                                      .arg(results.size())
                                      .arg(order, differing.front().first()),
                                  300));
    verdict.score = 1.0 - double(differing.size()) / double(results.size());
    verdict.measures = {{u"stable.runs"_s, double(runs.size())},
                        {u"stable.tests"_s, double(results.size())},
                        {u"stable.differing"_s, double(differing.size())},
                        {u"stable.shuffled"_s, tests.action.shuffles ? 1.0 : 0.0}};
    if (!differing.empty()) {
        QStringList columns{u"test"_s};
        for (size_t i = 1; i <= runs.size(); ++i)
            columns.append(u"run %1"_s.arg(i));
        verdict.evidence.push_back(
            tableEvidence(u"Tests whose result changes"_s, columns, differing));
    }
    return verdict;
}

} // namespace

QString StableCheck::type() const
{
    return u"stable"_s;
}

QString StableCheck::summary() const
{
    return u"the tests give the same results in every run and order"_s;
}

Result<Verdict> StableCheck::run(const CheckInput &input, CheckContext &context) const
{
    const auto tests = judgedTests(input, context);
    if (!tests)
        return std::unexpected(tests.error());
    if (tests->files.isEmpty())
        return Verdict::failed(u"there is no test file to run"_s);
    const qint64 count = integerOr(input.spec.parameters, "runs", usualRuns);
    std::vector<TestRun> runs;
    for (qint64 seed = 1; seed <= count; ++seed) {
        QMap<QString, QString> environment;
        if (tests->action.shuffles)
            environment.insert(u"TOUCHSTONE_SEED"_s, QString::number(seed));
        auto run = runTests(tests->toolchain, tests->tree, tests->files,
                            {.environment = environment}, input, context);
        if (!run)
            return std::unexpected(std::move(run.error()));
        if (!run->built)
            if (auto fair = buildsWithoutTheAnswer(tests->toolchain, tests->action, input, context);
                !fair)
                return std::unexpected(std::move(fair.error()));
        if (!run->trouble.isEmpty()) {
            Verdict verdict = withoutReport(*run);
            verdict.reason = oneLine(u"run %1: %2"_s.arg(seed).arg(verdict.reason), 300);
            return verdict;
        }
        runs.push_back(std::move(*run));
    }
    if (std::ranges::all_of(runs, [](const TestRun &run) { return run.tests.empty(); }))
        return Verdict::failed(u"no test was executed"_s);
    Verdict verdict = judge(runs, *tests);
    noteUndone(verdict, *tests);
    return verdict;
}

} // namespace touchstone

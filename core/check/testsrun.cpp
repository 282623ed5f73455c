#include "core/check/testsrun.h"

#include "core/check/channel.h"
#include "core/check/evidence.h"
#include "core/check/running.h"
#include "core/check/symbols.h"
#include "core/check/testcontrol.h"
#include "core/workspace/globs.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// What a driver said on its channel.
struct DriverAnswer {
    std::optional<QByteArray> report; ///< nothing where it sent none
    Json twins = Json::object(); ///< see TestControl::setPlaces()
};

Result<DriverAnswer> answerOnChannel(const Toolchain &toolchain, const ExecResult &result,
                                     const QString &nonce, TestRun &run)
{
    const ChannelRecords read = readChannel(result.channel, nonce);
    const auto start = driverStart(toolchain, result, read);
    if (!start)
        return std::unexpected(start.error());
    run.built = start->built;
    run.trouble = start->trouble;
    bool ready = false;
    DriverAnswer answer;
    for (const Json &record : read.records) {
        if (!ready && stringOr(record, "event") == u"ready"_s) {
            ready = true;
            answer.twins = memberOr(record, "twins");
        }
        if (const QString objection = objectionIn(record); !objection.isEmpty())
            run.trouble = objection;
        if (const Json &junit = memberOr(record, "junit"); junit.is_string())
            answer.report = QByteArray::fromStdString(junit.get<std::string>());
    }
    if (!read.foreign.isEmpty())
        run.trouble = u"the judged code wrote to the channel of the results"_s;
    return answer;
}

/// What the run's report says, or why there is none.
Result<TestRun> readRun(const Toolchain &toolchain, const ToolAction &action,
                        const ExecResult &result, const QString &nonce,
                        std::optional<TestControl> &control, const CheckInput &input)
{
    TestRun run{{}, {}, true, result.limit, result.output, result.errors, result.usage.cpu};
    std::optional<QByteArray> report;
    if (action.source == u"channel"_s) {
        auto sent = answerOnChannel(toolchain, result, nonce, run);
        if (!sent)
            return std::unexpected(std::move(sent.error()));
        report = std::move(sent->report);
        if (control)
            control->setPlaces(sent->twins);
    } else {
        report = answerOf(action, result, input.blobs);
    }
    if (!run.trouble.isEmpty())
        return run;
    if (!report || report->isEmpty()) {
        run.trouble = u"the test run ended without a report (%1)"_s.arg(result.ending());
        return run;
    }
    auto tests = parseJUnit(*report);
    if (!tests) {
        run.trouble = u"the test run ended without a whole report (%1): %2"_s.arg(
            result.ending(), tests.error().message);
        return run;
    }
    run.tests = std::move(*tests);
    if (control)
        run.trouble = control->objection(run.tests);
    return run;
}

Json runToJson(const TestRun &run)
{
    return {{"tests", toJson(run.tests)},
            {"trouble", run.trouble},
            {"built", run.built},
            {"limit", run.limit ? limitName(*run.limit) : QString()},
            {"cpu_us", qint64(run.cpu.count())},
            {"output", QString::fromUtf8(run.output)},
            {"errors", QString::fromUtf8(run.errors)}};
}

QStringList matching(const Manifest &manifest, const QStringList &globs)
{
    QStringList files;
    for (auto it = manifest.files.begin(); it != manifest.files.end(); ++it)
        if (it->mode != FileMode::Symlink && matchesAnyGlob(it.key(), globs))
            files.append(it.key());
    return files;
}

bool targetIsTests(const Scenario &scenario, const ToolAction &action)
{
    return !scenario.target.file.isEmpty() && matchesAnyGlob(scenario.target.file, action.files);
}

} // namespace

QStringList testFiles(const CheckInput &input, const ToolAction &action, const Manifest &tree)
{
    if (const QStringList paths = stringsOr(input.spec.parameters, "paths"); !paths.isEmpty())
        return matching(tree, paths);
    if (const QStringList own = matching(input.spec.files, action.files); !own.isEmpty())
        return own;
    if (targetIsTests(input.scenario, action) && tree.files.contains(input.scenario.target.file))
        return {input.scenario.target.file};
    return matching(tree, action.files);
}

bool testsAreTheAnswer(const CheckInput &input, const ToolAction &action)
{
    return input.spec.files.files.isEmpty() && targetIsTests(input.scenario, action);
}

Manifest testsOnFixture(const CheckInput &input, const ToolAction &action, QStringList *undone)
{
    const QStringList globs = action.files + stringsOr(input.spec.parameters, "paths");
    const auto isTest = [&](const QString &path) {
        return path == input.scenario.target.file || matchesAnyGlob(path, globs);
    };
    const QMap<QString, FileEntry> &before = input.state.fixture.files;
    const QMap<QString, FileEntry> &after = input.state.workspace.files;
    Manifest tests;
    QStringList changed;
    for (auto it = after.begin(); it != after.end(); ++it) {
        if (isTest(it.key()))
            tests.files.insert(it.key(), *it);
        else if (before.value(it.key()) != *it)
            changed.append(it.key());
    }
    Manifest tree = input.state.fixture;
    for (auto it = before.begin(); it != before.end(); ++it) {
        if (after.contains(it.key()))
            continue;
        if (isTest(it.key()))
            tree.files.remove(it.key());
        else
            changed.append(it.key());
    }
    if (undone)
        *undone = changed;
    // a file of tests can't stand where the code needs a folder: what is in the way goes
    return laidOver(laidOver(tree, tests), input.spec.files);
}

Result<DriverStart> driverStart(const Toolchain &toolchain, const ExecResult &result,
                                const ChannelRecords &records)
{
    bool ready = false;
    for (const Json &record : records.records) {
        if (const QString tool = stringOr(record, "missing"); !tool.isEmpty())
            return std::unexpected(toolMissing(toolchain, tool));
        ready = ready || stringOr(record, "event") == u"ready"_s;
    }
    constexpr int notBuilt = 2;
    const bool reported = std::ranges::any_of(records.records, [](const Json &record) {
        return record.contains("junit") || record.contains("lcov");
    });
    if (!reported && result.end == ExecResult::End::Exited && result.exitCode == notBuilt
        && !result.errors.isEmpty())
        return DriverStart{false,
                           u"tests and code do not build together: "_s + oneLine(result.errors)};
    if (!ready && result.end == ExecResult::End::Limit)
        return DriverStart{false, u"building the tests hit the %1"_s.arg(result.ending())};
    if (ready)
        return DriverStart{};
    return fail(ErrorCode::ToolFailed,
                u"the driver for tests in %1 did not get to its work; it ended with %2: %3"_s.arg(
                    toolchain.title, result.ending(), oneLine(result.errors)));
}

Verdict withoutReport(const TestRun &run)
{
    Verdict verdict = Verdict::failed(oneLine(run.trouble, 300));
    verdict.limit = run.limit;
    if (!run.output.isEmpty())
        verdict.evidence.push_back(textEvidence(u"standard output"_s, run.output));
    if (!run.errors.isEmpty())
        verdict.evidence.push_back(textEvidence(u"standard error"_s, run.errors));
    return verdict;
}

Result<TestRun> runTests(const Toolchain &toolchain, const Manifest &tree, const QStringList &files,
                         const TestOrder &order, const CheckInput &input, CheckContext &context)
{
    const auto action = actionOf(toolchain, u"test"_s);
    if (!action)
        return std::unexpected(action.error());
    if ((*action)->parser != u"junit"_s)
        return fail(
            ErrorCode::BadInput,
            u"the toolchain of %1 gives its action 'test' the parser '%2'; junit was expected"_s
                .arg(toolchain.title, (*action)->parser));
    Manifest judged = tree;
    QStringList all = files;
    std::optional<TestControl> controls;
    Json request = Json::object();
    if (order.control && !(*action)->control.isEmpty()) {
        auto laid = TestControl::lay(toolchain, (*action)->control, all, judged, input.blobs);
        if (!laid)
            return std::unexpected(std::move(laid.error()));
        controls = std::move(*laid);
        request["twins"] = controls->twins();
    }
    const QString nonce = newNonce();
    const auto result = runAction({toolchain,
                                   u"test"_s,
                                   all,
                                   driverRequest(std::move(request), nonce),
                                   order.limits,
                                   {},
                                   order.environment},
                                  judged, input, context);
    if (!result)
        return std::unexpected(result.error());
    return readRun(toolchain, **action, *result, nonce, controls, input);
}

Result<TestRun> rememberedTests(const Toolchain &toolchain, const Manifest &tree,
                                const QStringList &files, const CheckInput &input,
                                CheckContext &context, const std::optional<Limits> &limits)
{
    const auto action = actionOf(toolchain, u"test"_s);
    if (!action)
        return std::unexpected(action.error());
    const auto versions = toolVersions(toolchain, input, context);
    if (!versions)
        return std::unexpected(versions.error());
    const Json key =
        Json::array({"tests", tree.digest().hex(), (*action)->argv, files, *versions,
                     input.scenario.rootImage, toJson(limits.value_or(input.scenario.limits))});
    std::optional<TestRun> passing; // a limit but that of CPU time may be a matter of how busy
                                    // the machine is: not to be remembered
    const auto known = context.cache.get(Digest::of(dumpJson(key)), [&]() -> Result<Json> {
        auto run = runTests(toolchain, tree, files, {false, limits}, input, context);
        if (!run)
            return std::unexpected(std::move(run.error()));
        if (run->limit && *run->limit != LimitKind::Cpu) {
            passing = std::move(*run);
            return fail(ErrorCode::Changed, u"it might be otherwise another time"_s);
        }
        return runToJson(*run);
    });
    if (passing)
        return std::move(*passing);
    if (!known)
        return std::unexpected(known.error());
    return TestRun{testResultsFromJson(memberOr(*known, "tests")),
                   stringOr(*known, "trouble"),
                   boolOr(*known, "built", true),
                   limitFromName(stringOr(*known, "limit")),
                   stringOr(*known, "output").toUtf8(),
                   stringOr(*known, "errors").toUtf8(),
                   std::chrono::microseconds(integerOr(*known, "cpu_us", 0))};
}

Result<void> buildsWithoutTheAnswer(const Toolchain &toolchain, const ToolAction &action,
                                    const CheckInput &input, CheckContext &context)
{
    Manifest tree = input.state.fixture;
    if (input.scenario.reference) {
        auto reference = referenceTree(input, context);
        if (!reference)
            return std::unexpected(std::move(reference.error()));
        tree = std::move(*reference);
    }
    tree = laidOver(tree, input.spec.files);
    const QStringList files = testFiles(input, action, tree);
    if (files.isEmpty())
        return {}; // there is nothing that could tell
    const auto run = rememberedTests(toolchain, tree, files, input, context);
    if (!run)
        return std::unexpected(run.error());
    if (run->built)
        return {};
    return fail(
        ErrorCode::ToolFailed,
        u"neither the answer nor the scenario's own %1 can be built with the tests: %2"_s.arg(
            input.scenario.reference ? u"reference"_s : u"workspace"_s, run->trouble));
}

Result<Manifest> referenceTree(const CheckInput &input, CheckContext &context)
{
    const Scenario &scenario = input.scenario;
    if (!scenario.reference)
        return fail(ErrorCode::NotFound, u"the scenario has no reference"_s);
    const Answer &answer = *scenario.reference;
    if (!answer.files.files.isEmpty() || !answer.removed.isEmpty()) {
        Manifest tree = laidOver(scenario.workspace, answer.files);
        for (const QString &path : answer.removed)
            tree.files.remove(path);
        return tree;
    }
    AnswerContext how;
    how.form = answer.form.value_or(scenario.answerForm);
    how.targetFile = scenario.target.file;
    how.language = scenario.language;
    if (const auto &range = scenario.target.range) {
        how.symbol = SymbolRange{scenario.target.symbol, {}, *range, *range};
    } else if (!scenario.target.symbol.isEmpty()) {
        auto symbol = findSymbol(scenario.workspace, scenario.target.file, scenario.target.symbol,
                                 scenario.language, input.blobs, context.executor,
                                 context.toolchains, context.cache, context.stop);
        if (!symbol)
            return std::unexpected(std::move(symbol.error()));
        how.symbol = std::move(*symbol);
    }
    auto applied = applyAnswer(answer.text, how, scenario.workspace, input.blobs);
    if (!applied)
        return std::unexpected(std::move(applied.error()));
    if (applied->refusal)
        return fail(
            ErrorCode::BadInput,
            u"the scenario's reference can't be applied: %1"_s.arg(applied->refusal->message));
    return std::move(applied->after);
}

} // namespace touchstone

#include "coveragecheck.h"

#include "subject.h"

#include "core/check/channel.h"
#include "core/check/evidence.h"
#include "core/check/lcov.h"
#include "core/check/linecoverage.h"
#include "core/check/running.h"
#include "core/check/symbols.h"
#include "core/check/testsrun.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t maxPlaces = 50;

/// What one run under the coverage tool told.
struct CoverageRun {
    Coverage coverage;
    TestRun run; ///< its trouble, where there is no coverage
};

/// The tracefile among a driver's records; nothing where it sent none.
std::optional<QByteArray> sentTracefile(const ChannelRecords &records)
{
    std::optional<QByteArray> text;
    for (const Json &record : records.records)
        if (const Json &lcov = memberOr(record, "lcov"); lcov.is_string())
            text = QByteArray::fromStdString(lcov.get<std::string>());
    return text;
}

Result<CoverageRun> readRun(const JudgedTests &tests, const ToolAction &action,
                            const ExecResult &result, const QString &nonce, const CheckInput &input)
{
    CoverageRun read;
    read.run.limit = result.limit;
    read.run.output = result.output;
    read.run.errors = result.errors;
    std::optional<QByteArray> text;
    if (action.source == u"channel"_s) {
        const ChannelRecords records = readChannel(result.channel, nonce);
        auto start = driverStart(tests.toolchain, result, records);
        if (!start)
            return std::unexpected(std::move(start.error()));
        read.run.built = start->built;
        read.run.trouble = start->trouble;
        if (!records.foreign.isEmpty())
            read.run.trouble = u"the judged code wrote to the channel of the results"_s;
        for (const Json &record : records.records)
            if (const QString objection = objectionIn(record); !objection.isEmpty())
                read.run.trouble = objection;
        text = sentTracefile(records);
    } else {
        text = answerOf(action, result, input.blobs);
    }
    if (!read.run.trouble.isEmpty())
        return read;
    if (!text) {
        read.run.trouble = u"the test run ended without coverage (%1)"_s.arg(result.ending());
        return read;
    }
    auto coverage = parseLcov(*text);
    if (!coverage)
        return fail(
            ErrorCode::ToolFailed,
            u"%1 (%2): %3"_s.arg(action.tool, tests.toolchain.title, coverage.error().message));
    read.coverage = std::move(*coverage);
    return read;
}

Result<CoverageRun> runCoverage(const JudgedTests &tests, const CheckInput &input,
                                CheckContext &context)
{
    const auto action = actionOf(tests.toolchain, u"coverage"_s);
    if (!action)
        return std::unexpected(action.error());
    if ((*action)->parser != u"lcov"_s)
        return fail(
            ErrorCode::BadInput,
            u"the toolchain of %1 gives its action 'coverage' the parser '%2'; lcov was expected"_s
                .arg(tests.toolchain.title, (*action)->parser));
    const QString nonce = newNonce();
    const auto result = runAction(
        {tests.toolchain, u"coverage"_s, tests.files, driverRequest(Json::object(), nonce), {}, {}},
        tests.tree, input, context);
    if (!result)
        return std::unexpected(result.error());
    auto read = readRun(tests, **action, *result, nonce, input);
    if (read && !read->run.built)
        if (auto fair = buildsWithoutTheAnswer(tests.toolchain, tests.action, input, context);
            !fair)
            return std::unexpected(std::move(fair.error()));
    return read;
}

/// The one symbol whose name ends so, "push" for "Stack.push": cases of other benchmarks name no
/// more. Nothing where there are none or several.
Result<std::optional<SymbolRange>> findUnqualified(const Subject &subject, const JudgedTests &tests,
                                                   const CheckInput &input, CheckContext &context)
{
    const auto file = input.state.fixture.files.constFind(subject.file);
    if (file == input.state.fixture.files.cend())
        return std::nullopt;
    const auto source = input.blobs.blob(file->blob);
    if (!source)
        return std::unexpected(source.error());
    const auto symbols = symbolsOf(*source, subject.file, tests.toolchain, context.executor,
                                   context.cache, context.stop);
    if (!symbols)
        return std::unexpected(symbols.error());
    std::optional<SymbolRange> found;
    for (const SymbolRange &symbol : symbols->value_or(std::vector<SymbolRange>())) {
        if (!symbol.name.endsWith(u'.' + subject.symbol))
            continue;
        if (found)
            return std::nullopt;
        found = symbol;
    }
    return found;
}

/// The lines that are asked about; all, where the scenario names no symbol.
Result<LineRange> linesOf(const Subject &subject, const JudgedTests &tests, const CheckInput &input,
                          CheckContext &context)
{
    if (subject.symbol.isEmpty())
        return LineRange{1, std::numeric_limits<int>::max()};
    auto symbol =
        findSymbol(input.state.fixture, subject.file, subject.symbol, tests.toolchain.language,
                   input.blobs, context.executor, context.toolchains, context.cache, context.stop);
    if (symbol && !*symbol)
        symbol = findUnqualified(subject, tests, input, context);
    if (!symbol)
        return std::unexpected(symbol.error());
    if (!*symbol)
        return fail(ErrorCode::BadInput,
                    u"the scenario's own workspace has no '%1' in '%2'"_s.arg(subject.symbol,
                                                                              subject.file));
    // the head is run when the file is loaded, which is no merit of the tests
    const LineRange body = (*symbol)->body;
    return body.first > 0 && body.last >= body.first ? body : (*symbol)->definition;
}

/// What was run of what could have been.
struct Share {
    int total = 0;
    int covered = 0;
    [[nodiscard]] double value() const { return total > 0 ? double(covered) / double(total) : 0.0; }
    [[nodiscard]] QString text() const { return u"%1 of %2"_s.arg(covered).arg(total); }
};

struct Seen {
    Share lines;
    Share branches;
    std::vector<LineRange> uncovered; ///< neighbouring executable lines put together
    std::vector<BranchHits> untaken;
};

Seen look(const FileCoverage &file, const LineRange &within)
{
    Seen seen;
    bool beforeWasCovered = true;
    for (auto it = file.lines.lowerBound(within.first);
         it != file.lines.end() && it.key() <= within.last; ++it) {
        const bool covered = *it > 0;
        ++seen.lines.total;
        seen.lines.covered += covered;
        if (!covered && beforeWasCovered)
            seen.uncovered.push_back({it.key(), it.key()});
        else if (!covered)
            seen.uncovered.back().last = it.key();
        beforeWasCovered = covered;
    }
    for (const BranchHits &branch : file.branches) {
        if (branch.line < within.first || branch.line > within.last)
            continue;
        ++seen.branches.total;
        seen.branches.covered += branch.taken > 0;
        if (branch.taken <= 0)
            seen.untaken.push_back(branch);
    }
    return seen;
}

void describe(Verdict &verdict, const Seen &seen, const QString &file)
{
    verdict.measures[u"coverage.lines"_s] = seen.lines.value();
    verdict.measures[u"coverage.lines.total"_s] = seen.lines.total;
    verdict.measures[u"coverage.lines.covered"_s] = seen.lines.covered;
    verdict.measures[u"coverage.branches.total"_s] = seen.branches.total;
    if (seen.branches.total > 0) {
        verdict.measures[u"coverage.branches"_s] = seen.branches.value();
        verdict.measures[u"coverage.branches.covered"_s] = seen.branches.covered;
    }
    std::vector<QStringList> rows;
    for (const LineRange &lines : seen.uncovered) {
        const QString text = lines.first == lines.last
            ? u"line %1"_s.arg(lines.first)
            : u"lines %1 to %2"_s.arg(lines.first).arg(lines.last);
        rows.push_back({text, u"never run"_s});
        if (rows.size() > maxPlaces)
            continue;
        verdict.evidence.push_back(
            placeEvidence(file, lines.first, 0, text + u" never run by the tests"_s));
        verdict.evidence.back().data["endLine"] = lines.last;
    }
    for (const BranchHits &branch : seen.untaken)
        rows.push_back({u"line %1"_s.arg(branch.line), u"branch %1 never taken"_s.arg(branch.id)});
    if (!rows.empty())
        verdict.evidence.push_back(
            tableEvidence(u"Not covered in %1"_s.arg(file), {u"where"_s, u"what"_s}, rows));
}

bool tellsBranches(const Coverage &coverage)
{
    for (const FileCoverage &file : coverage)
        if (!file.branches.empty())
            return true;
    return false;
}

Verdict judge(const Coverage &coverage, const Subject &subject, const LineRange &within,
              const CheckInput &input)
{
    const auto file = coverage.constFind(subject.file);
    const Seen seen = file == coverage.cend() ? Seen{} : look(*file, within);
    const QString what = subject.symbol.isEmpty() ? subject.file : subject.symbol;
    if (seen.lines.total == 0) {
        Verdict verdict = Verdict::failed(file == coverage.cend()
                                              ? u"the tests never load %1"_s.arg(subject.file)
                                              : u"the tests never get to a line of %1"_s.arg(what));
        describe(verdict, seen, subject.file);
        return verdict;
    }
    const bool branches = seen.branches.total > 0;
    const double minLines = numberOr(input.spec.parameters, "min_lines", 0.0);
    const double minBranches = numberOr(input.spec.parameters, "min_branches", 0.0);
    const bool passes =
        seen.lines.value() >= minLines && (!branches || seen.branches.value() >= minBranches);
    QString reason = u"%1 lines of %2"_s.arg(seen.lines.text(), what);
    if (branches)
        reason += u" and %1 branches"_s.arg(seen.branches.text());
    reason += u" are covered"_s;
    if (!branches)
        reason += tellsBranches(coverage)
            ? u"; there are no branches"_s
            : u"; the tool tells of no branches, so lines alone are judged"_s;
    Verdict verdict = passes ? Verdict::passed(reason) : Verdict::failed(reason);
    verdict.score =
        branches ? (seen.lines.value() + seen.branches.value()) / 2 : seen.lines.value();
    describe(verdict, seen, subject.file);
    return verdict;
}

} // namespace

QString CoverageCheck::type() const
{
    return u"coverage"_s;
}

QString CoverageCheck::summary() const
{
    return u"the tests run enough lines and branches of what they are about"_s;
}

Result<void> CoverageCheck::validate(const Scenario &scenario, const CheckSpec &spec,
                                     const Place &place) const
{
    if (!spec.parameters.contains("min_lines") && !spec.parameters.contains("min_branches"))
        return fail(
            ErrorCode::BadInput,
            u"%1: expected min_lines, min_branches or both; none was found"_s.arg(place.text()));
    const auto subject = requiredSubject(scenario, place);
    return subject ? Result<void>() : std::unexpected(subject.error());
}

Result<Verdict> CoverageCheck::run(const CheckInput &input, CheckContext &context) const
{
    const auto subject = requiredSubject(input.scenario, {u"check '%1'"_s.arg(input.spec.id)});
    if (!subject)
        return std::unexpected(subject.error());
    const auto tests = judgedTests(input, context);
    if (!tests)
        return std::unexpected(tests.error());
    if (tests->files.isEmpty())
        return Verdict::failed(u"there is no test file to run"_s);
    const auto within = linesOf(*subject, *tests, input, context);
    if (!within)
        return std::unexpected(within.error());
    const auto run = runCoverage(*tests, input, context);
    if (!run)
        return std::unexpected(run.error());
    Verdict verdict = run->run.trouble.isEmpty() ? judge(run->coverage, *subject, *within, input)
                                                 : withoutReport(run->run);
    if (const auto file = run->coverage.constFind(subject->file); file != run->coverage.cend())
        verdict.evidence.push_back(coverageEvidence(
            lineCoverageOf(subject->file, *file, tests->tree.files.value(subject->file).blob)));
    noteUndone(verdict, *tests);
    return verdict;
}

} // namespace touchstone

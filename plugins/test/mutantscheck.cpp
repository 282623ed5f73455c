#include "mutantscheck.h"

#include "mutants.h"
#include "subject.h"

#include "core/check/evidence.h"
#include "core/check/running.h"
#include "core/check/sourcecheck.h"
#include "core/check/testsrun.h"

#include <QtCore/QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

enum class Fate { Killed, TimedOut, Survived };

QString fateName(Fate fate)
{
    switch (fate) {
    case Fate::Killed:
        return u"killed"_s;
    case Fate::TimedOut:
        return u"timed out"_s;
    case Fate::Survived:
        break;
    }
    return u"survived"_s;
}

/// What became of one mutant.
struct MutantResult {
    const Mutant *mutant = nullptr;
    Fate fate = Fate::Survived;
    QString how; ///< the test that noticed, or the limit
};

bool isPassed(const TestResult &test)
{
    return test.status == TestStatus::Passed;
}

/// The first test that does not pass, skipped ones aside; empty: there is none.
QString notPassing(const TestRun &run)
{
    for (const TestResult &test : run.tests)
        if (!isPassed(test) && test.status != TestStatus::Skipped)
            return u"'%1' %2: %3"_s.arg(test.id, testStatusName(test.status),
                                        oneLine(test.message, 120));
    return {};
}

/// Whether anything was tested, and all of it passed.
bool allPassed(const TestRun &run)
{
    return run.trouble.isEmpty() && notPassing(run).isEmpty()
        && std::ranges::any_of(run.tests, isPassed);
}

/// One application of the check.
class MutantsRun {
public:
    MutantsRun(const JudgedTests &tests, const CheckInput &input, CheckContext &context)
        : m_tests(tests)
        , m_input(input)
        , m_context(context)
    {
    }

    Result<Verdict> judge(const std::vector<Mutant> &mutants)
    {
        auto baseline = correctCode(mutants);
        if (!baseline)
            return std::unexpected(std::move(baseline.error()));
        if (!allPassed(*baseline))
            return withoutBaseline(*baseline);
        const Limits limits = limitsAfter(*baseline);
        std::vector<MutantResult> results;
        for (const Mutant &mutant : mutants) {
            auto result = fateOf(mutant, *baseline, limits);
            if (!result)
                return std::unexpected(std::move(result.error()));
            results.push_back(std::move(*result));
        }
        return verdictOf(results);
    }

private:
    Result<QByteArray> fixtureText(const Mutant &mutant) const
    {
        const auto entry = m_input.state.fixture.files.constFind(mutant.file);
        if (entry == m_input.state.fixture.files.cend() || entry->mode == FileMode::Symlink
            || m_tests.tree.files.value(mutant.file) != *entry)
            return fail(
                ErrorCode::BadInput,
                u"the mutant '%1' is invalid: '%2' is no file of the workspace that is apart from the tests"_s
                    .arg(mutant.id, mutant.file));
        return m_input.blobs.blob(entry->blob);
    }

    Manifest with(Manifest tree, const QString &file, const QByteArray &text) const
    {
        FileEntry &entry = tree.files[file];
        entry.blob = m_input.blobs.put(text);
        entry.size = text.size();
        return tree;
    }

    /// The run that mutants are compared with: the code with a space behind each line in question,
    /// which changes nothing for who tests what the code does.
    Result<TestRun> correctCode(const std::vector<Mutant> &mutants)
    {
        Manifest tree = m_tests.tree;
        for (const Mutant &mutant : mutants) {
            const auto text = fixtureText(mutant);
            if (!text)
                return std::unexpected(text.error());
            if (auto valid = mutated(*text, mutant); !valid)
                return std::unexpected(std::move(valid.error()));
            if (mutant.original.trimmed().isEmpty() || mutant.original.endsWith(u'\\'))
                continue; // there, a space might mean something
            const auto changed = m_input.blobs.blob(tree.files.value(mutant.file).blob);
            if (!changed)
                return std::unexpected(changed.error());
            Mutant neutral = mutant;
            neutral.replacement = mutant.original + u' ';
            if (const auto spaced = mutated(*changed, neutral)) // else another has spaced it
                tree = with(std::move(tree), mutant.file, *spaced);
        }
        return rememberedTests(m_tests.toolchain, tree, m_tests.files, m_input, m_context);
    }

    /// Why there is nothing to compare mutants with.
    Result<Verdict> withoutBaseline(const TestRun &spaced)
    {
        const auto plain =
            rememberedTests(m_tests.toolchain, m_tests.tree, m_tests.files, m_input, m_context);
        if (!plain)
            return std::unexpected(plain.error());
        if (!plain->built)
            if (auto fair =
                    buildsWithoutTheAnswer(m_tests.toolchain, m_tests.action, m_input, m_context);
                !fair)
                return std::unexpected(std::move(fair.error()));
        if (allPassed(*plain))
            return Verdict::failed(
                u"the tests look at the code's text: they fail where a line only has a space more at its end"_s);
        const TestRun &run = *plain;
        if (!run.trouble.isEmpty())
            return withoutReport(run);
        if (run.tests.empty())
            return Verdict::failed(u"no test was executed"_s);
        const QString culprit = notPassing(run.tests.empty() ? spaced : run);
        return Verdict::failed(
            culprit.isEmpty()
                ? u"every test was skipped"_s
                : oneLine(u"the tests do not pass on the correct code; "_s + culprit, 300));
    }

    /// A mutant may loop for ever: it gets several times what the correct code took.
    [[nodiscard]] Limits limitsAfter(const TestRun &baseline) const
    {
        using namespace std::chrono;
        Limits limits = m_input.scenario.limits;
        const auto usual = ceil<seconds>(6 * baseline.cpu);
        limits.cpu = std::min<milliseconds>(limits.cpu, std::max<milliseconds>(3s, usual));
        return limits;
    }

    Result<MutantResult> fateOf(const Mutant &mutant, const TestRun &baseline, const Limits &limits)
    {
        const auto text = fixtureText(mutant);
        if (!text)
            return std::unexpected(text.error());
        const auto wrong = mutated(*text, mutant);
        if (!wrong)
            return std::unexpected(wrong.error());
        const Manifest tree = with(m_tests.tree, mutant.file, *wrong);
        const auto run =
            rememberedTests(m_tests.toolchain, tree, m_tests.files, m_input, m_context, limits);
        if (!run)
            return std::unexpected(
                Error(run.error()).within(u"running the mutant '%1'"_s.arg(mutant.id)));
        MutantResult result{&mutant, Fate::Survived, {}};
        if (run->limit) {
            result.fate = Fate::TimedOut;
            result.how = u"%1 limit"_s.arg(limitName(*run->limit));
            return result;
        }
        QHash<QString, bool> passes;
        for (const TestResult &test : run->tests)
            passes.insert(test.id, isPassed(test));
        bool anyExecuted = false;
        for (const TestResult &test : baseline.tests) {
            anyExecuted = anyExecuted || passes.contains(test.id);
            if (isPassed(test) && !passes.value(test.id, false) && result.how.isEmpty())
                result.how = test.id;
        }
        if (!run->trouble.isEmpty())
            result.how = run->trouble;
        if (!result.how.isEmpty())
            result.fate = Fate::Killed;
        // Where nothing was executed, the mutant may be no program at all, which proves nothing.
        if (!anyExecuted || !run->trouble.isEmpty())
            if (auto builds = mutantBuilds(mutant, tree); !builds)
                return std::unexpected(std::move(builds.error()));
        return result;
    }

    Result<void> mutantBuilds(const Mutant &mutant, const Manifest &tree)
    {
        if (!m_tests.toolchain.actions.contains(u"build"_s))
            return {};
        CheckSpec spec;
        spec.id = m_input.spec.id;
        spec.parameters = {{"paths", {mutant.file}}, {"language", m_tests.toolchain.language}};
        const EndState state{m_input.state.fixture, tree, {}, {}};
        const CheckInput input{m_input.scenario, spec, state, m_input.trace, m_input.blobs};
        const auto built = BuildsCheck().run(input, m_context);
        if (!built)
            return std::unexpected(built.error());
        const auto isHere = [&](const Evidence &evidence) {
            return evidence.kind == u"place"_s && stringOr(evidence.data, "file") == mutant.file;
        };
        const auto isPlace = [](const Evidence &evidence) { return evidence.kind == u"place"_s; };
        if (built->status != VerdictStatus::Failed
            || (std::ranges::any_of(built->evidence, isPlace)
                && std::ranges::none_of(built->evidence, isHere)))
            return {};
        return fail(ErrorCode::BadInput,
                    u"invalid mutant: '%1' of %2 does not build: %3"_s.arg(mutant.id, mutant.file,
                                                                           built->reason));
    }

    void showSurvivor(Verdict &verdict, const Mutant &mutant) const
    {
        Evidence place = placeEvidence(
            mutant.file, mutant.line, 0,
            u"the mutant '%1'%2 survived: no test notices"_s.arg(
                mutant.id,
                mutant.mutation.isEmpty() ? QString() : u" (%1)"_s.arg(mutant.mutation)));
        place.data["before"] = mutant.original;
        place.data["after"] = mutant.replacement;
        verdict.evidence.push_back(std::move(place));
        verdict.evidence.push_back(diffEvidence(mutant.id, mutant.original.toUtf8() + '\n',
                                                mutant.replacement.toUtf8() + '\n'));
    }

    [[nodiscard]] Verdict verdictOf(const std::vector<MutantResult> &results) const
    {
        const auto count = [&](Fate fate) {
            return double(std::ranges::count(results, fate, &MutantResult::fate));
        };
        const double survived = count(Fate::Survived);
        const double killed = double(results.size()) - survived;
        const double share = killed / double(results.size());
        QString reason = u"%1 of %2 mutants are killed"_s.arg(killed).arg(results.size());
        for (const MutantResult &result : results)
            if (result.fate == Fate::Survived) {
                reason +=
                    u"; '%1' survived (%2 line %3)"_s.arg(result.mutant->id, result.mutant->file)
                        .arg(result.mutant->line);
                break;
            }
        const bool passes = share >= numberOr(m_input.spec.parameters, "min", 1.0);
        Verdict verdict =
            passes ? Verdict::passed(oneLine(reason, 300)) : Verdict::failed(oneLine(reason, 300));
        verdict.score = share;
        verdict.measures = {{u"mutants.total"_s, double(results.size())},
                            {u"mutants.killed"_s, count(Fate::Killed)},
                            {u"mutants.timed_out"_s, count(Fate::TimedOut)},
                            {u"mutants.survived"_s, survived}};
        std::vector<QStringList> rows;
        for (const MutantResult &result : results) {
            rows.push_back({result.mutant->id,
                            u"%1:%2"_s.arg(result.mutant->file).arg(result.mutant->line),
                            result.mutant->mutation, fateName(result.fate), oneLine(result.how)});
            if (result.fate == Fate::Survived)
                showSurvivor(verdict, *result.mutant);
        }
        verdict.evidence.push_back(tableEvidence(
            u"Mutants"_s, {u"mutant"_s, u"place"_s, u"operator"_s, u"fate"_s, u"by"_s}, rows));
        return verdict;
    }

    const JudgedTests &m_tests;
    const CheckInput &m_input;
    CheckContext &m_context;
};

} // namespace

QString MutantsCheck::type() const
{
    return u"mutants"_s;
}

QString MutantsCheck::summary() const
{
    return u"the tests notice when a line of the code is made wrong"_s;
}

Result<void> MutantsCheck::validate(const Scenario &scenario, const CheckSpec &spec,
                                    const Place &place) const
{
    const Place at = place.at(u"mutants"_s);
    const auto mutants = parseMutants(memberOr(spec.parameters, "mutants"), at);
    if (!mutants)
        return std::unexpected(mutants.error());
    for (const Mutant &mutant : *mutants)
        if (!scenario.workspace.files.contains(mutant.file))
            return fail(ErrorCode::BadInput,
                        u"%1: the mutant '%2' is of '%3', which the workspace has not"_s.arg(
                            at.text(), mutant.id, mutant.file));
    return {};
}

Result<Verdict> MutantsCheck::run(const CheckInput &input, CheckContext &context) const
{
    const auto mutants = parseMutants(memberOr(input.spec.parameters, "mutants"),
                                      {u"check '%1'"_s.arg(input.spec.id), u"/mutants"_s, 0});
    if (!mutants)
        return std::unexpected(mutants.error());
    const auto tests = judgedTests(input, context);
    if (!tests)
        return std::unexpected(tests.error());
    if (tests->files.isEmpty())
        return Verdict::failed(u"there is no test file to run"_s);
    auto verdict = MutantsRun(*tests, input, context).judge(*mutants);
    if (verdict)
        noteUndone(*verdict, *tests);
    return verdict;
}

} // namespace touchstone

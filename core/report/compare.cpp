#include "core/report/compare.h"

#include "core/report/figures.h"
#include "core/report/pairfilter.h"
#include "core/report/summary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <unordered_map>

using namespace Qt::StringLiterals;

namespace touchstone {

QString changeName(Change change)
{
    static constexpr std::array names{
        "same",          "better",    "worse",      "score-rose",
        "score-fell",    "new-error", "error-gone", "newly-unsupported",
        "now-supported", "missing",   "added",
    };
    return QString::fromLatin1(names.at(size_t(change)));
}

bool ScenarioChange::isBetter() const
{
    return qint64(passedB) * samplesA > qint64(passedA) * samplesB;
}

std::vector<Difference> environmentDifferences(const RunManifest &a, const RunManifest &b)
{
    std::map<QString, Difference> byName;
    for (const NamedValue &value : flattened(a.environment))
        byName[value.name].a = value.value;
    for (const NamedValue &value : flattened(b.environment))
        byName[value.name].b = value.value;
    std::vector<Difference> differences;
    for (auto &[name, difference] : byName) {
        difference.name = name;
        if (difference.a != difference.b)
            differences.push_back(difference);
    }
    return differences;
}

namespace {

Result<void> refuseDiffering(const Comparison &comparison, const CompareOptions &options)
{
    if (options.allowDiffering || comparison.differences.empty())
        return {};
    QStringList lines;
    for (const Difference &difference : comparison.differences)
        lines.append(
            u"  %1: '%2' in A, '%3' in B"_s.arg(difference.name, difference.a, difference.b));
    return fail(ErrorCode::Changed,
                u"%1 (A) and %2 (B) were run in differing environments; --allow-differing compares "
                "them all the same. What differs:\n%3"_s.arg(comparison.pathA, comparison.pathB,
                                                             lines.join(u'\n')));
}

QStringList agentsOf(const RunSummary &summary)
{
    QStringList names;
    for (const AgentSummary &agent : summary.agents)
        names.append(agent.total.name);
    return names;
}

/// The attempts of one side that are in a pair, summarised.
Result<RunSummary> summariseSide(const RunFile &file, int pass,
                                 const std::function<bool(const AttemptRecord &)> &isCompared)
{
    SummaryBuilder builder;
    auto read = file.attempts({{}, {}, pass}, [&](const AttemptRecord &record) {
        if (isCompared(record))
            builder.add(record);
        return true;
    });
    if (!read)
        return std::unexpected(std::move(read.error()).within(u"reading %1"_s.arg(file.path())));
    return builder.finish({1});
}

Result<void> requireAgent(const QString &wanted, const QStringList &there, const QString &path)
{
    if (wanted.isEmpty() || there.contains(wanted))
        return {};
    return fail(ErrorCode::BadInput,
                u"%1 has no agent '%2'; it has: %3"_s.arg(path, wanted, there.join(u", "_s)));
}

/// Which agent of A each agent of B is held against.
Result<AgentPairs> pairAgents(const ComparedSide &sideA, const ComparedSide &sideB,
                              const RunFile &fileA, const RunFile &fileB,
                              const CompareOptions &options)
{
    if (auto there = requireAgent(options.agentA, sideA.agents(), fileA.path()); !there)
        return std::unexpected(std::move(there.error()));
    if (auto there = requireAgent(options.agentB, sideB.agents(), fileB.path()); !there)
        return std::unexpected(std::move(there.error()));
    AgentPairs pairs;
    const QStringList a = sideA.agentsLeft(sideB);
    const QStringList b = sideB.agentsLeft(sideA);
    const bool named = !options.agentA.isEmpty() || !options.agentB.isEmpty();
    const QStringList fromA = options.agentA.isEmpty() ? a : QStringList{options.agentA};
    const QStringList fromB = options.agentB.isEmpty() ? b : QStringList{options.agentB};
    if (fromA.size() == 1 && fromB.size() == 1) {
        pairs.add(fromA.front(), fromB.front());
        return pairs;
    }
    if (named && fromA.size() != fromB.size())
        return fail(
            ErrorCode::BadInput,
            u"one agent is to be held against one: name one of A (%1) and one of B (%2)"_s.arg(
                a.join(u", "_s), b.join(u", "_s)));
    for (const QString &agent : fromA)
        if (fromB.contains(agent))
            pairs.add(agent, agent);
    return pairs;
}

/// Columns of paired scenarios from which the rates come.
struct PairedRates {
    std::vector<double> a;
    std::vector<double> b;
    std::vector<double> lowest; ///< of B - A, errors as bad for B as can be
    std::vector<double> highest;
    int withErrors = 0;

    void add(const SampleCounts &countsA, const SampleCounts &countsB)
    {
        const Estimate rateA = meanPassAtK(std::span(&countsA, 1), 1);
        const Estimate rateB = meanPassAtK(std::span(&countsB, 1), 1);
        withErrors += countsA.errors + countsB.errors > 0 ? 1 : 0;
        if (rateA.denominator > 0 && rateB.denominator > 0) {
            a.push_back(rateA.value);
            b.push_back(rateB.value);
        }
        if (std::isfinite(rateA.errorBounds.low) && std::isfinite(rateB.errorBounds.low)) {
            lowest.push_back(rateB.errorBounds.low - rateA.errorBounds.high);
            highest.push_back(rateB.errorBounds.high - rateA.errorBounds.low);
        }
    }

    [[nodiscard]] RateComparison compared(const QString &name) const
    {
        const auto mean = [](const std::vector<double> &values) {
            double sum = 0.0;
            for (const double value : values)
                sum += value;
            return sum / double(values.size()); // none: NaN, as is documented
        };
        return {name,
                int(a.size()),
                withErrors,
                mean(a),
                mean(b),
                mean(b) - mean(a),
                bootstrapPairedDifference(b, a),
                {mean(lowest), mean(highest)}};
    }
};

std::vector<RateComparison> comparedGroups(const std::map<QString, PairedRates> &groups)
{
    std::vector<RateComparison> compared;
    for (const auto &[name, rates] : groups)
        compared.push_back(rates.compared(name));
    return compared;
}

/// Rates of one pair of agents, over the rows that both runs have.
AgentComparison compareAgents(const RunSummary &a, const RunSummary &b, const QString &agentA,
                              const QString &agentB)
{
    const auto countsOf = [](const ScenarioRow &row, qsizetype column) {
        return column < 0 ? SampleCounts() : row.cells[size_t(column)].counts; // not in this run
    };
    const qsizetype columnA = agentsOf(a).indexOf(agentA);
    const qsizetype columnB = agentsOf(b).indexOf(agentB);
    std::unordered_map<QString, const ScenarioRow *> rowsOfA;
    for (const ScenarioRow &row : a.scenarios)
        rowsOfA.emplace(row.pack + u'\n' + row.scenario, &row);

    AgentComparison comparison{agentA, agentB, {}, {}, {}, {}};
    PairedRates all;
    std::map<QString, PairedRates> kinds;
    std::map<QString, PairedRates> languages;
    for (const ScenarioRow &row : b.scenarios) {
        const auto other = rowsOfA.find(row.pack + u'\n' + row.scenario);
        if (other == rowsOfA.end())
            continue;
        const SampleCounts countsA = countsOf(*other->second, columnA);
        const SampleCounts countsB = countsOf(row, columnB);
        for (PairedRates *rates : {&all, &kinds[row.kind], &languages[row.language]})
            rates->add(countsA, countsB);
        const ScenarioChange change{row.pack,          row.scenario,   countsA.passed,
                                    countsA.counted(), countsB.passed, countsB.counted()};
        if (change.samplesA > 0 && change.samplesB > 0
            && qint64(change.passedA) * change.samplesB != qint64(change.passedB) * change.samplesA)
            comparison.scenarios.push_back(change);
    }
    comparison.all = all.compared({});
    comparison.kinds = comparedGroups(kinds);
    comparison.languages = comparedGroups(languages);
    return comparison;
}

} // namespace

Result<Comparison> compareRuns(const RunFile &a, const RunFile &b, const CompareOptions &options)
{
    const auto manifestA = a.manifest();
    const auto manifestB = b.manifest();
    if (!manifestA || !manifestB)
        return std::unexpected(manifestA ? manifestB.error() : manifestA.error());
    Comparison comparison;
    comparison.pathA = a.path();
    comparison.pathB = b.path();
    comparison.manifestA = *manifestA;
    comparison.manifestB = *manifestB;
    comparison.differences = environmentDifferences(*manifestA, *manifestB);
    comparison.missingIsWorse = !options.allowMissing;
    if (auto same = refuseDiffering(comparison, options); !same)
        return std::unexpected(std::move(same.error()));

    const auto sideA = ComparedSide::read(a, options.passA, options.wanted);
    const auto sideB = ComparedSide::read(b, options.passB, options.wanted);
    if (!sideA || !sideB)
        return std::unexpected(sideA ? sideB.error() : sideA.error());
    const auto pairs = pairAgents(*sideA, *sideB, a, b, options);
    if (!pairs)
        return std::unexpected(pairs.error());
    const PairFilter filter(*sideA, *sideB, *pairs);
    const auto summaryA = summariseSide(
        a, options.passA, [&](const AttemptRecord &r) { return filter.pairOfA(r).has_value(); });
    const auto summaryB = summariseSide(
        b, options.passB, [&](const AttemptRecord &r) { return filter.pairOfB(r).has_value(); });
    if (!summaryA || !summaryB)
        return std::unexpected(summaryA ? summaryB.error() : summaryA.error());
    for (const auto &[agentA, agentB] : pairs->all())
        comparison.agents.push_back(compareAgents(*summaryA, *summaryB, agentA, agentB));
    if (options.agentA.isEmpty() && options.agentB.isEmpty()) {
        for (const QString &agent : sideA->agentsLeft(*sideB))
            if (!pairs->partnerOfA(agent))
                comparison.agentsOnlyInA.append(agent);
        for (const QString &agent : sideB->agentsLeft(*sideA))
            if (!pairs->partnerOfB(agent))
                comparison.agentsOnlyInB.append(agent);
    }
    if (auto paired = pairAttempts(a, b, filter, options, comparison); !paired)
        return std::unexpected(std::move(paired.error()));
    return comparison;
}

QStringList worseReasons(const Comparison &comparison, WorseWhen when)
{
    constexpr double rounding = 1e-12;
    QStringList reasons;
    for (const AgentComparison &agent : comparison.agents) {
        const RateComparison &all = agent.all;
        const bool fell = all.difference < -rounding;
        const bool surely = all.interval.high < -rounding;
        if (when == WorseWhen::RateFellSurely ? surely : fell)
            reasons.append(
                u"the pass rate of %1 fell from %2 to %3 (%4; 95 % interval %5 to %6)"_s.arg(
                    agent.agentB, percentText(all.rateA), percentText(all.rateB),
                    countText(all.scenarios, u"scenario"_s, u"scenarios"_s),
                    pointsText(all.interval.low), pointsText(all.interval.high)));
    }
    const auto counted = [&](Change change, const QString &what) {
        if (const int count = comparison.count(change); count > 0)
            reasons.append(countText(count, u"attempt "_s, u"attempts "_s) + what);
    };
    if (when == WorseWhen::AnyAttempt)
        counted(Change::Worse, u"passed before and failed now"_s);
    counted(Change::NewError, u"newly in error"_s);
    counted(Change::NewlyUnsupported, u"newly unsupported"_s);
    if (comparison.missingIsWorse)
        counted(Change::Missing, u"of the baseline missing"_s);
    return reasons;
}

} // namespace touchstone

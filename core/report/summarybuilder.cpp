#include "core/report/summary.h"
#include "core/score/quantiles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <unordered_map>
#include <unordered_set>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr std::array dimensions{Dimension::Kind, Dimension::Language, Dimension::Difficulty,
                                Dimension::Tag};

/// The values that a scenario or attempt has in a dimension; a tag said twice counts once.
template <typename Subject> QStringList valuesIn(Dimension dimension, const Subject &subject)
{
    switch (dimension) {
    case Dimension::Kind:
        return {subject.kind};
    case Dimension::Language:
        return {subject.language};
    case Dimension::Difficulty:
        return {subject.difficulty};
    case Dimension::Tag:
        break;
    }
    QStringList tags = subject.tags;
    tags.removeDuplicates();
    return tags;
}

/// What is added up attempt by attempt.
struct Tally {
    OutcomeCounts counts;
    QuantileSketch durations;
    QMap<QString, int> limits;

    void add(const AttemptRecord &record)
    {
        counts.add(record);
        if (record.outcome != Outcome::Unsupported)
            durations.add(record.durationUs);
        if (!record.limit.isEmpty())
            ++limits[record.limit];
    }

    [[nodiscard]] GroupSummary summary(const QString &name) const
    {
        GroupSummary group;
        group.name = name;
        group.counts = counts;
        group.medianUs = durations.quantile(0.5);
        group.p95Us = durations.quantile(0.95);
        group.limits = limits;
        return group;
    }
};

struct AgentTally {
    AgentSummary summary;
    Tally total;
    std::map<Dimension, std::map<QString, Tally>> groups;
    std::map<QString, CheckSummary> checks;
};

void addToCell(MatrixCell &cell, const AttemptRecord &record)
{
    if (record.outcome == Outcome::Unsupported) {
        ++cell.unsupported;
    } else if (record.outcome == Outcome::Error) {
        ++cell.counts.errors;
    } else if (record.leftOut) {
        ++cell.counts.leftOut;
    } else {
        ++cell.counts.samples;
        cell.counts.passed += record.outcome == Outcome::Passed ? 1 : 0;
        cell.scoreSum += std::isfinite(record.score) ? record.score : 0.0;
    }
}

void addToCheck(CheckSummary &check, const Verdict &verdict)
{
    check.id = verdict.check;
    check.type = verdict.type;
    check.role = verdict.role;
    switch (verdict.status) {
    case VerdictStatus::Passed:
        ++check.passed;
        break;
    case VerdictStatus::Failed:
        ++check.failed;
        break;
    case VerdictStatus::Skipped:
        ++check.skipped;
        break;
    case VerdictStatus::Error:
        ++check.errors;
        ++check.errorCodes[verdict.errorCode];
        break;
    }
}

/// The columns of the matrix that the estimators ask for.
struct Clusters {
    std::vector<SampleCounts> counts;
    std::vector<ScoreCounts> scores;
    bool scoresArePasses = true; ///< all checks are all or nothing, as in most benchmarks

    void add(const MatrixCell &cell)
    {
        const ScoreCounts score{cell.scoreSum, cell.counts.counted(), cell.counts.errors};
        if (score.samples == 0 && score.errors == 0)
            return; // nothing here but unsupported attempts, or none at all
        scoresArePasses = scoresArePasses && score.sum == cell.counts.passed;
        counts.push_back(cell.counts);
        scores.push_back(score);
    }

    /// Fills in rates and score; a bootstrap is not repeated where its outcome is known.
    void estimate(GroupSummary &group, const std::vector<int> &ks) const
    {
        group.scenarios = int(counts.size());
        for (const int k : ks)
            group.rates.push_back(
                {k, meanPassAtK(counts, k), k == 1 ? Estimate() : meanPassHatK(counts, k)});
        for (RateAtK &rate : group.rates)
            if (rate.k == 1)
                rate.passHatK = rate.passAtK; // one sample: the same thing
        group.score = scoresArePasses ? group.passAt1() : meanScore(scores);
    }
};

} // namespace

struct SummaryBuilder::State {
    std::vector<AgentTally> agents;
    std::unordered_map<QString, size_t> agentNumbers;
    std::vector<ScenarioRow> rows;
    std::unordered_map<QString, size_t> rowNumbers; ///< "pack\nscenario" to index
    std::unordered_set<QString> texts; ///< so that equal kinds and tags are stored once

    QString once(const QString &text) { return *texts.insert(text).first; }

    AgentTally &agent(const AttemptRecord &record, size_t *number)
    {
        const auto [known, isNew] = agentNumbers.try_emplace(record.agent, agents.size());
        if (isNew) {
            agents.emplace_back();
            agents.back().summary.total.name = record.agent;
        }
        *number = known->second;
        return agents[*number];
    }

    ScenarioRow &row(const AttemptRecord &record)
    {
        const auto [known, isNew] =
            rowNumbers.try_emplace(record.pack + u'\n' + record.scenario, rows.size());
        if (isNew) {
            QStringList tags;
            for (const QString &tag : record.tags)
                tags.append(once(tag));
            rows.push_back({once(record.pack),
                            record.scenario,
                            once(record.kind),
                            once(record.language),
                            once(record.difficulty),
                            tags,
                            {}});
        }
        return rows[known->second];
    }

    void add(const AttemptRecord &record);
    std::vector<int> usableKs(std::vector<int> wanted) const;
    AgentSummary summarise(size_t number, const std::vector<int> &ks) const;
};

void SummaryBuilder::State::add(const AttemptRecord &record)
{
    size_t number = 0;
    AgentTally &tally = agent(record, &number);
    tally.summary.inputTokens += record.inputTokens;
    tally.summary.outputTokens += record.outputTokens;
    tally.summary.cost += record.cost;
    if (!record.model.isEmpty() && !tally.summary.models.contains(record.model))
        tally.summary.models.append(record.model);
    if (record.retry > 0) { // never a silent second chance
        tally.summary.retries.add(record);
        return;
    }
    ScenarioRow &scenario = row(record);
    if (scenario.cells.size() <= number)
        scenario.cells.resize(number + 1);
    addToCell(scenario.cells[number], record);
    tally.total.add(record);
    for (const Dimension dimension : dimensions)
        for (const QString &value : valuesIn(dimension, scenario))
            tally.groups[dimension][value].add(record);
}

std::vector<int> SummaryBuilder::State::usableKs(std::vector<int> wanted) const
{
    int most = 0;
    for (const ScenarioRow &row : rows)
        for (const MatrixCell &cell : row.cells)
            most = std::max(most, cell.counts.counted());
    wanted.push_back(1);
    wanted.push_back(most);
    std::erase_if(wanted, [most](int k) { return k < 1 || (k > most && k != 1); });
    std::ranges::sort(wanted);
    wanted.erase(std::ranges::unique(wanted).begin(), wanted.end());
    return wanted;
}

AgentSummary SummaryBuilder::State::summarise(size_t number, const std::vector<int> &ks) const
{
    const AgentTally &tally = agents[number];
    AgentSummary agent = tally.summary;
    const QString name = agent.total.name;
    agent.total = tally.total.summary(name);

    Clusters all;
    std::map<Dimension, std::map<QString, Clusters>> grouped;
    for (const ScenarioRow &row : rows) {
        if (row.cells.size() <= number)
            continue;
        all.add(row.cells[number]);
        for (const Dimension dimension : dimensions)
            for (const QString &value : valuesIn(dimension, row))
                grouped[dimension][value].add(row.cells[number]);
    }
    all.estimate(agent.total, ks);
    for (const auto &[dimension, values] : tally.groups) {
        for (const auto &[value, counted] : values) {
            GroupSummary group = counted.summary(value);
            const Clusters &clusters = grouped[dimension][value];
            if (clusters.counts.size() == all.counts.size()) { // the group is everything
                group.scenarios = agent.total.scenarios;
                group.rates = {agent.total.rates.front()};
                group.score = agent.total.score;
            } else {
                clusters.estimate(group, {1});
            }
            agent.groups[dimension].push_back(std::move(group));
        }
    }
    for (const auto &[id, check] : tally.checks)
        agent.checks.push_back(check);
    return agent;
}

SummaryBuilder::SummaryBuilder()
    : m_state(std::make_unique<State>())
{
}

SummaryBuilder::~SummaryBuilder() = default;
SummaryBuilder::SummaryBuilder(SummaryBuilder &&) noexcept = default;
SummaryBuilder &SummaryBuilder::operator=(SummaryBuilder &&) noexcept = default;

void SummaryBuilder::add(const AttemptRecord &record)
{
    m_state->add(record);
}

void SummaryBuilder::add(const AttemptRecord &record, const std::vector<Verdict> &verdicts)
{
    m_state->add(record);
    if (record.retry > 0)
        return;
    size_t number = 0;
    AgentTally &tally = m_state->agent(record, &number);
    for (const Verdict &verdict : verdicts)
        addToCheck(tally.checks[verdict.check], verdict);
}

RunSummary SummaryBuilder::finish(std::vector<int> ks)
{
    State &state = *m_state;
    const std::vector<int> usable = state.usableKs(std::move(ks));
    RunSummary summary;
    for (size_t number = 0; number < state.agents.size(); ++number)
        summary.agents.push_back(state.summarise(number, usable));
    summary.scenarios = std::move(state.rows);
    for (ScenarioRow &row : summary.scenarios)
        row.cells.resize(summary.agents.size());
    m_state = std::make_unique<State>();
    return summary;
}

} // namespace touchstone

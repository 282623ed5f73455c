#include "core/report/compare.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int comparisonFormat = 1; // as in resources/schemas/comparison.schema.json

Json numberJson(double number)
{
    return std::isfinite(number) ? Json(number) : Json();
}

Json intervalJson(const Interval &interval)
{
    return {numberJson(interval.low), numberJson(interval.high)};
}

Json rateJson(const RateComparison &rate)
{
    return {{"name", rate.name},
            {"scenarios", rate.scenarios},
            {"scenarios_with_errors", rate.withErrors},
            {"a", numberJson(rate.rateA)},
            {"b", numberJson(rate.rateB)},
            {"difference", numberJson(rate.difference)},
            {"interval_95", intervalJson(rate.interval)},
            {"error_bounds", intervalJson(rate.errorBounds)}};
}

Json ratesJson(const std::vector<RateComparison> &rates)
{
    Json json = Json::array();
    for (const RateComparison &rate : rates)
        json.push_back(rateJson(rate));
    return json;
}

Json agentJson(const AgentComparison &agent)
{
    Json scenarios = Json::array();
    for (const ScenarioChange &change : agent.scenarios)
        scenarios.push_back({{"pack", change.pack},
                             {"scenario", change.scenario},
                             {"better", change.isBetter()},
                             {"a", {{"passed", change.passedA}, {"samples", change.samplesA}}},
                             {"b", {{"passed", change.passedB}, {"samples", change.samplesB}}}});
    return {{"a", agent.agentA},
            {"b", agent.agentB},
            {"pass_rate", rateJson(agent.all)},
            {"kinds", ratesJson(agent.kinds)},
            {"languages", ratesJson(agent.languages)},
            {"scenarios", std::move(scenarios)}};
}

Json sideJson(const QString &attempt, const QString &outcome, double score, const QString &reason)
{
    if (attempt.isEmpty())
        return {};
    return {{"attempt", attempt}, {"outcome", outcome}, {"score", score}, {"reason", reason}};
}

Json changeJson(const AttemptChange &change)
{
    Json checks = Json::object();
    for (const VerdictChange &verdict : change.verdicts)
        checks[verdict.check.toStdString()] = {{"status_a", verdict.statusA},
                                               {"status_b", verdict.statusB},
                                               {"reason_a", verdict.reasonA},
                                               {"reason_b", verdict.reasonB}};
    return {{"change", changeName(change.change)},
            {"pack", change.pack},
            {"scenario", change.scenario},
            {"agent", change.agent},
            {"sample", change.sample},
            {"a", sideJson(change.attemptA, change.outcomeA, change.scoreA, change.reasonA)},
            {"b", sideJson(change.attemptB, change.outcomeB, change.scoreB, change.reasonB)},
            {"scenario_changed", change.scenarioChanged},
            {"checks", std::move(checks)}};
}

Json runJson(const QString &path, const RunManifest &manifest)
{
    return {{"file", path},
            {"run", manifest.runId},
            {"created_ms", manifest.createdMs},
            {"touchstone", manifest.touchstone}};
}

} // namespace

Json compareJson(const Comparison &comparison)
{
    Json agents = Json::array();
    for (const AgentComparison &agent : comparison.agents)
        agents.push_back(agentJson(agent));
    Json counts = Json::object();
    for (int change = int(Change::Same); change <= int(Change::Added); ++change)
        counts[changeName(Change(change)).toStdString()] = comparison.count(Change(change));
    Json changes = Json::array();
    for (const AttemptChange &change : comparison.changes)
        changes.push_back(changeJson(change));
    Json differences = Json::array();
    for (const Difference &difference : comparison.differences)
        differences.push_back(
            {{"name", difference.name}, {"a", difference.a}, {"b", difference.b}});
    return {{"format", comparisonFormat},
            {"a", runJson(comparison.pathA, comparison.manifestA)},
            {"b", runJson(comparison.pathB, comparison.manifestB)},
            {"environment_differences", std::move(differences)},
            {"agents", std::move(agents)},
            {"agents_only_in_a", comparison.agentsOnlyInA},
            {"agents_only_in_b", comparison.agentsOnlyInB},
            {"counts", std::move(counts)},
            {"attempts_on_changed_scenarios", comparison.scenariosChanged},
            {"changes", std::move(changes)},
            {"changes_left_out", comparison.changesLeftOut}};
}

} // namespace touchstone

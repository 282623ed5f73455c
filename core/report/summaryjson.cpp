#include "core/report/summary.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int summaryFormat = 1; // as in resources/schemas/summary.schema.json

Json numberJson(double number)
{
    return std::isfinite(number) ? Json(number) : Json();
}

Json intervalJson(const Interval &interval)
{
    return {numberJson(interval.low), numberJson(interval.high)};
}

Json estimateJson(const Estimate &estimate)
{
    return {{"value", numberJson(estimate.value)},
            {"scenarios", estimate.denominator},
            {"scenarios_with_errors", estimate.withErrors},
            {"interval_95", intervalJson(estimate.interval)},
            {"error_bounds", intervalJson(estimate.errorBounds)}};
}

Json countsJson(const OutcomeCounts &counts)
{
    return {{"attempts", counts.attempts},       {"passed", counts.passed},
            {"failed", counts.failed},           {"error", counts.errors},
            {"unsupported", counts.unsupported}, {"left_out", counts.leftOut}};
}

Json groupJson(const GroupSummary &group)
{
    Json passAtK = Json::object();
    Json passHatK = Json::object();
    for (const RateAtK &rate : group.rates) {
        const std::string k = std::to_string(rate.k);
        passAtK[k] = estimateJson(rate.passAtK);
        passHatK[k] = estimateJson(rate.passHatK);
    }
    return {{"name", group.name},
            {"counts", countsJson(group.counts)},
            {"scenarios", group.scenarios},
            {"pass_at_k", std::move(passAtK)},
            {"pass_hat_k", std::move(passHatK)},
            {"score", estimateJson(group.score)},
            {"median_ms", group.medianUs / 1000.0},
            {"p95_ms", group.p95Us / 1000.0},
            {"limits", group.limits}};
}

Json checkJson(const CheckSummary &check)
{
    return {{"id", check.id},
            {"type", check.type},
            {"role", checkRoleName(check.role)},
            {"passed", check.passed},
            {"failed", check.failed},
            {"error", check.errors},
            {"skipped", check.skipped},
            {"error_codes", check.errorCodes}};
}

Json agentJson(const AgentSummary &agent)
{
    Json json = groupJson(agent.total);
    Json groups = Json::object();
    for (auto it = agent.groups.begin(); it != agent.groups.end(); ++it)
        for (const GroupSummary &group : it.value())
            groups[dimensionName(it.key()).toStdString()].push_back(groupJson(group));
    Json checks = Json::array();
    for (const CheckSummary &check : agent.checks)
        checks.push_back(checkJson(check));
    json["by"] = std::move(groups);
    json["checks"] = std::move(checks);
    json["models"] = agent.models;
    json["input_tokens"] = agent.inputTokens;
    json["output_tokens"] = agent.outputTokens;
    json["cost_usd"] = agent.cost;
    json["retries"] = countsJson(agent.retries);
    return json;
}

Json cellJson(const MatrixCell &cell)
{
    return {{"samples", cell.counts.samples},  {"passed", cell.counts.passed},
            {"error", cell.counts.errors},     {"left_out", cell.counts.leftOut},
            {"unsupported", cell.unsupported}, {"score_sum", cell.scoreSum}};
}

Json rowJson(const ScenarioRow &row)
{
    Json cells = Json::array();
    for (const MatrixCell &cell : row.cells)
        cells.push_back(cellJson(cell));
    return {{"pack", row.pack},         {"scenario", row.scenario},     {"kind", row.kind},
            {"language", row.language}, {"difficulty", row.difficulty}, {"tags", row.tags},
            {"cells", std::move(cells)}};
}

} // namespace

Json summaryJson(const RunSummary &summary)
{
    Json agents = Json::array();
    for (const AgentSummary &agent : summary.agents)
        agents.push_back(agentJson(agent));
    Json scenarios = Json::array();
    for (const ScenarioRow &row : summary.scenarios)
        scenarios.push_back(rowJson(row));
    return {{"format", summaryFormat},
            {"file", summary.path},
            {"damage", summary.damage.isEmpty() ? Json() : Json(summary.damage)},
            {"run", summary.manifest.runId},
            {"created_ms", summary.manifest.createdMs},
            {"touchstone", summary.manifest.touchstone},
            {"environment", summary.manifest.environment},
            {"attempts", summary.attempts()},
            {"errors", summary.errors()},
            {"pass_rate", numberJson(summary.passRate())},
            {"agents", std::move(agents)},
            {"scenarios", std::move(scenarios)}};
}

} // namespace touchstone

#include "core/report/htmlviews.h"

#include "core/base/text.h"
#include "core/report/barview.h"
#include "core/report/figures.h"

#include <QtCore/QFileInfo>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t shownGroups = 60;
constexpr int longMatrix = 40; // rows beyond which it scrolls by itself

Json alertsView(const RunSummary &summary)
{
    Json alerts = Json::array();
    if (!summary.damage.isEmpty())
        alerts.push_back(
            {{"tone", "bad"},
             {"text", u"The run file is damaged: "_s + shortened(summary.damage, 2000)},
             {"lines", Json::array()}});
    if (summary.attempts() == 0)
        alerts.push_back({{"tone", "neutral"},
                          {"text", "No attempts: there is nothing to report."},
                          {"lines", Json::array()}});
    Json errors = Json::array();
    Json unsupported = Json::array();
    for (const AgentSummary &agent : summary.agents) {
        const OutcomeCounts &counts = agent.total.counts;
        if (counts.errors > 0)
            errors.push_back(u"%1: %2"_s.arg(agent.total.name, errorText(agent.total)));
        if (counts.unsupported > 0)
            unsupported.push_back(u"%1: unsupported: %2 of %3"_s.arg(
                agent.total.name, countText(counts.unsupported),
                countText(counts.attempts, u"attempt"_s, u"attempts"_s)));
    }
    if (!errors.empty())
        alerts.push_back(
            {{"tone", "warn"},
             {"text", "There are errors of the harness or of a tool: they are not the agent's."},
             {"lines", std::move(errors)}});
    if (!unsupported.empty())
        alerts.push_back({{"tone", "warn"},
                          {"text", "What this machine could not run is in no rate."},
                          {"lines", std::move(unsupported)}});
    return alerts;
}

struct GroupRow {
    QString agent;
    GroupSummary group;
};

/// A table of groups, or nothing where no agent has two of them.
Json breakdownView(const RunSummary &summary, Dimension dimension)
{
    std::vector<GroupRow> rows;
    size_t most = 0;
    for (const AgentSummary &agent : summary.agents) {
        const auto groups = agent.groups.value(dimension);
        most = std::max(most, groups.size());
        for (const GroupSummary &group : groups)
            rows.push_back({agent.total.name, group});
    }
    if (most < 2)
        return {};
    std::ranges::stable_sort(rows, {}, [](const GroupRow &row) {
        return std::pair(-row.group.scenarios, row.group.name);
    });
    Json shown = Json::array();
    for (size_t i = 0; i < std::min(rows.size(), shownGroups); ++i) {
        const GroupSummary &group = rows[i].group;
        const Estimate rate = group.passAt1();
        const QString name = group.name.isEmpty() ? u"(none)"_s : group.name;
        shown.push_back({{"name", name},
                         {"agent", rows[i].agent},
                         {"value", percentText(rate.value)},
                         {"bar", estimateBar(name, rate)},
                         {"over", overText(rate)},
                         {"passed", countText(group.counts.passed)},
                         {"failed", countText(group.counts.failed)},
                         {"errors", countText(group.counts.errors)},
                         {"median", medianText(group)}});
    }
    const QString name = dimensionName(dimension);
    QString note;
    if (rows.size() > shownGroups)
        note = u"%1 smaller groups are left out; the JSON report has them."_s.arg(rows.size()
                                                                                  - shownGroups);
    return {{"anchor", "by-" + name.toStdString()},
            {"title", u"By "_s + name},
            {"column", name.at(0).toUpper() + name.sliced(1)},
            {"rows", std::move(shown)},
            {"note", note}};
}

Json checksView(const RunSummary &summary)
{
    std::vector<std::pair<const AgentSummary *, const CheckSummary *>> rows;
    for (const AgentSummary &agent : summary.agents)
        for (const CheckSummary &check : agent.checks)
            rows.emplace_back(&agent, &check);
    std::ranges::stable_sort(rows, {}, [](const auto &row) { return row.second->id; });
    Json checks = Json::array();
    for (const auto &[agent, counted] : rows) {
        const CheckSummary &check = *counted;
        QStringList codes;
        for (auto it = check.errorCodes.begin(); it != check.errorCodes.end(); ++it)
            codes.append(u"%1 %2"_s.arg(it.key(), countText(it.value())));
        Json view{{"id", check.id},
                  {"type", check.type},
                  {"role", checkRoleName(check.role)},
                  {"agent", agent->total.name},
                  {"passed", countText(check.passed)},
                  {"failed", countText(check.failed)},
                  {"errors", countText(check.errors)},
                  {"codes", codes.isEmpty() ? QString() : u"(%1)"_s.arg(codes.join(u", "_s))},
                  {"skipped", countText(check.skipped)}};
        addStack(view,
                 {{u"passed"_s, u"good"_s, check.passed},
                  {u"failed"_s, u"bad"_s, check.failed},
                  {u"error"_s, u"warn"_s, check.errors},
                  {u"skipped"_s, u"neutral"_s, check.skipped}});
        checks.push_back(std::move(view));
    }
    return checks;
}

Json namedValues(const Json &json)
{
    Json values = Json::array();
    for (const NamedValue &value : flattened(json))
        values.push_back({{"name", value.name}, {"value", shortened(value.value, 1000)}});
    return values;
}

Json runView(const RunSummary &summary)
{
    Json run = Json::array();
    const auto add = [&run](const QString &name, const QString &value) {
        run.push_back({{"name", name}, {"value", value}});
    };
    add(u"Run"_s, summary.manifest.runId);
    add(u"Made"_s, timeText(summary.manifest.createdMs));
    add(u"Touchstone"_s, summary.manifest.touchstone);
    add(u"File"_s, QFileInfo(summary.path).fileName());
    add(u"Plan"_s,
        summary.manifest.planDigest.isNull() ? u"–"_s : summary.manifest.planDigest.hex());
    return run;
}

} // namespace

Json pageView(const RunSummary &summary, const ReportOptions &options)
{
    Json breakdowns = Json::array();
    for (const Dimension dimension :
         {Dimension::Kind, Dimension::Language, Dimension::Difficulty, Dimension::Tag})
        if (Json view = breakdownView(summary, dimension); !view.is_null())
            breakdowns.push_back(std::move(view));
    Json checks = checksView(summary);
    const QString name = QFileInfo(summary.path).completeBaseName();
    return {{"title", options.title.isEmpty() ? name : options.title},
            {"subtitle",
             u"%1 · %2 · %3 · %4"_s.arg(
                 timeText(summary.manifest.createdMs),
                 countText(qint64(summary.agents.size()), u"agent"_s, u"agents"_s),
                 countText(qint64(summary.scenarios.size()), u"scenario"_s, u"scenarios"_s),
                 countText(summary.attempts(), u"attempt"_s, u"attempts"_s))},
            {"touchstone", summary.manifest.touchstone},
            {"alerts", alertsView(summary)},
            {"tiles", tilesView(summary)},
            {"agents", agentsView(summary)},
            {"hasLeaderboard", summary.agents.size() > 1},
            {"leaderboard", leaderboardView(summary)},
            {"severalAgents", summary.agents.size() > 1},
            {"breakdowns", std::move(breakdowns)},
            {"hasChecks", !checks.empty()},
            {"checks", std::move(checks)},
            {"longMatrix", summary.scenarios.size() > size_t(longMatrix)},
            {"scenarioCount", countText(qint64(summary.scenarios.size()))},
            {"run", runView(summary)},
            {"environment", namedValues(summary.manifest.environment)},
            {"plan",
             summary.manifest.plan.empty()
                 ? QString()
                 : shortened(QString::fromUtf8(prettyJson(summary.manifest.plan)), 20'000)},
            {"comparison", options.comparison != nullptr}};
}

} // namespace touchstone

#include "core/report/htmlviews.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <QtCore/QFileInfo>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t shownGroups = 60;

/// A share of a bar in percent, for an SVG attribute.
QString share(double value, double low, double high)
{
    return QString::number(100.0 * std::clamp((value - low) / (high - low), 0.0, 1.0), 'f', 2);
}

struct Segment {
    QString label;
    QString tone;
    int count = 0;
};

/// Segments of a stacked bar, and its description.
void addStack(Json &view, const std::vector<Segment> &segments)
{
    int all = 0;
    for (const Segment &segment : segments)
        all += segment.count;
    Json stack = Json::array();
    QStringList label;
    int before = 0;
    for (const Segment &segment : segments) {
        if (segment.count == 0)
            continue;
        stack.push_back({{"tone", segment.tone},
                         {"x", share(before, 0.0, all)},
                         {"width", share(segment.count, 0.0, all)}});
        label.append(u"%1 %2"_s.arg(countText(segment.count), segment.label));
        before += segment.count;
    }
    view["stack"] = std::move(stack);
    view["stackLabel"] = label.isEmpty() ? u"none"_s : label.join(u", "_s);
}

std::vector<Segment> outcomeSegments(const OutcomeCounts &counts)
{
    return {{u"passed"_s, u"good"_s, counts.passed},
            {u"failed"_s, u"bad"_s, counts.failed},
            {u"error"_s, u"warn"_s, counts.errors},
            {u"unsupported"_s, u"neutral"_s, counts.unsupported},
            {u"left out"_s, u"other"_s, counts.leftOut}};
}

Json estimateBar(const QString &name, const Estimate &estimate)
{
    if (!std::isfinite(estimate.value))
        return {};
    QString label = u"%1: %2, 95 % interval %3"_s.arg(name, percentText(estimate.value),
                                                      intervalText(estimate.interval));
    const Interval &bounds = estimate.errorBounds;
    if (estimate.withErrors > 0)
        label += u"; with errors counted as failed and as passed %1"_s.arg(intervalText(bounds));
    Json bar = barView(label, estimate.value, estimate.interval, 0.0, 1.0);
    if (estimate.withErrors > 0)
        bar["errors"] = {{"x", share(bounds.low, 0.0, 1.0)},
                         {"width", share(bounds.high - bounds.low, 0.0, 1.0)}};
    return bar;
}

QString overText(const Estimate &estimate)
{
    return countText(estimate.denominator, u"scenario"_s, u"scenarios"_s);
}

Json rateView(const QString &name, const Estimate &estimate)
{
    return {{"name", name},
            {"value", percentText(estimate.value)},
            {"interval", intervalText(estimate.interval)},
            {"over", overText(estimate)},
            {"bar", estimateBar(name, estimate)}};
}

Json ratesView(const AgentSummary &agent)
{
    Json rates = Json::array();
    for (const RateAtK &rate : agent.total.rates)
        rates.push_back(rateView(u"pass@%1"_s.arg(rate.k), rate.passAtK));
    for (const RateAtK &rate : agent.total.rates)
        if (rate.k > 1)
            rates.push_back(rateView(u"pass^%1"_s.arg(rate.k), rate.passHatK));
    rates.push_back(rateView(u"score"_s, agent.total.score));
    return rates;
}

Json factsView(const AgentSummary &agent)
{
    Json facts = Json::array();
    const auto add = [&facts](const QString &name, const QString &value) {
        facts.push_back({{"name", name}, {"value", value}});
    };
    add(u"Attempts"_s, countText(agent.total.counts.attempts));
    add(u"Scenarios"_s, countText(agent.total.scenarios));
    add(u"Duration, median"_s, durationText(agent.total.medianUs));
    add(u"Duration, 95th percentile"_s, durationText(agent.total.p95Us));
    for (auto it = agent.total.limits.begin(); it != agent.total.limits.end(); ++it)
        add(u"Hit the %1 limit"_s.arg(it.key()), countText(it.value()));
    if (agent.inputTokens + agent.outputTokens > 0)
        add(u"Tokens in, out"_s,
            u"%1, %2"_s.arg(countText(agent.inputTokens), countText(agent.outputTokens)));
    if (agent.cost > 0.0)
        add(u"Cost"_s, u"%1 US$"_s.arg(agent.cost, 0, 'f', 2));
    return facts;
}

Json agentView(const AgentSummary &agent)
{
    Json counts = Json::array();
    for (const Segment &segment : outcomeSegments(agent.total.counts))
        if (segment.count > 0)
            counts.push_back({{"tone", segment.tone},
                              {"label", segment.label},
                              {"count", countText(segment.count)}});
    Json notes = Json::array();
    if (const QString errors = errorText(agent.total); !errors.isEmpty())
        notes.push_back({{"tone", "warn"}, {"text", errors}});
    const OutcomeCounts &again = agent.retries;
    if (again.attempts > 0)
        notes.push_back({{"tone", "muted"},
                         {"text",
                          u"Run again on request, in no rate: %1, of which %2 passed"_s
                              .arg(countText(again.attempts, u"attempt"_s, u"attempts"_s))
                              .arg(again.passed)}});
    const QString models = agent.models.join(u", "_s);
    Json view{{"name", agent.total.name},
              {"models",
               models.isEmpty() || models == agent.total.name ? QString() : u"Model: "_s + models},
              {"rates", ratesView(agent)},
              {"facts", factsView(agent)},
              {"counts", std::move(counts)},
              {"notes", std::move(notes)}};
    addStack(view, outcomeSegments(agent.total.counts));
    return view;
}

Json tile(const QString &value, const QString &label, const QString &tone = {},
          const QString &note = {})
{
    return {{"value", value}, {"label", label}, {"tone", tone}, {"note", note}};
}

Json tilesView(const RunSummary &summary)
{
    OutcomeCounts all;
    for (const AgentSummary &agent : summary.agents) {
        const OutcomeCounts &counts = agent.total.counts;
        all.attempts += counts.attempts;
        all.passed += counts.passed;
        all.failed += counts.failed;
        all.errors += counts.errors;
        all.unsupported += counts.unsupported;
        all.leftOut += counts.leftOut;
    }
    Json tiles = Json::array();
    if (summary.agents.size() == 1) {
        const Estimate rate = summary.agents.front().total.passAt1();
        tiles.push_back(
            tile(percentText(rate.value), u"pass@1"_s, {}, intervalText(rate.interval)));
    } else {
        tiles.push_back(tile(countText(qint64(summary.agents.size())), u"agents"_s));
    }
    tiles.push_back(tile(countText(qint64(summary.scenarios.size())), u"scenarios"_s));
    tiles.push_back(tile(countText(all.attempts), u"attempts"_s));
    tiles.push_back(
        tile(countText(all.passed), u"passed"_s, all.passed > 0 ? u"good"_s : QString()));
    tiles.push_back(
        tile(countText(all.failed), u"failed"_s, all.failed > 0 ? u"bad"_s : QString()));
    tiles.push_back(
        tile(countText(all.errors), u"errors"_s, all.errors > 0 ? u"warn"_s : QString()));
    if (all.unsupported > 0)
        tiles.push_back(tile(countText(all.unsupported), u"unsupported"_s, u"warn"_s));
    if (all.leftOut > 0)
        tiles.push_back(tile(countText(all.leftOut), u"left out"_s));
    return tiles;
}

Json alertsView(const RunSummary &summary)
{
    Json alerts = Json::array();
    if (!summary.damage.isEmpty())
        alerts.push_back(
            {{"tone", "bad"}, {"text", u"The run file is damaged: "_s + summary.damage}});
    if (summary.attempts() == 0)
        alerts.push_back(
            {{"tone", "neutral"}, {"text", "No attempts: there is nothing to report."}});
    for (const AgentSummary &agent : summary.agents) {
        const OutcomeCounts &counts = agent.total.counts;
        if (counts.errors > 0)
            alerts.push_back(
                {{"tone", "warn"},
                 {"text",
                  u"%1: %2. Errors are the harness's or a tool's, not the agent's."_s.arg(
                      agent.total.name, errorText(agent.total))}});
        if (counts.unsupported > 0)
            alerts.push_back(
                {{"tone", "warn"},
                 {"text",
                  u"%1: %2 of %3 could not be run on this machine and are in no rate."_s.arg(
                      agent.total.name, countText(counts.unsupported),
                      countText(counts.attempts, u"attempt"_s, u"attempts"_s))}});
    }
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
                         {"median", durationText(group.medianUs)}});
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
    Json checks = Json::array();
    for (const AgentSummary &agent : summary.agents) {
        for (const CheckSummary &check : agent.checks) {
            QStringList codes;
            for (auto it = check.errorCodes.begin(); it != check.errorCodes.end(); ++it)
                codes.append(u"%1 %2"_s.arg(it.key(), countText(it.value())));
            Json view{{"id", check.id},
                      {"type", check.type},
                      {"role", checkRoleName(check.role)},
                      {"agent", agent.total.name},
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

struct CellLook {
    const char *tone;
    QString mark;
};

CellLook cellLook(const MatrixCell &cell)
{
    const int counted = cell.counts.counted();
    const int odd = cell.counts.errors + cell.unsupported;
    if (counted + odd == 0)
        return {"none", u"–"_s};
    const bool single = counted + odd == 1;
    if (odd > 0 && counted == 0)
        return {"warn",
                cell.counts.errors > 0 ? (single ? u"!"_s : u"%1 !"_s.arg(cell.counts.errors))
                                       : u"n/a"_s};
    QString mark = u"%1/%2"_s.arg(cell.counts.passed).arg(counted);
    if (odd > 0)
        return {"warn", mark + u" !"_s};
    if (single)
        mark = cell.counts.passed > 0 ? u"✓"_s : u"✗"_s;
    if (cell.counts.passed == counted)
        return {"good", mark};
    return {cell.counts.passed == 0 ? "bad" : "part", mark};
}

QString cellLabel(const MatrixCell &cell)
{
    QStringList parts;
    if (cell.counts.counted() > 0)
        parts.append(u"%1 of %2 passed"_s.arg(cell.counts.passed).arg(cell.counts.counted()));
    if (cell.counts.errors > 0)
        parts.append(countText(cell.counts.errors, u"error"_s, u"errors"_s));
    if (cell.unsupported > 0)
        parts.append(u"%1 unsupported"_s.arg(cell.unsupported));
    if (cell.counts.leftOut > 0)
        parts.append(u"%1 left out by the benchmark's rule"_s.arg(cell.counts.leftOut));
    return parts.isEmpty() ? u"no attempt"_s : parts.join(u", "_s);
}

/// The words that the filter "Show" asks for.
QString rowStates(const ScenarioRow &row)
{
    bool allPassed = true;
    bool failed = false;
    bool errors = false;
    bool unsupported = false;
    for (const MatrixCell &cell : row.cells) {
        const bool all = cell.counts.counted() > 0 && cell.counts.passed == cell.counts.counted();
        allPassed = allPassed && all && cell.counts.errors + cell.unsupported == 0;
        failed = failed || cell.counts.passed < cell.counts.counted();
        errors = errors || cell.counts.errors > 0;
        unsupported = unsupported || cell.unsupported > 0;
    }
    QStringList states;
    for (const auto &[holds, word] :
         {std::pair(allPassed, u"passed"_s), std::pair(failed, u"failed"_s),
          std::pair(errors, u"error"_s), std::pair(unsupported, u"unsupported"_s)})
        if (holds)
            states.append(word);
    return states.join(u' ');
}

} // namespace

Json barView(const QString &label, double value, const Interval &interval, double low, double high)
{
    return {{"label", label},
            {"at", share(value, low, high)},
            {"x", share(interval.low, low, high)},
            {"width", share(interval.high - interval.low, 0.0, high - low)},
            {"errors", {}}};
}

Json scenarioRowView(const RunSummary &summary, const ScenarioRow &row)
{
    bool severalPacks = false;
    for (const ScenarioRow &other : summary.scenarios)
        severalPacks = severalPacks || other.pack != summary.scenarios.front().pack;
    Json cells = Json::array();
    for (const MatrixCell &cell : row.cells) {
        const CellLook look = cellLook(cell);
        cells.push_back({{"tone", look.tone}, {"mark", look.mark}, {"label", cellLabel(cell)}});
    }
    return {{"scenario", row.scenario},
            {"pack", severalPacks ? row.pack : QString()},
            {"kind", row.kind},
            {"language", row.language},
            {"difficulty", row.difficulty},
            {"search",
             shortened((QStringList{row.scenario, row.pack, row.kind, row.language, row.difficulty}
                        + row.tags)
                           .join(u' '),
                       1000)},
            {"states", rowStates(row)},
            {"cells", std::move(cells)}};
}

Json pageView(const RunSummary &summary, const ReportOptions &options)
{
    Json agents = Json::array();
    for (const AgentSummary &agent : summary.agents)
        agents.push_back(agentView(agent));
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
            {"agents", std::move(agents)},
            {"severalAgents", summary.agents.size() > 1},
            {"breakdowns", std::move(breakdowns)},
            {"hasChecks", !checks.empty()},
            {"checks", std::move(checks)},
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

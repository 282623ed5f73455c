#include "core/report/barview.h"
#include "core/report/figures.h"
#include "core/report/htmlviews.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

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

/// `alone`: the tiles of the page say how much there is.
Json factsView(const AgentSummary &agent, bool alone)
{
    Json facts = Json::array();
    const auto add = [&facts](const QString &name, const QString &value) {
        facts.push_back({{"name", name}, {"value", value}});
    };
    if (!alone) {
        add(u"Attempts"_s, countText(agent.total.counts.attempts));
        add(u"Scenarios"_s, countText(agent.total.scenarios));
    }
    add(u"Duration, median"_s, medianText(agent.total));
    add(u"Duration, 95th percentile"_s, p95Text(agent.total));
    for (auto it = agent.total.limits.begin(); it != agent.total.limits.end(); ++it)
        add(u"Hit the %1 limit"_s.arg(it.key()), countText(it.value()));
    if (agent.inputTokens + agent.outputTokens > 0)
        add(u"Tokens in, out"_s,
            u"%1, %2"_s.arg(countText(agent.inputTokens), countText(agent.outputTokens)));
    if (agent.cost > 0.0)
        add(u"Cost"_s, u"%1 US$"_s.arg(agent.cost, 0, 'f', 2));
    return facts;
}

Json agentView(const AgentSummary &agent, size_t number, bool alone)
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
              {"anchor", u"agent-%1"_s.arg(number + 1)},
              {"open", alone},
              {"models",
               models.isEmpty() || models == agent.total.name ? QString() : u"Model: "_s + models},
              {"rates", ratesView(agent)},
              {"facts", factsView(agent, alone)},
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

} // namespace

Json agentsView(const RunSummary &summary)
{
    Json agents = Json::array();
    for (size_t i = 0; i < summary.agents.size(); ++i)
        agents.push_back(agentView(summary.agents[i], i, summary.agents.size() == 1));
    return agents;
}

Json leaderboardView(const RunSummary &summary)
{
    if (summary.agents.size() < 2)
        return Json::array();
    const auto rank = [&](size_t i) {
        const double rate = summary.agents[i].total.passAt1().value;
        return std::isfinite(rate) ? -rate : 1.0;
    };
    std::vector<size_t> order(summary.agents.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::ranges::stable_sort(order, {}, rank);
    Json rows = Json::array();
    for (const size_t i : order) {
        const AgentSummary &agent = summary.agents[i];
        const Estimate rate = agent.total.passAt1();
        Json row{{"name", agent.total.name},
                 {"href", u"#agent-%1"_s.arg(i + 1)},
                 {"value", percentText(rate.value)},
                 {"interval", intervalText(rate.interval)},
                 {"bar", estimateBar(agent.total.name + u", pass@1"_s, rate)},
                 {"score", percentText(agent.total.score.value)},
                 {"over", overText(rate)},
                 {"attempts", countText(agent.total.counts.attempts)},
                 {"median", medianText(agent.total)}};
        addStack(row, outcomeSegments(agent.total.counts));
        rows.push_back(std::move(row));
    }
    return rows;
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

} // namespace touchstone

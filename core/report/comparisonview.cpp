#include "core/base/text.h"
#include "core/report/barview.h"
#include "core/report/figures.h"
#include "core/report/htmlviews.h"

#include <QtCore/QFileInfo>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int shownChanges = 200; // of one sort

struct ChangeLook {
    Change change;
    QStringView title;
    const char *tone;
};

constexpr std::array looks{
    ChangeLook{Change::Worse, u"passed in A, failed in B", "bad"},
    ChangeLook{Change::NewError, u"newly in error", "warn"},
    ChangeLook{Change::NewlyUnsupported, u"newly unsupported", "warn"},
    ChangeLook{Change::Missing, u"missing in B", "warn"},
    ChangeLook{Change::ScoreFell, u"score fell, same outcome", "bad"},
    ChangeLook{Change::Better, u"failed in A, passed in B", "good"},
    ChangeLook{Change::ErrorGone, u"no longer in error", "good"},
    ChangeLook{Change::NowSupported, u"now supported", "good"},
    ChangeLook{Change::ScoreRose, u"score rose, same outcome", "good"},
    ChangeLook{Change::Added, u"only in B", "neutral"},
};

QString signOf(const RateComparison &rate)
{
    if (rate.interval.low > 0.0)
        return u"good"_s;
    return rate.interval.high < 0.0 ? u"bad"_s : QString();
}

Json rateView(const QString &agent, const QString &name, const RateComparison &rate, double reach)
{
    const QString interval =
        u"%1 to %2"_s.arg(pointsText(rate.interval.low), pointsText(rate.interval.high));
    Json bar;
    if (std::isfinite(rate.difference))
        bar = barView(u"B − A: %1, 95 % interval %2"_s.arg(pointsText(rate.difference), interval),
                      rate.difference, rate.interval, -reach, reach);
    return {{"agent", agent},
            {"name", name},
            {"rateA", percentText(rate.rateA)},
            {"rateB", percentText(rate.rateB)},
            {"difference", pointsText(rate.difference)},
            {"interval", std::isfinite(rate.difference) ? interval : u"–"_s},
            {"over", countText(rate.scenarios, u"scenario"_s, u"scenarios"_s)},
            {"tone", signOf(rate)},
            {"bar", std::move(bar)}};
}

/// How far the bars reach to either side of 0: all of them the same.
double reachOf(const Comparison &comparison)
{
    double reach = 0.05;
    const auto include = [&reach](const RateComparison &rate) {
        for (const double end : {rate.interval.low, rate.interval.high})
            if (std::isfinite(end))
                reach = std::max(reach, std::abs(end));
    };
    for (const AgentComparison &agent : comparison.agents) {
        include(agent.all);
        std::ranges::for_each(agent.kinds, include);
        std::ranges::for_each(agent.languages, include);
    }
    return reach;
}

Json ratesView(const Comparison &comparison)
{
    const double reach = reachOf(comparison);
    Json rates = Json::array();
    for (const AgentComparison &agent : comparison.agents) {
        const QString name = agent.agentA == agent.agentB
            ? shortName(agent.agentA)
            : shortName(agent.agentA) + u" → "_s + shortName(agent.agentB);
        rates.push_back(rateView(name, u"all"_s, agent.all, reach));
        for (const auto *groups : {&agent.kinds, &agent.languages})
            if (groups->size() > 1)
                for (const RateComparison &group : *groups)
                    rates.push_back(
                        rateView(name, group.name.isEmpty() ? u"(none)"_s : shortName(group.name),
                                 group, reach));
    }
    return rates;
}

Json changeView(const AttemptChange &change)
{
    QStringList reasons;
    if (!change.reasonB.isEmpty())
        reasons.append(change.reasonB);
    else if (!change.reasonA.isEmpty())
        reasons.append(u"before: "_s + change.reasonA);
    for (const VerdictChange &verdict : change.verdicts)
        reasons.append(u"%1: %2 → %3"_s.arg(
            shortName(verdict.check), verdict.statusA.isEmpty() ? u"none"_s : verdict.statusA,
            verdict.statusB.isEmpty() ? u"none"_s : verdict.statusB));
    if (change.scenarioChanged)
        reasons.append(u"the scenario itself is not the same in both runs"_s);
    Json shown = Json::array();
    for (const QString &reason : reasons)
        shown.push_back(shortened(reason, 600));
    QString what = change.outcomeA + u" → "_s + change.outcomeB;
    if (change.outcomeA.isEmpty() || change.outcomeB.isEmpty())
        what = change.outcomeA + change.outcomeB;
    else if (change.outcomeA == change.outcomeB)
        what = u"score %1 → %2"_s.arg(change.scoreA, 0, 'f', 3).arg(change.scoreB, 0, 'f', 3);
    return {{"scenario", shortName(change.scenario)},
            {"sample", change.sample},
            {"agent", shortName(change.agent)},
            {"change", what},
            {"reasons", std::move(shown)}};
}

Json groupView(const Comparison &comparison, const ChangeLook &look)
{
    const int count = comparison.count(look.change);
    if (count == 0)
        return {};
    Json rows = Json::array();
    for (const AttemptChange &change : comparison.changes)
        if (change.change == look.change && int(rows.size()) < shownChanges)
            rows.push_back(changeView(change));
    const int left = count - int(rows.size());
    const bool isBad =
        look.tone == std::string_view("bad") || look.tone == std::string_view("warn");
    return {{"title", look.title.toString()},
            {"tone", look.tone},
            {"count", countText(count)},
            {"open", isBad && count <= 20},
            {"rows", std::move(rows)},
            {"note",
             left > 0 ? u"%1 more left out; the JSON comparison has them."_s.arg(countText(left))
                      : QString()}};
}

Json alertsView(const Comparison &comparison)
{
    Json alerts = Json::array();
    const auto add = [&alerts](const char *tone, const QString &text) {
        alerts.push_back({{"tone", tone}, {"text", text}, {"lines", Json::array()}});
    };
    const QStringList reasons = worseReasons(comparison);
    if (!reasons.isEmpty()) {
        add("bad", u"Worse than the baseline"_s);
        alerts.back()["lines"] = reasons;
    }
    if (reasons.isEmpty() && !comparison.agents.empty())
        add("good", u"Not worse than the baseline."_s);
    if (comparison.scenariosChanged > 0)
        add("warn",
            u"%1 on a scenario that is not the same in both runs."_s.arg(
                countText(comparison.scenariosChanged, u"attempt"_s, u"attempts"_s)));
    if (!comparison.differences.empty())
        add("warn", u"The runs were made in differing environments."_s);
    for (const auto &[side, agents] : {std::pair(u"A"_s, &comparison.agentsOnlyInA),
                                       std::pair(u"B"_s, &comparison.agentsOnlyInB)})
        if (!agents->isEmpty())
            add("neutral", u"Only in %1, not compared: %2"_s.arg(side, agents->join(u", "_s)));
    return alerts;
}

} // namespace

Json comparisonView(const Comparison &comparison)
{
    Json tiles = Json::array();
    for (const auto &[change, label] :
         {std::pair(Change::Better, "better"), std::pair(Change::Worse, "worse"),
          std::pair(Change::NewError, "newly in error"), std::pair(Change::Missing, "missing"),
          std::pair(Change::Added, "added"), std::pair(Change::Same, "unchanged")}) {
        const auto look = std::ranges::find(looks, change, &ChangeLook::change);
        const bool coloured = comparison.count(change) > 0 && look != looks.end();
        tiles.push_back({{"value", countText(comparison.count(change))},
                         {"label", label},
                         {"tone", coloured ? look->tone : ""}});
    }
    Json groups = Json::array();
    for (const ChangeLook &look : looks)
        if (Json view = groupView(comparison, look); !view.is_null())
            groups.push_back(std::move(view));
    Json differences;
    for (const Difference &difference : comparison.differences)
        differences["rows"].push_back({{"name", difference.name},
                                       {"a", shortened(difference.a, 500)},
                                       {"b", shortened(difference.b, 500)}});
    Json rates = ratesView(comparison);
    return {{"a", QFileInfo(comparison.pathA).fileName()},
            {"b", QFileInfo(comparison.pathB).fileName()},
            {"madeA", timeText(comparison.manifestA.createdMs)},
            {"madeB", timeText(comparison.manifestB.createdMs)},
            {"alerts", alertsView(comparison)},
            {"tiles", std::move(tiles)},
            {"hasRates", !rates.empty()},
            {"rates", std::move(rates)},
            {"differences", std::move(differences)},
            {"groups", std::move(groups)}};
}

} // namespace touchstone

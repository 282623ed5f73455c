#include "core/report/chartparts.h"
#include "core/report/figures.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

const QString intervalNote =
    u"Pass rate: mean over scenarios (pass@1). Intervals: 95 %, bootstrap over scenarios."_s;

Dimension dimensionOf(ChartBy by)
{
    switch (by) {
    case ChartBy::Language:
        return Dimension::Language;
    case ChartBy::Difficulty:
        return Dimension::Difficulty;
    case ChartBy::Tag:
        return Dimension::Tag;
    case ChartBy::Agent:
    case ChartBy::Kind:
        break;
    }
    return Dimension::Kind;
}

const AgentSummary *find(const RunSummary &summary, const QString &agent)
{
    for (const AgentSummary &one : summary.agents)
        if (one.total.name == agent)
            return &one;
    return nullptr;
}

const GroupSummary *find(const AgentSummary &agent, Dimension dimension, const QString &name)
{
    const auto groups = agent.groups.constFind(dimension);
    if (groups == agent.groups.cend())
        return nullptr;
    for (const GroupSummary &group : *groups)
        if (group.name == name)
            return &group;
    return nullptr;
}

ChartPoint pointOf(const GroupSummary &group, double x, const QString &label)
{
    const Estimate rate = group.passAt1();
    ChartPoint point;
    point.label = label;
    point.x = x;
    point.y = rate.value;
    point.low = rate.interval.low;
    point.high = rate.interval.high;
    point.n = rate.denominator;
    point.errors = group.counts.errors;
    if (group.counts.errors > 0) {
        point.errorLow = rate.errorBounds.low;
        point.errorHigh = rate.errorBounds.high;
    }
    return point;
}

/// "errors: …", "3 unsupported"; nothing where all is well.
QStringList notesOf(const GroupSummary &group)
{
    QStringList notes;
    if (const QString errors = errorText(group); !errors.isEmpty())
        notes.append(errors);
    if (group.counts.unsupported > 0)
        notes.append(countText(group.counts.unsupported, u"attempt"_s, u"attempts"_s)
                     + u" unsupported, left out"_s);
    return notes;
}

/// Easy before hard; whatever else by name.
int difficultyRank(const QString &name)
{
    const qsizetype known = QStringList{u"easy"_s, u"medium"_s, u"hard"_s}.indexOf(name);
    return known < 0 ? 3 : int(known);
}

QStringList groupsIn(ChartBy by, const std::vector<ChartRun> &runs, const QStringList &agents)
{
    QStringList names;
    for (const ChartRun &run : runs)
        for (const AgentSummary &agent : run.summary.agents)
            if (agents.contains(agent.total.name))
                for (const GroupSummary &group : agent.groups.value(dimensionOf(by)))
                    names.append(group.name);
    std::ranges::sort(names);
    names.removeDuplicates();
    if (by == ChartBy::Difficulty)
        std::ranges::stable_sort(names, {}, difficultyRank);
    return names;
}

QString groupLabel(const ChartSpec &spec, const QString &group)
{
    return group.isEmpty() ? u"(no %1)"_s.arg(chartName(spec.by)) : shownName(spec, group);
}

/// A category each agent, a series each run.
void fillByAgent(const ChartSpec &spec, const std::vector<ChartRun> &runs, ChartData &data)
{
    const QStringList agents = agentsIn(spec, runs);
    for (const QString &agent : agents)
        data.categories.append(shownName(spec, agent));
    for (const ChartRun &run : runs) {
        ChartSeries series{runs.size() > 1 ? shownName(spec, run.name) : QString(), {}, {}};
        for (qsizetype i = 0; i < agents.size(); ++i) {
            const AgentSummary *agent = find(run.summary, agents[i]);
            if (!agent)
                continue;
            series.points.push_back(pointOf(agent->total, double(i), data.categories[i]));
            for (const QString &note : notesOf(agent->total))
                series.notes.append(data.categories[i] + u": "_s + note);
        }
        data.series.push_back(std::move(series));
    }
}

/// A category each group, a series each agent in each run.
void fillByGroup(const ChartSpec &spec, const std::vector<ChartRun> &runs, ChartData &data)
{
    const QStringList agents = agentsIn(spec, runs);
    const QStringList groups = groupsIn(spec.by, runs, agents);
    for (const QString &group : groups)
        data.categories.append(groupLabel(spec, group));
    const SeriesNames names(spec, runs);
    for (const QString &name : agents) {
        for (const ChartRun &run : runs) {
            const AgentSummary *agent = find(run.summary, name);
            if (!agent)
                continue;
            ChartSeries series{names.of(run, name), {}, notesOf(agent->total)};
            for (qsizetype i = 0; i < groups.size(); ++i)
                if (const auto *group = find(*agent, dimensionOf(spec.by), groups[i]))
                    series.points.push_back(pointOf(*group, double(i), data.categories[i]));
            data.series.push_back(std::move(series));
        }
    }
}

/// One agent, or one group of its attempts, from run to run.
ChartSeries trendOf(const ChartSpec &spec, const std::vector<const ChartRun *> &runs,
                    const QString &agent, const QString *group)
{
    ChartSeries series;
    for (const ChartRun *run : runs) {
        const AgentSummary *summary = find(run->summary, agent);
        const GroupSummary *counted = !summary ? nullptr
            : group                            ? find(*summary, dimensionOf(spec.by), *group)
                                               : &summary->total;
        if (!counted)
            continue;
        const QString name = shownName(spec, run->name);
        series.points.push_back(pointOf(*counted, double(run->createdMs), name));
        for (const QString &note : notesOf(*counted))
            series.notes.append(name + u": "_s + note);
    }
    return series;
}

void setDateRange(ChartAxis &axis, const std::vector<const ChartRun *> &runs)
{
    if (runs.empty())
        return;
    const double first = double(runs.front()->createdMs);
    const double last = double(runs.back()->createdMs);
    const double margin = last > first ? 0.04 * (last - first) : 12 * 3'600'000.0;
    axis.low = first - margin;
    axis.high = last + margin;
}

} // namespace

void fillRates(const ChartSpec &spec, const std::vector<ChartRun> &runs, ChartData &data)
{
    data.x = {chartName(spec.by), ChartUnit::Category, false, 0.0, 1.0};
    data.y = {u"pass rate"_s, ChartUnit::Share, false, 0.0, 1.0};
    if (spec.by == ChartBy::Agent)
        fillByAgent(spec, runs, data);
    else
        fillByGroup(spec, runs, data);
    data.x.low = -0.5;
    data.x.high = std::max(0.5, double(data.categories.size()) - 0.5);
    data.notes.append(intervalNote);
}

void fillTrend(const ChartSpec &spec, const std::vector<ChartRun> &runs, ChartData &data)
{
    std::vector<const ChartRun *> ordered;
    for (const ChartRun &run : runs)
        ordered.push_back(&run);
    std::ranges::stable_sort(ordered, {}, [](const ChartRun *run) { return run->createdMs; });
    data.x = {u"date of the run"_s, ChartUnit::Date, false, 0.0, 1.0};
    data.y = {u"pass rate"_s, ChartUnit::Share, false, 0.0, 1.0};
    setDateRange(data.x, ordered);
    const QStringList agents = agentsIn(spec, runs);
    for (const QString &agent : agents) {
        const QString name = shownName(spec, agent);
        if (spec.by == ChartBy::Agent) {
            data.series.push_back(trendOf(spec, ordered, agent, nullptr));
            data.series.back().name = name;
            continue;
        }
        for (const QString &group : groupsIn(spec.by, runs, {agent})) {
            data.series.push_back(trendOf(spec, ordered, agent, &group));
            const QString label = groupLabel(spec, group);
            data.series.back().name = agents.size() > 1 ? name + u" · "_s + label : label;
        }
    }
    data.notes.append(intervalNote);
}

} // namespace touchstone

#include "core/report/chartdata.h"

#include "core/report/attemptstream.h"
#include "core/report/chartparts.h"

#include <QtCore/QFileInfo>
#include <QtCore/QSet>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

bool hasCurves(const ChartSpec &spec)
{
    return spec.kind == ChartKind::Budget || spec.kind == ChartKind::Distribution;
}

/// A model's steps are its calls; of a program or a person, what they did.
Result<double> stepsOf(const RunFile &file, const AttemptRecord &record)
{
    const auto counts = file.eventCounts(record.id);
    if (!counts)
        return std::unexpected(counts.error());
    const qint64 calls = counts->value(EventType::ModelCall);
    const qint64 acts = counts->value(EventType::Edit) + counts->value(EventType::Command)
        + counts->value(EventType::Action);
    return double(calls > 0 ? calls : acts);
}

Result<double> valueOf(ChartX x, const RunFile &file, const AttemptRecord &record)
{
    switch (x) {
    case ChartX::Time:
        return double(record.durationUs) / 1e6;
    case ChartX::AgentTime:
        return double(record.agentUs) / 1e6;
    case ChartX::Steps:
        return stepsOf(file, record);
    case ChartX::Tokens:
        return double(record.inputTokens + record.outputTokens);
    case ChartX::Cost:
        return record.cost;
    case ChartX::Score:
        break;
    }
    return record.score;
}

/// A score says something of what counts; what an attempt took also of one in error.
bool isInDistribution(ChartX x, const AttemptRecord &record)
{
    if (x == ChartX::Score)
        return record.outcome != Outcome::Error && !record.leftOut;
    return true;
}

AgentFigures &figuresOf(ChartRun &run, const QString &agent)
{
    for (AgentFigures &figures : run.agents)
        if (figures.agent == agent)
            return figures;
    run.agents.emplace_back().agent = agent;
    return run.agents.back();
}

/// As SummaryBuilder counts it, so that a budget's curve ends at the report's pass@1.
void count(AgentFigures &figures, const AttemptRecord &record, double value)
{
    const QString key = record.pack + u'\n' + record.scenario;
    const int next = int(figures.counts.size());
    const int index = figures.scenarios.try_emplace(key, next).first->second;
    if (index == next)
        figures.counts.emplace_back();
    SampleCounts &counts = figures.counts[size_t(index)];
    if (record.outcome == Outcome::Error) {
        ++counts.errors;
        ++figures.errors;
        return;
    }
    if (record.leftOut) {
        ++counts.leftOut;
        ++figures.leftOut;
        return;
    }
    ++counts.samples;
    ++figures.counted;
    figures.most = std::max(figures.most, value);
    if (record.outcome == Outcome::Passed) {
        ++counts.passed;
        figures.passes.push_back({index, value});
    } else if (!record.limit.isEmpty()) {
        ++figures.limits[record.limit];
    }
}

Result<void> addToCurves(ChartRun &run, ChartX x, const RunFile &file, const AttemptRecord &record)
{
    if (record.retry > 0) // never a silent second chance
        return {};
    AgentFigures &figures = figuresOf(run, record.agent);
    if (record.outcome == Outcome::Unsupported) {
        ++figures.unsupported;
        return {};
    }
    const auto value = valueOf(x, file, record);
    if (!value)
        return std::unexpected(value.error());
    if (isInDistribution(x, record) && std::isfinite(*value))
        figures.values.push_back(*value);
    count(figures, record, std::isfinite(*value) ? *value : 0.0);
    return {};
}

} // namespace

struct ChartBuilder::State {
    ChartSpec spec;
    std::vector<ChartRun> runs;
    QStringList damages;
    QStringList agents; ///< as they were met

    void meet(const QString &agent)
    {
        if (agents.isEmpty() || (agents.back() != agent && !agents.contains(agent)))
            agents.append(agent);
    }
};

ChartBuilder::ChartBuilder(ChartSpec spec)
    : m_state(std::make_unique<State>())
{
    m_state->spec = std::move(spec);
}

ChartBuilder::~ChartBuilder() = default;

Result<void> ChartBuilder::add(const RunFile &file, const QString &name,
                               const std::atomic<bool> *stopped)
{
    const ChartSpec &spec = m_state->spec;
    auto wanted = wantedAttempts(spec.filter);
    if (!wanted)
        return std::unexpected(std::move(wanted.error()));
    const auto manifest = file.manifest();
    if (!manifest)
        return std::unexpected(manifest.error());
    ReportOptions options;
    options.pass = spec.pass;
    options.wanted = [&](const RunFile &from, const AttemptRecord &record) -> Result<bool> {
        if (stopped && *stopped)
            return fail(ErrorCode::Cancelled, u"the chart was not finished"_s);
        m_state->meet(record.agent);
        if (!spec.agents.isEmpty() && !spec.agents.contains(record.agent))
            return false;
        return *wanted ? (*wanted)(from, record) : true;
    };
    ChartRun run{name, manifest->createdMs, {}, {}};
    SummaryBuilder rates;
    const bool curves = hasCurves(spec);
    auto read = forEachAttempt(file, options, {}, [&](const AttemptRecord &r) -> Result<void> {
        if (curves)
            return addToCurves(run, spec.x, file, r);
        rates.add(r);
        return {};
    });
    if (!read && read.error().code != ErrorCode::Corrupt)
        return std::unexpected(std::move(read.error()).within(u"reading %1"_s.arg(file.path())));
    if (!read)
        m_state->damages.append(read.error().text());
    if (!curves)
        run.summary = rates.finish({1});
    m_state->runs.push_back(std::move(run));
    return {};
}

ChartData ChartBuilder::finish()
{
    const ChartSpec &spec = m_state->spec;
    const std::vector<ChartRun> runs = std::move(m_state->runs);
    ChartData data;
    data.kind = spec.kind;
    data.title = spec.title;
    data.agents = m_state->agents;
    data.damage = m_state->damages.join(u'\n');
    switch (spec.kind) {
    case ChartKind::PassRate:
        fillRates(spec, runs, data);
        break;
    case ChartKind::Budget:
        fillBudget(spec, runs, data);
        break;
    case ChartKind::Distribution:
        fillDistribution(spec, runs, data);
        break;
    case ChartKind::Trend:
        fillTrend(spec, runs, data);
        break;
    }
    const QStringList there = agentsIn({}, runs);
    for (const QString &agent : spec.agents)
        if (!there.contains(agent))
            data.notes.append(u"%1: no attempts"_s.arg(shownName(spec, agent)));
    if (!data.damage.isEmpty())
        data.notes.append(u"Damaged, read as far as possible: %1"_s.arg(data.damage));
    return data;
}

bool ChartData::isEmpty() const
{
    return std::ranges::none_of(series, [](const ChartSeries &one) {
        return std::ranges::any_of(one.points,
                                   [](const ChartPoint &p) { return std::isfinite(p.y); });
    });
}

QStringList runNames(const QStringList &paths)
{
    QStringList names;
    for (const QString &path : paths) {
        const QString base = QFileInfo(path).completeBaseName();
        QString name = base;
        for (int more = 2; names.contains(name); ++more)
            name = u"%1 (%2)"_s.arg(base).arg(more);
        names.append(name);
    }
    return names;
}

Result<ChartData> chartOfRuns(const ChartSpec &spec, const QStringList &paths,
                              const std::atomic<bool> *stopped)
{
    ChartBuilder builder(spec);
    const QStringList names = runNames(paths);
    for (qsizetype i = 0; i < paths.size(); ++i) {
        const auto file = RunFile::open(paths[i], RunFile::Mode::Read);
        if (!file)
            return std::unexpected(file.error());
        if (auto added = builder.add(**file, names[i], stopped); !added)
            return std::unexpected(std::move(added.error()));
    }
    return builder.finish();
}

QString shownName(const ChartSpec &spec, const QString &name)
{
    return spec.labels.value(name, name);
}

namespace {

/// Each once.
QStringList agentsOf(const ChartRun &run)
{
    QStringList agents;
    for (const AgentSummary &agent : run.summary.agents)
        agents.append(agent.total.name);
    for (const AgentFigures &agent : run.agents)
        agents.append(agent.agent);
    agents.removeDuplicates();
    return agents;
}

} // namespace

SeriesNames::SeriesNames(const ChartSpec &spec, const std::vector<ChartRun> &runs)
    : m_spec(spec)
{
    QSet<QString> met;
    for (const ChartRun &run : runs)
        for (const QString &agent : agentsOf(run)) {
            m_withRun = m_withRun || met.contains(agent);
            met.insert(agent);
        }
}

QString SeriesNames::of(const ChartRun &run, const QString &agent) const
{
    const QString name = shownName(m_spec, agent);
    return m_withRun ? name + u" · "_s + shownName(m_spec, run.name) : name;
}

QStringList agentsIn(const ChartSpec &spec, const std::vector<ChartRun> &runs)
{
    QStringList met;
    for (const ChartRun &run : runs)
        met += agentsOf(run);
    met.removeDuplicates();
    if (spec.agents.isEmpty())
        return met;
    QStringList wanted = spec.agents;
    wanted.removeIf([&](const QString &agent) { return !met.contains(agent); });
    return wanted;
}

} // namespace touchstone

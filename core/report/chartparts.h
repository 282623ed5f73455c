#pragma once

#include "core/report/chartdata.h"
#include "core/report/summary.h"

#include <unordered_map>

namespace touchstone {

/// What curves are made of: one agent's first tries in one run.
struct AgentFigures {
    QString agent;
    std::unordered_map<QString, int> scenarios; ///< "pack\nscenario" to index in `counts`
    std::vector<SampleCounts> counts;
    struct Passed {
        int scenario = 0;
        double value = 0.0; ///< of the spec's x
    };
    std::vector<Passed> passes; ///< those that count
    std::vector<double> values; ///< of all that are in a distribution
    double most = 0.0; ///< the largest value there is
    QMap<QString, int> limits; ///< name to attempts that did not pass and hit it
    int counted = 0; ///< passed + failed
    int errors = 0;
    int unsupported = 0;
    int leftOut = 0;
};

/// One run as far as it was read for a chart.
struct ChartRun {
    QString name;
    qint64 createdMs = 0;
    RunSummary summary; ///< for rates
    std::vector<AgentFigures> agents; ///< for curves; as they were met
};

void fillRates(const ChartSpec &spec, const std::vector<ChartRun> &runs, ChartData &data);
void fillTrend(const ChartSpec &spec, const std::vector<ChartRun> &runs, ChartData &data);
void fillBudget(const ChartSpec &spec, const std::vector<ChartRun> &runs, ChartData &data);
void fillDistribution(const ChartSpec &spec, const std::vector<ChartRun> &runs, ChartData &data);

/// What is shown for a name.
QString shownName(const ChartSpec &spec, const QString &name);
/// Names of series that are an agent in a run: "agent", or "agent · run" where an agent is in
/// several.
class SeriesNames {
public:
    SeriesNames(const ChartSpec &spec, const std::vector<ChartRun> &runs);
    [[nodiscard]] QString of(const ChartRun &run, const QString &agent) const;

private:
    const ChartSpec &m_spec;
    bool m_withRun = false;
};
/// The agents of all runs in the spec's order, else as they were met.
QStringList agentsIn(const ChartSpec &spec, const std::vector<ChartRun> &runs);

} // namespace touchstone

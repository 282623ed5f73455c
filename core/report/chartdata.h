#pragma once

#include "core/report/chartspec.h"
#include "core/run/runfile.h"

#include <atomic>
#include <limits>
#include <memory>
#include <vector>

namespace touchstone {

/// What an axis measures: decides ticks and how values are written.
enum class ChartUnit {
    Category, ///< no number: ChartData::categories by index
    Share, ///< 0..1, written in per cent
    Seconds,
    Count, ///< steps, tokens
    Dollars,
    Score, ///< 0..1
    Date, ///< ms since 1970 UTC
};

struct ChartAxis {
    QString title;
    ChartUnit unit = ChartUnit::Count;
    bool isLog = false;
    double low = 0.0; ///< range of the data; low < high
    double high = 1.0;
    bool operator==(const ChartAxis &) const = default;
};

/// NaN: not defined, or not worked out.
struct ChartPoint {
    static constexpr double none = std::numeric_limits<double>::quiet_NaN();
    QString label; ///< of a category or a run
    double x = none; ///< a category's index where x is categories
    double xEnd = none; ///< of a histogram's bar, which begins at x
    double y = none;
    double low = none; ///< 95 % interval
    double high = none;
    double errorLow = none; ///< harness errors counted as 0 …
    double errorHigh = none; ///< … and as 1; only where there are errors
    qint64 n = 0; ///< what y is a share or mean of: scenarios or attempts
    qint64 errors = 0; ///< attempts in error, which are not in y
};

struct ChartSeries {
    QString name;
    std::vector<ChartPoint> points; ///< by x
    QStringList notes; ///< denominators, what is left out, what is censored
};

/// What a figure shows, as numbers. Names in it are strangers'.
struct ChartData {
    ChartKind kind = ChartKind::PassRate;
    QString title;
    ChartAxis x;
    ChartAxis y;
    bool isSteps = false; ///< y holds from a point to the next; else points stand for themselves
    QStringList categories; ///< of the x axis
    std::vector<ChartSeries> series;
    QStringList notes; ///< of all of it
    QStringList agents; ///< of the runs, wanted or not, as they were met; not as they are shown
    QString damage; ///< what of the runs could not be read, and is in no figure

    [[nodiscard]] bool isEmpty() const; ///< there is no point to draw
};

/// Reads runs attempt by attempt and makes a chart's numbers of them, with the estimators of a
/// report. First tries only, as there. Used from one thread.
class ChartBuilder {
public:
    explicit ChartBuilder(ChartSpec spec);
    ~ChartBuilder();

    /// `name`: what the run is called where there are several. A damaged run is read as far as it
    /// can be, see ChartData::damage. Cancelled once `stopped` is set.
    Result<void> add(const RunFile &file, const QString &name,
                     const std::atomic<bool> *stopped = nullptr);
    /// The builder is done afterwards.
    ChartData finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Opens the runs one after the other and builds the chart; names are those of the files.
Result<ChartData> chartOfRuns(const ChartSpec &spec, const QStringList &paths,
                              const std::atomic<bool> *stopped = nullptr);
/// File names without endings, made different from one another.
QStringList runNames(const QStringList &paths);

/// A value as it is written beside a tick or in a table: "50 %", "1.5 s", "12k", "$0.02".
QString chartValueText(ChartUnit unit, double value);
/// At most about `most` round values within the axis' range, at least two where it has a width.
std::vector<double> chartTicks(const ChartAxis &axis, int most);
/// y of a step curve at x; NaN before its first point.
double stepAt(const ChartSeries &series, double x);

/// RFC 4180, a point a row, in full precision.
QString chartCsv(const ChartData &data);
/// A table with booktabs' rules; notes below it. Every text is escaped.
QString chartLatex(const ChartData &data);

} // namespace touchstone

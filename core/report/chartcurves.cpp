#include "core/report/chartparts.h"
#include "core/report/figures.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t maxPoints = 400; ///< of a curve: no figure shows more
constexpr double mostDraws = 4e7; ///< of the bootstrap, for all intervals of a curve
constexpr double logSpan = 50.0; ///< ChartScale::Auto

ChartAxis axisOf(ChartX x)
{
    switch (x) {
    case ChartX::Time:
        return {u"time of an attempt"_s, ChartUnit::Seconds, false, 0.0, 1.0};
    case ChartX::AgentTime:
        return {u"time of the agent"_s, ChartUnit::Seconds, false, 0.0, 1.0};
    case ChartX::Steps:
        return {u"steps"_s, ChartUnit::Count, false, 0.0, 1.0};
    case ChartX::Tokens:
        return {u"tokens"_s, ChartUnit::Count, false, 0.0, 1.0};
    case ChartX::Cost:
        return {u"cost"_s, ChartUnit::Dollars, false, 0.0, 1.0};
    case ChartX::Score:
        break;
    }
    return {u"score"_s, ChartUnit::Score, false, 0.0, 1.0};
}

/// Range and scale from the values that are drawn.
void setRange(const ChartSpec &spec, double least, double leastPositive, double most,
              ChartAxis &axis)
{
    if (axis.unit == ChartUnit::Score)
        return;
    const bool hasPositive = leastPositive > 0.0 && most > 0.0;
    const bool spans = least > 0.0 && hasPositive && most / leastPositive >= logSpan;
    axis.isLog =
        hasPositive && (spec.scale == ChartScale::Log || (spec.scale == ChartScale::Auto && spans));
    axis.low = axis.isLog ? leastPositive / 1.1 : 0.0;
    axis.high = most > axis.low ? (axis.isLog ? most * 1.1 : most * 1.02) : axis.low + 1.0;
}

struct Curve {
    QString name;
    const AgentFigures *figures;
};

std::vector<Curve> curvesOf(const ChartSpec &spec, const std::vector<ChartRun> &runs)
{
    const SeriesNames names(spec, runs);
    std::vector<Curve> curves;
    for (const QString &name : agentsIn(spec, runs))
        for (const ChartRun &run : runs)
            for (const AgentFigures &figures : run.agents)
                if (figures.agent == name)
                    curves.push_back({names.of(run, name), &figures});
    return curves;
}

template <typename Values> void setRangeOf(const ChartSpec &spec, Values values, ChartAxis &axis)
{
    double least = std::numeric_limits<double>::infinity();
    double leastPositive = least;
    double most = 0.0;
    values([&](double value) {
        least = std::min(least, value);
        most = std::max(most, value);
        if (value > 0.0)
            leastPositive = std::min(leastPositive, value);
    });
    setRange(spec, least, std::isfinite(leastPositive) ? leastPositive : 0.0, most, axis);
}

/// Which of `size` points, that rise one by one, to keep.
bool isKept(size_t index, size_t size, size_t most)
{
    return size <= most || index + 1 == size
        || (index * most) / size != ((index + 1) * most) / size;
}

QStringList censoredNotes(const AgentFigures &figures)
{
    QStringList limits;
    int count = 0;
    for (auto it = figures.limits.cbegin(); it != figures.limits.cend(); ++it) {
        limits.append(u"%1 %2"_s.arg(it.key()).arg(*it));
        count += *it;
    }
    if (count == 0)
        return {};
    return {u"censored: %1 of %2, stopped by a limit (%3)"_s.arg(
        countText(count), countText(figures.counted, u"attempt"_s, u"attempts"_s),
        limits.join(u", "_s))};
}

QStringList leftOutNotes(const AgentFigures &figures, const QString &bounds)
{
    QStringList notes;
    if (figures.errors > 0)
        notes.append(countText(figures.errors, u"attempt"_s, u"attempts"_s)
                     + u" in error, left out"_s + bounds);
    if (figures.unsupported > 0)
        notes.append(countText(figures.unsupported, u"attempt"_s, u"attempts"_s)
                     + u" unsupported, left out"_s);
    return notes;
}

/// The share of scenarios (each by its share of samples) or attempts that passed within x.
class BudgetCurve {
public:
    BudgetCurve(const AgentFigures &figures, ChartOf of)
        : m_figures(figures)
        , m_of(of)
        , m_values(figures.counts.size(), 0.0)
        , m_passes(figures.passes)
    {
        for (const SampleCounts &counts : figures.counts) {
            m_scenarios += counts.counted() > 0 ? 1 : 0;
            m_attempts += counts.counted();
        }
        std::ranges::sort(m_passes, {}, &AgentFigures::Passed::value);
    }

    [[nodiscard]] std::vector<ChartPoint> points(double from, double to)
    {
        if (n() == 0)
            return {};
        std::vector<ChartPoint> points{pointAt(from)};
        for (size_t i = 0; i < m_passes.size(); ++i) {
            const AgentFigures::Passed &pass = m_passes[i];
            ++m_passed;
            m_values[size_t(pass.scenario)] +=
                1.0 / m_figures.counts[size_t(pass.scenario)].counted();
            const bool isLast = i + 1 == m_passes.size();
            if (!isLast
                && (pass.value == m_passes[i + 1].value || !isKept(i, m_passes.size(), maxPoints)))
                continue;
            if (pass.value <= from)
                points.clear();
            points.push_back(pointAt(std::max(pass.value, from)));
        }
        if (points.back().x < to)
            points.push_back(pointAt(to)); // the plateau is seen
        addBounds(points.back());
        return points;
    }
    [[nodiscard]] int n() const { return m_of == ChartOf::Scenarios ? m_scenarios : m_attempts; }

private:
    [[nodiscard]] ChartPoint pointAt(double x) const
    {
        ChartPoint point;
        point.x = x;
        point.n = n();
        point.errors = m_figures.errors;
        if (m_of == ChartOf::Attempts) {
            point.y = double(m_passed) / m_attempts;
            return point;
        }
        std::vector<double> rates; // of the scenarios that count
        for (size_t i = 0; i < m_values.size(); ++i)
            if (m_figures.counts[i].counted() > 0)
                rates.push_back(m_values[i]);
        double sum = 0.0;
        for (const double rate : rates)
            sum += rate;
        point.y = sum / double(rates.size());
        const double draws = 2000.0 * double(rates.size());
        if (draws * double(std::min(m_passes.size(), maxPoints)) <= mostDraws) {
            const Interval interval = bootstrapMean(rates);
            point.low = interval.low;
            point.high = interval.high;
        }
        return point;
    }
    /// Of the whole budget, what the report says.
    void addBounds(ChartPoint &last) const
    {
        if (m_of != ChartOf::Scenarios)
            return;
        const Estimate rate = meanPassAtK(m_figures.counts, 1);
        last.low = rate.interval.low;
        last.high = rate.interval.high;
        if (m_figures.errors > 0) {
            last.errorLow = rate.errorBounds.low;
            last.errorHigh = rate.errorBounds.high;
        }
    }

    const AgentFigures &m_figures;
    ChartOf m_of;
    std::vector<double> m_values; ///< by scenario: its share of samples so far
    std::vector<AgentFigures::Passed> m_passes;
    int m_scenarios = 0;
    int m_attempts = 0;
    int m_passed = 0;
};

/// Freedman and Diaconis 1981: bars as wide as 2 IQR / n^(1/3).
int binsFor(std::vector<double> values, double low, double high)
{
    std::ranges::sort(values);
    const double iqr = quantileOfSorted(values, 0.75) - quantileOfSorted(values, 0.25);
    const double width = 2.0 * iqr / std::cbrt(double(values.size()));
    const double bins = width > 0.0 ? std::ceil((high - low) / width) : 10.0;
    return int(std::clamp(bins, 5.0, 40.0));
}

double toScale(const ChartAxis &axis, double value)
{
    return axis.isLog ? std::log10(std::max(value, axis.low)) : value;
}

double fromScale(const ChartAxis &axis, double place)
{
    return axis.isLog ? std::pow(10.0, place) : place;
}

std::vector<ChartPoint> histogramOf(const std::vector<double> &values, const ChartAxis &axis,
                                    int bins)
{
    const double low = toScale(axis, axis.low);
    const double width = (toScale(axis, axis.high) - low) / bins;
    std::vector<qint64> counts(size_t(bins), 0);
    for (const double value : values)
        ++counts[size_t(std::clamp(int((toScale(axis, value) - low) / width), 0, bins - 1))];
    std::vector<ChartPoint> points;
    for (int i = 0; i < bins; ++i) {
        ChartPoint point;
        point.x = fromScale(axis, low + i * width);
        point.xEnd = fromScale(axis, low + (i + 1) * width);
        point.n = qint64(values.size());
        point.y = double(counts[size_t(i)]) / double(values.size());
        points.push_back(point);
    }
    return points;
}

std::vector<ChartPoint> cumulativeOf(std::vector<double> values, const ChartAxis &axis)
{
    std::ranges::sort(values);
    std::vector<ChartPoint> points;
    const auto add = [&](double x, double y) {
        ChartPoint point;
        point.x = std::max(x, axis.low);
        point.y = y;
        point.n = qint64(values.size());
        if (!points.empty() && points.back().x == point.x)
            points.pop_back();
        points.push_back(point);
    };
    add(axis.low, 0.0);
    for (size_t i = 0; i < values.size(); ++i)
        if (isKept(i, values.size(), maxPoints))
            add(values[i], double(i + 1) / double(values.size()));
    if (points.back().x < axis.high)
        add(axis.high, 1.0);
    return points;
}

QString quantilesNote(std::vector<double> values, ChartUnit unit)
{
    std::ranges::sort(values);
    return u"%1; median %2, 95 % within %3"_s.arg(
        countText(qint64(values.size()), u"attempt"_s, u"attempts"_s),
        chartValueText(unit, quantileOfSorted(values, 0.5)),
        chartValueText(unit, quantileOfSorted(values, 0.95)));
}

} // namespace

void fillBudget(const ChartSpec &spec, const std::vector<ChartRun> &runs, ChartData &data)
{
    const std::vector<Curve> curves = curvesOf(spec, runs);
    data.x = axisOf(spec.x);
    data.x.title = u"budget: "_s + data.x.title;
    data.y = {spec.of == ChartOf::Scenarios ? u"scenarios passed"_s : u"attempts passed"_s,
              ChartUnit::Share, false, 0.0, 1.0};
    data.isSteps = true;
    setRangeOf(
        spec,
        [&](const auto &visit) {
            for (const Curve &curve : curves) {
                for (const AgentFigures::Passed &pass : curve.figures->passes)
                    visit(pass.value);
                if (curve.figures->counted > 0)
                    visit(curve.figures->most);
            }
        },
        data.x);
    bool isCensored = false;
    for (const Curve &curve : curves) {
        BudgetCurve budget(*curve.figures, spec.of);
        ChartSeries series{curve.name, budget.points(data.x.low, data.x.high), {}};
        const QString of = spec.of == ChartOf::Scenarios
            ? countText(budget.n(), u"scenario"_s, u"scenarios"_s)
            : countText(budget.n(), u"attempt"_s, u"attempts"_s);
        series.notes.append(u"of "_s + of);
        const QStringList censored = censoredNotes(*curve.figures);
        isCensored = isCensored || !censored.isEmpty();
        series.notes += censored;
        const ChartPoint last = series.points.empty() ? ChartPoint() : series.points.back();
        series.notes +=
            leftOutNotes(*curve.figures,
                         std::isfinite(last.errorLow)
                             ? u"; with them it ends between %1 and %2"_s.arg(
                                   percentText(last.errorLow), percentText(last.errorHigh))
                             : QString());
        if (curve.figures->counted > 0 && curve.figures->most <= 0.0)
            series.notes.append(u"reports no %1"_s.arg(axisOf(spec.x).title));
        data.series.push_back(std::move(series));
    }
    if (isCensored)
        data.notes.append(
            u"What is censored might have passed with more; it counts as not passed."_s);
}

void fillDistribution(const ChartSpec &spec, const std::vector<ChartRun> &runs, ChartData &data)
{
    const std::vector<Curve> curves = curvesOf(spec, runs);
    data.x = axisOf(spec.x);
    data.y = {u"attempts"_s, ChartUnit::Share, false, 0.0, 1.0};
    data.isSteps = true;
    std::vector<double> all;
    for (const Curve &curve : curves)
        all.insert(all.end(), curve.figures->values.begin(), curve.figures->values.end());
    setRangeOf(spec, [&](const auto &visit) { std::ranges::for_each(all, visit); }, data.x);
    const bool isHistogram = spec.shape == ChartShape::Histogram;
    const bool isCounted =
        isHistogram && data.x.unit == ChartUnit::Count && !data.x.isLog && data.x.high < 41.0;
    if (isCounted && spec.bins == 0) { // a bar for each number
        data.x.low = -0.5;
        data.x.high = std::floor(data.x.high) + 0.5;
    }
    for (double &value : all)
        value = toScale(data.x, value);
    const int bins = spec.bins > 0 ? spec.bins
        : isCounted
        ? int(data.x.high - data.x.low)
        : binsFor(std::move(all), toScale(data.x, data.x.low), toScale(data.x, data.x.high));
    double most = 0.0;
    for (const Curve &curve : curves) {
        const std::vector<double> &values = curve.figures->values;
        ChartSeries series{curve.name, {}, leftOutNotes(*curve.figures, {})};
        if (spec.x != ChartX::Score && curve.figures->errors > 0)
            series.notes.removeFirst(); // what they took is in it
        if (!values.empty()) {
            series.notes.prepend(quantilesNote(values, data.x.unit));
            series.points =
                isHistogram ? histogramOf(values, data.x, bins) : cumulativeOf(values, data.x);
        }
        for (const ChartPoint &point : series.points)
            most = std::max(most, point.y);
        data.series.push_back(std::move(series));
    }
    if (isHistogram && most > 0.0)
        data.y.high = std::min(1.0, most * 1.1);
    if (!isHistogram)
        data.y.title = u"attempts that need no more"_s;
}

} // namespace touchstone

// The series of a ChartScene: rates, trends, curves, histograms.
#include "app/inspect/charts/chartparts.h"

#include "core/base/text.h"

#include <QtCharts/QAreaSeries>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>
#include <QtGui/QFontMetricsF>
#include <QtGui/QTextDocument>
#include <QtWidgets/QGraphicsLineItem>
#include <QtWidgets/QGraphicsPathItem>
#include <QtWidgets/QGraphicsTextItem>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {

void ChartScene::attach(QXYSeries *series)
{
    m_chart->addSeries(series);
    for (QAbstractAxis *axis : m_chart->axes())
        series->attachAxis(axis);
}

void ChartScene::addInterval(QPointF low, QPointF high, QColor colour)
{
    const QPen pen(colour, m_look.unit() * 0.12);
    const bool isFlat = low.y() == high.y();
    const QPointF cap =
        isFlat ? QPointF(0.0, m_look.unit() * 0.25) : QPointF(m_look.unit() * 0.25, 0.0);
    for (const QLineF &line :
         {QLineF(low, high), QLineF(low - cap, low + cap), QLineF(high - cap, high + cap)})
        addLine(line, pen)->setZValue(10.0);
}

void ChartScene::addMarker(QPointF at, size_t series, const QString &tip)
{
    auto *marker = new QGraphicsPathItem(chartMarker(series, m_look.unit() * markerSize));
    marker->setPos(at);
    marker->setBrush(m_look.colour(series));
    marker->setPen(QPen(m_look.paper, m_look.unit() * 0.06));
    marker->setZValue(11.0);
    marker->setToolTip(tip);
    addItem(marker);
}

QString ChartScene::tipOf(const ChartSeries &series, const ChartPoint &point) const
{
    QStringList parts{point.label, series.name};
    parts.removeAll(QString());
    QString text = parts.join(u", "_s) + u": "_s + chartValueText(m_data.y.unit, point.y);
    if (std::isfinite(point.low))
        text += tr(" (95 %: %1 to %2)")
                    .arg(chartValueText(m_data.y.unit, point.low),
                         chartValueText(m_data.y.unit, point.high));
    text += tr(", n = %1").arg(point.n);
    return Qt::convertFromPlainText(visibleText(text)); // else names might pass for HTML
}

void ChartScene::addCategories(const Frame &frame)
{
    const auto &categories = m_data.categories;
    for (qsizetype i = 0; i < categories.size(); ++i) {
        const QPointF middle = place(m_left, double(categories.size() - 1 - i));
        const qreal row = m_plot.height() / qreal(categories.size());
        auto *label =
            chartText(categories[i], m_look.font, m_look.text, frame.labels, Qt::AlignRight);
        const QFontMetricsF metrics(m_look.font);
        for (double lines = std::clamp(std::floor(row / metrics.height()), 1.0, 3.0);
             lines >= 1.0 && label->boundingRect().height() > std::min(row, 3.2 * metrics.height());
             --lines) { // too long for its row
            delete label;
            label = chartText(fittedText(categories[i], m_look.font, frame.labels, lines),
                              m_look.font, m_look.text, frame.labels, Qt::AlignRight);
        }
        label->setToolTip(Qt::convertFromPlainText(visibleText(categories[i])));
        label->setPos(m_plot.left() - frame.labels - m_look.unit() * tickGap,
                      middle.y() - label->boundingRect().height() / 2.0);
        addItem(label);
        if (i > 0 && m_data.series.size() > 1) {
            const qreal y = middle.y() - row / 2.0;
            addLine(QLineF(m_plot.left(), y, m_plot.right(), y), QPen(m_look.grid, 1));
        }
    }
}

/// Rates as marks with intervals, a row each category, the series of a row below one another.
void ChartScene::addRates(const Frame &frame)
{
    addCategories(frame);
    const qreal count = qreal(m_data.series.size());
    const qreal step = std::min(0.8 / count, 0.3);
    const QFont font = m_look.scaled(0.9);
    attach(new QLineSeries); // Qt Charts draws no axis that nothing is attached to
    for (size_t s = 0; s < m_data.series.size(); ++s)
        for (const ChartPoint &point : m_data.series[s].points) {
            const double row = double(m_data.categories.size()) - 1.0 - point.x
                - (double(s) - (double(count) - 1.0) / 2.0) * step;
            const QPointF at = place(point.y, row);
            QString value = tr("no attempt counts");
            if (std::isfinite(point.y)) {
                addInterval(place(point.low, row), place(point.high, row), m_look.colour(s));
                addMarker(at, s, tipOf(m_data.series[s], point));
                value = tr("%1  n = %2").arg(chartValueText(m_data.y.unit, point.y)).arg(point.n);
            }
            if (frame.values <= 0.0)
                continue;
            auto *text = chartText(value, font, m_look.dim, 0.0);
            text->setPos(m_plot.right() + m_look.unit(),
                         place(0.0, row).y() - text->boundingRect().height() / 2.0);
            addItem(text);
        }
}

void ChartScene::addTrend(const Frame &frame)
{
    Q_UNUSED(frame)
    const double dodge = (m_right - m_left) / m_plot.width() * m_look.unit() * 0.45;
    for (size_t s = 0; s < m_data.series.size(); ++s) {
        auto *line = new QLineSeries;
        line->setPen(m_look.pen(s));
        const double aside = (double(s) - (double(m_data.series.size()) - 1.0) / 2.0) * dodge;
        for (const ChartPoint &point : m_data.series[s].points) {
            if (!std::isfinite(point.y))
                continue;
            const double x = point.x + aside;
            line->append(x, point.y);
            addInterval(place(x, point.low), place(x, point.high), m_look.colour(s));
            addMarker(place(x, point.y), s, tipOf(m_data.series[s], point));
        }
        attach(line);
    }
}

void ChartScene::addHistogram(size_t number)
{
    const auto isEmpty = [](const ChartPoint &point) { return point.y == 0.0; };
    auto points = m_data.series[number].points; // without empty bars before and behind
    points.erase(points.begin(), std::ranges::find_if_not(points, isEmpty));
    while (!points.empty() && isEmpty(points.back()))
        points.pop_back();
    if (points.empty())
        return;
    auto *line = new QLineSeries;
    line->append(across(points.front().x), 0.0);
    for (const ChartPoint &point : points) {
        line->append(across(point.x), point.y);
        line->append(across(point.xEnd), point.y);
    }
    line->append(across(points.back().xEnd), 0.0);
    auto *area = new QAreaSeries(line);
    QColor fill = m_look.colour(number);
    fill.setAlphaF(0.16F);
    area->setBrush(fill);
    area->setPen(m_look.pen(number));
    m_chart->addSeries(area);
    for (QAbstractAxis *axis : m_chart->axes())
        area->attachAxis(axis);
}

/// The intervals of a step curve, where they were worked out for all of it.
void ChartScene::addBand(size_t number)
{
    const auto &points = m_data.series[number].points;
    if (std::ranges::any_of(points, [](const ChartPoint &p) { return !std::isfinite(p.low); }))
        return;
    auto *low = new QLineSeries;
    auto *high = new QLineSeries;
    for (size_t i = 0; i < points.size(); ++i) {
        const double from = across(points[i].x);
        const double to = i + 1 < points.size() ? across(points[i + 1].x) : from;
        for (const double x : {from, to}) {
            low->append(x, points[i].low);
            high->append(x, points[i].high);
        }
    }
    auto *area = new QAreaSeries(high, low);
    QColor fill = m_look.colour(number);
    fill.setAlphaF(0.13F);
    area->setBrush(fill);
    area->setPen(Qt::NoPen);
    m_chart->addSeries(area);
    for (QAbstractAxis *axis : m_chart->axes())
        area->attachAxis(axis);
}

void ChartScene::addCurves(const Frame &frame)
{
    Q_UNUSED(frame)
    if (isHistogram()) {
        for (size_t s = 0; s < m_data.series.size(); ++s)
            addHistogram(s);
        return;
    }
    for (size_t s = 0; s < m_data.series.size(); ++s)
        addBand(s);
    for (size_t s = 0; s < m_data.series.size(); ++s) {
        auto *line = new QLineSeries;
        line->setPen(m_look.pen(s));
        double before = ChartPoint::none;
        for (const ChartPoint &point : m_data.series[s].points) {
            if (std::isfinite(before))
                line->append(across(point.x), before);
            line->append(across(point.x), point.y);
            before = point.y;
        }
        attach(line);
    }
}

} // namespace touchstone::inspect

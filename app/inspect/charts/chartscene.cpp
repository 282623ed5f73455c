#include "app/inspect/charts/chartscene.h"

#include "app/inspect/charts/chartparts.h"

#include "core/base/text.h"

#include <QtCharts/QCategoryAxis>
#include <QtCharts/QChart>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>
#include <QtGui/QFontMetricsF>
#include <QtGui/QTextDocument>
#include <QtGui/QTextOption>
#include <QtWidgets/QGraphicsLayout>
#include <QtWidgets/QGraphicsLineItem>
#include <QtWidgets/QGraphicsTextItem>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr qreal seriesRow = 1.15; ///< the least that a row has for each series, in heights of text
constexpr qreal mostRow = 4.0; ///< where there is room
constexpr qreal leastPlot = 15.0; ///< axes and titles included
constexpr qreal widestLabel = 0.38; ///< of the figure's width

qreal widthOf(const QString &text, const QFont &font)
{
    return QFontMetricsF(font).horizontalAdvance(visibleText(text));
}

QCategoryAxis *tickedAxis(const ChartAxis &data, const ChartLook &look, int most)
{
    auto *axis = new QCategoryAxis;
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setRange(toScale(data, data.low), toScale(data, data.high));
    axis->setStartValue(toScale(data, data.low));
    for (const double tick : chartTicks(data, most))
        axis->append(chartValueText(data.unit, tick), toScale(data, tick));
    axis->setTruncateLabels(false);
    axis->setLabelsFont(look.font);
    axis->setLabelsBrush(look.text);
    axis->setGridLinePen(QPen(look.grid, 1));
    axis->setLinePen(QPen(look.dim, 1));
    return axis;
}

} // namespace

QGraphicsTextItem *chartText(const QString &text, const QFont &font, const QColor &colour,
                             qreal width, Qt::Alignment alignment)
{
    auto *item = new QGraphicsTextItem;
    item->setFont(font);
    item->setDefaultTextColor(colour);
    item->document()->setDocumentMargin(0);
    QTextOption option(alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    item->document()->setDefaultTextOption(option);
    item->setPlainText(visibleText(text));
    if (width > 0.0)
        item->setTextWidth(width);
    return item;
}

QString fittedText(const QString &text, const QFont &font, qreal width, double lines)
{
    const double share = lines > 1.0 ? lines - 0.5 : 1.0; // words leave gaps where they wrap
    return QFontMetricsF(font).elidedText(visibleText(text), Qt::ElideMiddle, width * share);
}

double toScale(const ChartAxis &axis, double value)
{
    return axis.isLog ? std::log10(std::max(value, axis.low)) : value;
}

ChartScene::ChartScene(const ChartData &data, const ChartLook &look, QSizeF size, QObject *parent)
    : QGraphicsScene(parent)
    , m_data(data)
    , m_look(look)
{
    setItemIndexMethod(NoIndex);
    Frame frame{QRectF(QPointF(), size), {}, 0.0, 0.0};
    const qreal margin = m_look.unit();
    frame.rest = frame.all.adjusted(margin, margin, -margin, -margin);
    setBackgroundBrush(m_look.paper);
    addTitle(frame);
    addLegend(frame);
    addNotes(frame);
    addAxisTitles(frame);
    m_plot = frame.rest;
    if (m_data.isEmpty()) {
        auto *nothing = chartText(tr("Nothing to show: no attempt counts here"), m_look.font,
                                  m_look.dim, frame.rest.width(), Qt::AlignHCenter);
        nothing->setPos(frame.rest.left(), frame.rest.center().y());
        addItem(nothing);
    } else {
        addChart(frame);
    }
    setSceneRect(frame.all);
}

QSizeF ChartScene::fitting(const ChartData &data, const ChartLook &look, QSizeF room)
{
    if (data.kind != ChartKind::PassRate)
        return room;
    const qreal rows = qreal(data.categories.size() * qsizetype(data.series.size()));
    const qreal wanted = (leastPlot + rows * mostRow) * look.unit();
    return {room.width(), std::min(room.height(), wanted)};
}

bool ChartScene::hasLegend() const
{
    return m_data.series.size() > 1
        || (m_data.series.size() == 1 && !m_data.series.front().name.isEmpty());
}

bool ChartScene::isHistogram() const
{
    return std::ranges::any_of(m_data.series, [](const ChartSeries &series) {
        return !series.points.empty() && std::isfinite(series.points.front().xEnd);
    });
}

void ChartScene::addTitle(Frame &frame)
{
    if (m_data.title.isEmpty())
        return;
    auto *title =
        chartText(m_data.title, m_look.scaled(1.2, true), m_look.text, frame.rest.width());
    title->setPos(frame.rest.topLeft());
    addItem(title);
    frame.rest.setTop(frame.rest.top() + title->boundingRect().height() + m_look.unit() * 0.5);
}

/// Entries one after the other, in as many lines as they need; a name wider than the figure wraps.
void ChartScene::addLegend(Frame &frame)
{
    if (!hasLegend())
        return;
    const qreal unit = m_look.unit();
    const bool hasMarkers = !m_data.isSteps;
    const qreal sign = hasMarkers ? unit * 1.2 : unit * 2.6;
    QPointF at = frame.rest.topLeft();
    qreal lineHeight = 0.0;
    for (size_t i = 0; i < m_data.series.size(); ++i) {
        const QString name = m_data.series[i].name.isEmpty() ? tr("all") : m_data.series[i].name;
        const qreal most = frame.rest.width() - sign - unit * 0.4;
        const qreal width = std::min(widthOf(name, m_look.font) + 2.0, most);
        if (at.x() > frame.rest.left() && at.x() + sign + width > frame.rest.right())
            at = {frame.rest.left(), at.y() + lineHeight};
        auto *label =
            chartText(fittedText(name, m_look.font, most, 2.0), m_look.font, m_look.text, width);
        label->setPos(at.x() + sign, at.y());
        addItem(label);
        const QPointF middle(at.x(), at.y() + QFontMetricsF(m_look.font).height() / 2.0);
        if (hasMarkers)
            addMarker(middle + QPointF(unit * markerSize / 2.0, 0.0), i, {});
        else
            addLine(QLineF(middle, middle + QPointF(unit * 2.2, 0.0)), m_look.pen(i));
        lineHeight = std::max(lineHeight, label->boundingRect().height() + unit * 0.15);
        at.rx() += sign + width + unit * 1.2;
    }
    frame.rest.setTop(at.y() + lineHeight + unit * 0.6);
}

void ChartScene::addNotes(Frame &frame)
{
    QStringList lines;
    for (const ChartSeries &series : m_data.series)
        if (!series.notes.isEmpty())
            lines.append((series.name.isEmpty() ? QString() : series.name + u": "_s)
                         + series.notes.join(u"; "_s) + u'.');
    lines += m_data.notes;
    if (lines.isEmpty())
        return;
    auto *notes = chartText(lines.join(u'\n'), m_look.scaled(0.82), m_look.dim, frame.rest.width());
    const qreal height = notes->boundingRect().height();
    const qreal lacking = height + m_look.unit() * leastPlot - frame.rest.height();
    if (lacking > 0.0) { // the plot comes first; the figure grows for what is said below it
        frame.all.setHeight(frame.all.height() + lacking);
        frame.rest.setHeight(frame.rest.height() + lacking);
    }
    notes->setPos(frame.rest.left(), frame.rest.bottom() - height);
    addItem(notes);
    frame.rest.setBottom(frame.rest.bottom() - height - m_look.unit() * 0.6);
}

void ChartScene::addAxisTitles(Frame &frame)
{
    const bool isTurned = m_data.kind == ChartKind::PassRate; // categories stand at the left
    const QString below = isTurned ? m_data.y.title : m_data.x.title;
    const QString beside = isTurned ? QString() : m_data.y.title;
    const qreal unit = m_look.unit();
    const qreal lineHeight = QFontMetricsF(m_look.font).height();
    if (isTurned) {
        qreal widest = 0.0;
        for (const QString &category : m_data.categories)
            widest = std::max(widest, widthOf(category, m_look.font) + 2.0);
        frame.labels = std::min(widest, frame.all.width() * widestLabel);
        frame.values = widthOf(u"100.0 %  n = 10,000"_s, m_look.scaled(0.9)) + unit * 0.5;
        frame.rest.setLeft(frame.rest.left() + frame.labels + unit * tickGap);
        if (frame.rest.width() - frame.values < frame.all.width() * 0.3)
            frame.values = 0.0;
        frame.rest.setRight(frame.rest.right() - std::max(frame.values, unit * 1.6));
        const qreal rows = qreal(m_data.categories.size() * qsizetype(m_data.series.size()));
        const qreal lacking =
            rows * unit * seriesRow - (frame.rest.height() - 2.6 * lineHeight - unit * tickGap);
        if (lacking > 0.0) { // everything below moves down
            for (QGraphicsItem *item : items())
                if (item->pos().y() >= frame.rest.bottom())
                    item->moveBy(0.0, lacking);
            frame.all.setHeight(frame.all.height() + lacking);
            frame.rest.setHeight(frame.rest.height() + lacking);
        }
    }
    if (!beside.isEmpty()) {
        const qreal height = frame.rest.height() - 2.4 * lineHeight;
        const qreal width = std::min(widthOf(beside, m_look.font) + 2.0, height);
        auto *title =
            chartText(fittedText(beside, m_look.font, width, 1.0), m_look.font, m_look.text, 0.0);
        addItem(title);
        title->setRotation(-90.0);
        title->setPos(frame.rest.left(),
                      frame.rest.top() + (height + title->boundingRect().width()) / 2.0);
        const qreal widest = widthOf(u"100 %"_s, m_look.font);
        frame.rest.setLeft(frame.rest.left() + lineHeight + widest + unit * 1.1);
        frame.rest.setRight(frame.rest.right() - unit * 1.6); // half of the last tick's label
        frame.rest.setTop(frame.rest.top() + lineHeight / 2.0);
    }
    auto *title = chartText(below, m_look.font, m_look.text, frame.rest.width(), Qt::AlignHCenter);
    title->setPos(frame.rest.left(), frame.rest.bottom() - lineHeight);
    addItem(title);
    frame.rest.setBottom(frame.rest.bottom() - 2.2 * lineHeight - unit * tickGap);
}

QPointF ChartScene::place(double x, double y) const
{
    return {m_plot.left() + (x - m_left) / (m_right - m_left) * m_plot.width(),
            m_plot.bottom() - (y - m_bottom) / (m_top - m_bottom) * m_plot.height()};
}

double ChartScene::across(double x) const
{
    return toScale(m_data.x, x);
}

void ChartScene::addChart(const Frame &frame)
{
    const bool isTurned = m_data.kind == ChartKind::PassRate;
    const ChartAxis &below = isTurned ? m_data.y : m_data.x;
    m_left = toScale(below, below.low);
    m_right = toScale(below, below.high);
    m_bottom = isTurned ? m_data.x.low : m_data.y.low;
    m_top = isTurned ? m_data.x.high : m_data.y.high;
    m_chart = new QChart;
    m_chart->setBackgroundVisible(false);
    m_chart->legend()->hide();
    m_chart->setMargins({});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    addItem(m_chart);
    m_chart->setGeometry(frame.all);
    const qreal widestTick =
        std::max(widthOf(chartValueText(below.unit, below.high), m_look.font), m_look.unit() * 4.0);
    const int most = std::clamp(int(m_plot.width() / (widestTick * 1.35)), 2, 10);
    m_chart->addAxis(tickedAxis(below, m_look, most), Qt::AlignBottom);
    if (isTurned) {
        auto *axis = new QValueAxis;
        axis->setRange(m_bottom, m_top);
        axis->setLabelsVisible(false);
        axis->setGridLineVisible(false);
        axis->setLineVisible(false);
        m_chart->addAxis(axis, Qt::AlignLeft);
    } else {
        const int lines = std::clamp(int(m_plot.height() / (m_look.unit() * 3.0)), 2, 6);
        m_chart->addAxis(tickedAxis(m_data.y, m_look, lines), Qt::AlignLeft);
    }
    if (isTurned)
        addRates(frame);
    else if (m_data.kind == ChartKind::Trend)
        addTrend(frame);
    else
        addCurves(frame);
    m_chart->setPlotArea(m_plot);
    m_chart->layout()->activate();
}

} // namespace touchstone::inspect

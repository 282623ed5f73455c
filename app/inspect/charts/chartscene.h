#pragma once

#include "app/inspect/charts/chartlook.h"

#include "core/report/chartdata.h"

#include <QtWidgets/QGraphicsScene>

class QAbstractAxis;
class QChart;
class QXYSeries;

namespace touchstone::inspect {

/// A chart as a scene, of the same looks in a window and in a file. Qt Charts draws axes and
/// series; what it would cut off or read as HTML (names are strangers') is text of our own.
class ChartScene : public QGraphicsScene {
    Q_OBJECT

public:
    /// `size` in pixels of 1/96 inch. A scene of many rows is taller than that.
    ChartScene(const ChartData &data, const ChartLook &look, QSizeF size,
               QObject *parent = nullptr);
    /// `room`, less what rows that are few would not need of it.
    static QSizeF fitting(const ChartData &data, const ChartLook &look, QSizeF room);

private:
    struct Frame; ///< where things stand
    void addTitle(Frame &frame);
    void addLegend(Frame &frame);
    void addNotes(Frame &frame);
    void addAxisTitles(Frame &frame);
    void addCategories(const Frame &frame);
    void addChart(const Frame &frame);
    void addRates(const Frame &frame);
    void addTrend(const Frame &frame);
    void addCurves(const Frame &frame);
    void addHistogram(size_t number);
    void addBand(size_t number);
    void addInterval(QPointF low, QPointF high, QColor colour);
    void addMarker(QPointF at, size_t series, const QString &tip);
    void attach(QXYSeries *series);
    [[nodiscard]] QPointF place(double x, double y) const;
    [[nodiscard]] bool hasLegend() const;
    [[nodiscard]] bool isHistogram() const;
    [[nodiscard]] QString tipOf(const ChartSeries &series, const ChartPoint &point) const;
    [[nodiscard]] double across(double x) const; ///< a value of the x axis on its scale

    ChartData m_data;
    ChartLook m_look;
    QChart *m_chart = nullptr;
    QRectF m_plot;
    double m_left = 0.0; ///< what the plot's edges stand for, on the axes' scales
    double m_right = 1.0;
    double m_bottom = 0.0;
    double m_top = 1.0;
};

} // namespace touchstone::inspect

#pragma once

#include "core/report/chartdata.h"

#include <QtWidgets/QGraphicsView>

namespace touchstone::inspect {

/// A chart that fills its view and follows palette and font.
class ChartView : public QGraphicsView {
    Q_OBJECT

public:
    explicit ChartView(QWidget *parent = nullptr);
    void show(const ChartData &data);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void draw();

    ChartData m_data;
    bool m_hasData = false;
};

} // namespace touchstone::inspect

#pragma once

#include "app/inspect/timelinemodel.h"

#include <QtWidgets/QWidget>

namespace touchstone::inspect {

/// The whole time of an attempt from left to right, a mark for each event in the row and colour of
/// its type. Clicking goes to the event nearest in time; left and right go to its neighbours.
class OverviewStrip : public QWidget {
    Q_OBJECT

public:
    explicit OverviewStrip(const TimelineModel &model, QWidget *parent = nullptr);
    void setCurrent(qint64 event);
    [[nodiscard]] QSize sizeHint() const override;
    /// The event nearest to a place; 0: there are none.
    [[nodiscard]] qint64 eventAt(int x) const;
    [[nodiscard]] int xOf(qint64 atNs) const;

Q_SIGNALS:
    void wanted(qint64 event);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void forget();
    void paintMarks(QPainter &painter);

    const TimelineModel &m_model;
    QPixmap m_marks;
    qint64 m_current = 0;
};

} // namespace touchstone::inspect

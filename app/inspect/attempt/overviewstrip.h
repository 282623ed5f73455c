#pragma once

#include "app/inspect/attempt/timelinemodel.h"

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
    /// A byte for each pixel, row and sort, however many events fall there.
    using Marks = std::vector<quint8>;
    struct Scale {
        int width = 0; ///< of the strip
        qint64 endNs = 0;
        [[nodiscard]] int xOf(qint64 atNs) const;
        [[nodiscard]] qint64 timeAt(int x) const;
    };
    void forget();
    void look();
    void paintMarks(const Marks &marks, const Scale &scale);
    static Marks marksOf(const std::vector<SharedPage> &pages, const Scale &scale);
    [[nodiscard]] Scale scale() const { return {width(), m_model.endNs()}; }

    const TimelineModel &m_model;
    QPixmap m_marks;
    bool m_isLooking = false; ///< a thread looks through the events
    bool m_isOld = false; ///< … that are more by now
    qint64 m_current = 0;
};

} // namespace touchstone::inspect

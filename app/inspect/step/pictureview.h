#pragma once

#include "core/trace/actionmark.h"

#include <QtGui/QImage>
#include <QtWidgets/QWidget>

namespace touchstone::inspect {

/// A picture scaled to fit (never beyond its own pixels on the screen), with an action drawn on it
/// and an element outlined.
class PictureView : public QWidget {
    Q_OBJECT

public:
    explicit PictureView(QWidget *parent = nullptr);
    void show(const QImage &picture, const ActionMark &mark);
    /// In place of a picture.
    void say(const QString &text);
    /// In the picture's pixels; empty: none.
    void outline(const QRectF &element);
    [[nodiscard]] QRectF outlined() const { return m_outline; }
    [[nodiscard]] bool hasPicture() const { return !m_picture.isNull(); }
    [[nodiscard]] QPointF toPicture(const QPointF &at) const;
    [[nodiscard]] QPointF fromPicture(const QPointF &at) const;
    [[nodiscard]] QSize sizeHint() const override { return {480, 360}; }

Q_SIGNALS:
    void pointed(const QPointF &atPixel); ///< a click on the picture

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QRectF target() const;
    void paintMark(QPainter &painter) const;
    void paintText(QPainter &painter, const QRectF &within) const;

    QImage m_picture;
    ActionMark m_mark;
    QString m_message;
    QRectF m_outline;
};

} // namespace touchstone::inspect

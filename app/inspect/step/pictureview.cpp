#include "app/inspect/step/pictureview.h"

#include "app/ide/look.h"

#include "core/base/text.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include <cmath>
#include <functional>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr int margin = 10;
// Seen on any picture: a light line within a dark one.
const QColor ink(0xff, 0x2d, 0x6f);
const QColor halo(0xff, 0xff, 0xff, 220);

void drawTwice(QPainter &painter, const std::function<void()> &draw)
{
    painter.setPen(QPen(halo, 6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    draw();
    painter.setPen(QPen(ink, 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    draw();
}

void drawArrowHead(QPainter &painter, const QPointF &from, const QPointF &to)
{
    const double angle = std::atan2(to.y() - from.y(), to.x() - from.x());
    for (const double side : {angle + 2.6, angle - 2.6})
        painter.drawLine(to, to + QPointF(std::cos(side), std::sin(side)) * 13);
}

} // namespace

PictureView::PictureView(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Picture"));
    setMinimumSize(120, 90);
}

void PictureView::show(const QImage &picture, const ActionMark &mark)
{
    m_picture = picture;
    m_mark = mark;
    m_message.clear();
    m_outline = {};
    setAccessibleDescription(tr("%1 × %2 pixels").arg(picture.width()).arg(picture.height()));
    update();
}

void PictureView::say(const QString &text)
{
    m_picture = {};
    m_mark = {};
    m_outline = {};
    m_message = visibleText(text);
    setAccessibleDescription(m_message);
    update();
}

void PictureView::outline(const QRectF &element)
{
    m_outline = element;
    update();
}

QRectF PictureView::target() const
{
    const QSizeF room(std::max(1, width() - 2 * margin), std::max(1, height() - 2 * margin));
    const QSizeF own = QSizeF(m_picture.size()) / devicePixelRatioF();
    const QSizeF size = own.width() <= room.width() && own.height() <= room.height()
        ? own
        : own.scaled(room, Qt::KeepAspectRatio);
    return {QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size};
}

QPointF PictureView::toPicture(const QPointF &at) const
{
    const QRectF shown = target();
    if (m_picture.isNull() || shown.isEmpty())
        return {};
    return {(at.x() - shown.left()) * m_picture.width() / shown.width(),
            (at.y() - shown.top()) * m_picture.height() / shown.height()};
}

QPointF PictureView::fromPicture(const QPointF &at) const
{
    const QRectF shown = target();
    if (m_picture.isNull())
        return {};
    return {shown.left() + at.x() * shown.width() / m_picture.width(),
            shown.top() + at.y() * shown.height() / m_picture.height()};
}

void PictureView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ide::Colours &colours = ide::coloursOf(palette());
    painter.fillRect(rect(), palette().color(QPalette::Window));
    if (m_picture.isNull()) {
        painter.setPen(colours.dim);
        painter.drawText(rect().adjusted(margin, margin, -margin, -margin),
                         Qt::AlignCenter | Qt::TextWordWrap, m_message);
        return;
    }
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QRectF shown = target();
    painter.drawImage(shown, m_picture);
    painter.setPen(colours.border);
    painter.drawRect(shown);
    if (!m_outline.isEmpty()) {
        const QRectF box(fromPicture(m_outline.topLeft()), fromPicture(m_outline.bottomRight()));
        QColor fill = colours.accent;
        fill.setAlpha(50);
        painter.fillRect(box, fill);
        drawTwice(painter, [&] { painter.drawRect(box); });
    }
    paintMark(painter);
}

void PictureView::paintMark(QPainter &painter) const
{
    if (m_mark.isEmpty())
        return;
    std::vector<QPointF> path;
    for (const ActionMark::Point &point : m_mark.path)
        path.push_back(fromPicture({point.x, point.y}));
    painter.setBrush(Qt::NoBrush);
    if (path.size() == 1) {
        drawTwice(painter, [&] {
            painter.drawEllipse(path[0], 11, 11);
            painter.drawPoint(path[0]);
        });
    } else if (path.size() > 1) {
        QPainterPath line(path.front());
        for (const QPointF &point : path)
            line.lineTo(point);
        drawTwice(painter, [&] {
            painter.drawEllipse(path.front(), 6, 6);
            painter.drawPath(line);
            drawArrowHead(painter, path[path.size() - 2], path.back());
        });
    }
    paintText(painter, target());
}

/// What was done, in a label beside the place, or at the bottom.
void PictureView::paintText(QPainter &painter, const QRectF &within) const
{
    QString text = m_mark.name;
    if (!m_mark.text.isEmpty())
        text += (text.isEmpty() ? u""_s : u" "_s) + u'“' + shortName(m_mark.text, 60) + u'”';
    text = visibleText(text).simplified();
    if (text.isEmpty())
        return;
    QFont font = painter.font();
    font.setBold(true);
    painter.setFont(font);
    const QFontMetrics metrics(font);
    text = metrics.elidedText(text, Qt::ElideRight, std::max(60, int(within.width()) - 24));
    QRectF box(0, 0, metrics.horizontalAdvance(text) + 14, metrics.height() + 6);
    if (m_mark.path.empty()) {
        box.moveCenter({within.center().x(), within.bottom() - box.height()});
    } else {
        const ActionMark::Point &last = m_mark.path.back();
        box.moveTopLeft(fromPicture({last.x, last.y}) + QPointF(16, 12));
        if (box.right() > within.right())
            box.moveRight(within.right() - 2);
        if (box.bottom() > within.bottom())
            box.moveBottom(fromPicture({last.x, last.y}).y() - 16);
    }
    painter.setPen(QPen(halo, 1.5));
    painter.setBrush(ink);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(Qt::white);
    painter.drawText(box, Qt::AlignCenter, text);
}

void PictureView::mousePressEvent(QMouseEvent *event)
{
    if (!m_picture.isNull() && target().contains(event->position()))
        Q_EMIT pointed(toPicture(event->position()));
}

} // namespace touchstone::inspect

#include "app/inspect/overviewstrip.h"

#include "app/ide/look.h"
#include "app/inspect/eventlook.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>

#include <algorithm>

namespace touchstone::inspect {
namespace {

constexpr int laneHeight = 6;
constexpr int laneGap = 2;
constexpr int margin = 8;

} // namespace

OverviewStrip::OverviewStrip(const TimelineModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
{
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Overview of the attempt's time"));
    setToolTip(tr("Messages and model calls, edits, commands and actions, the rest; from the "
                  "attempt's start to its end"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&model, &TimelineModel::grew, this, &OverviewStrip::forget);
    connect(&model, &TimelineModel::cleared, this, &OverviewStrip::forget);
}

QSize OverviewStrip::sizeHint() const
{
    return {400, eventLanes * (laneHeight + laneGap) + 2 * 4 - laneGap};
}

void OverviewStrip::forget()
{
    m_marks = QPixmap();
    update();
}

int OverviewStrip::xOf(qint64 atNs) const
{
    const int width = std::max(1, this->width() - 2 * margin - 2);
    const qint64 end = std::max<qint64>(1, m_model.endNs());
    return margin + int(double(width) * double(std::clamp<qint64>(atNs, 0, end)) / double(end));
}

qint64 OverviewStrip::eventAt(int x) const
{
    qint64 best = 0;
    int nearest = std::numeric_limits<int>::max();
    for (const SharedPage &page : m_model.pages())
        for (const TimelineEntry &entry : page->entries)
            if (const int distance = std::abs(xOf(entry.atNs) - x); distance < nearest) {
                nearest = distance;
                best = entry.id;
            }
    return best;
}

void OverviewStrip::setCurrent(qint64 event)
{
    m_current = event;
    update();
}

/// One mark per pixel, row and sort, however many events fall there.
void OverviewStrip::paintMarks(QPainter &painter)
{
    std::vector<quint8> drawn(size_t(std::max(1, width())) * eventLanes * 2);
    for (const SharedPage &page : m_model.pages()) {
        for (const TimelineEntry &entry : page->entries) {
            const int x = std::clamp(xOf(entry.atNs), 0, width() - 1);
            const int lane = eventLane(entry.type);
            quint8 &here = drawn[(size_t(x) * eventLanes + size_t(lane)) * 2 + entry.isTrouble];
            if (here++ > 0) {
                here = 1;
                continue;
            }
            const int height = entry.isTrouble ? laneHeight + laneGap : laneHeight;
            painter.fillRect(x, 4 + lane * (laneHeight + laneGap), 2, height,
                             eventColour(entry.type, entry.isTrouble, palette()));
        }
    }
}

void OverviewStrip::paintEvent(QPaintEvent *)
{
    const ide::Colours &colours = ide::coloursOf(palette());
    if (m_marks.isNull() && width() > 0 && height() > 0) {
        m_marks = QPixmap(size() * devicePixelRatioF());
        m_marks.setDevicePixelRatio(devicePixelRatioF());
        m_marks.fill(palette().color(QPalette::Base));
        QPainter painter(&m_marks);
        paintMarks(painter);
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_marks);
    painter.setPen(colours.border);
    painter.drawLine(0, height() - 1, width(), height() - 1);
    const qsizetype position = m_current > 0 ? m_model.positionOfEvent(m_current) : -1;
    if (position >= 0) {
        const int x = xOf(m_model.entryAt(position).atNs);
        painter.fillRect(x, 0, 2, height(), palette().color(QPalette::Text));
        painter.fillRect(x - 2, 0, 6, 3, palette().color(QPalette::Text));
    }
    if (hasFocus()) {
        painter.setPen(colours.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void OverviewStrip::resizeEvent(QResizeEvent *)
{
    forget();
}

void OverviewStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        forget();
    QWidget::changeEvent(event);
}

void OverviewStrip::mousePressEvent(QMouseEvent *event)
{
    if (const qint64 id = eventAt(int(event->position().x())); id > 0)
        Q_EMIT wanted(id);
}

void OverviewStrip::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        mousePressEvent(event);
}

void OverviewStrip::keyPressEvent(QKeyEvent *event)
{
    const qsizetype at = m_model.positionOfEvent(m_current);
    const int key = event->key();
    const qsizetype next = key == Qt::Key_Left ? at - 1
        : key == Qt::Key_Right                 ? at + 1
        : key == Qt::Key_Home                  ? 0
        : key == Qt::Key_End                   ? m_model.count() - 1
                                               : -1;
    if (next < 0 || next >= m_model.count())
        return QWidget::keyPressEvent(event);
    Q_EMIT wanted(m_model.entryAt(next).id);
}

} // namespace touchstone::inspect

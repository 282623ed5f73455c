#include "app/inspect/attempt/overviewstrip.h"

#include "app/ide/look.h"
#include "app/inspect/eventlook.h"

#include <QtConcurrent/QtConcurrentRun>
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
    m_isOld = true;
    update();
}

int OverviewStrip::Scale::xOf(qint64 atNs) const
{
    const qint64 end = std::max<qint64>(1, endNs);
    const int inner = std::max(1, width - 2 * margin - 2);
    return margin + int(double(inner) * double(std::clamp<qint64>(atNs, 0, end)) / double(end));
}

qint64 OverviewStrip::Scale::timeAt(int x) const
{
    const int inner = std::max(1, width - 2 * margin - 2);
    return qint64((double(x - margin) + 0.5) / double(inner) * double(endNs)); // its middle
}

int OverviewStrip::xOf(qint64 atNs) const
{
    return scale().xOf(atNs);
}

qint64 OverviewStrip::eventAt(int x) const
{
    const qint64 at = scale().timeAt(x);
    qint64 best = 0;
    qint64 nearest = std::numeric_limits<qint64>::max();
    for (const SharedPage &page : m_model.pages())
        for (const TimelineEntry &entry : page->entries)
            if (const qint64 distance = std::abs(entry.atNs - at); distance < nearest) {
                nearest = distance;
                best = entry.id;
            }
    return best;
}

/// In a thread: there may be very many events. Pages never change once they are made.
void OverviewStrip::look()
{
    if (m_isLooking || !m_isOld)
        return;
    m_isLooking = true;
    m_isOld = false;
    QtConcurrent::run([pages = m_model.pages(), scale = scale()] {
        return std::pair(marksOf(pages, scale), scale);
    }).then(this, [this](const std::pair<Marks, Scale> &found) {
        m_isLooking = false;
        paintMarks(found.first, found.second);
        update();
    });
}

void OverviewStrip::setCurrent(qint64 event)
{
    m_current = event;
    update();
}

OverviewStrip::Marks OverviewStrip::marksOf(const std::vector<SharedPage> &pages,
                                            const Scale &scale)
{
    const int last = std::max(0, scale.width - 1);
    Marks marks(size_t(last + 1) * eventLanes * 2);
    for (const SharedPage &page : pages)
        for (const TimelineEntry &entry : page->entries) {
            const auto x = size_t(std::clamp(scale.xOf(entry.atNs), 0, last));
            const auto lane = size_t(eventLane(entry.type));
            quint8 &here = marks[(x * eventLanes + lane) * 2 + entry.isTrouble];
            if (here == 0) // the first one there
                here = quint8(entry.type) + 1;
        }
    return marks;
}

void OverviewStrip::paintMarks(const Marks &marks, const Scale &scale)
{
    m_marks = QPixmap(QSize(scale.width, height()) * devicePixelRatioF());
    m_marks.setDevicePixelRatio(devicePixelRatioF());
    m_marks.fill(palette().color(QPalette::Base));
    QPainter painter(&m_marks);
    for (size_t i = 0; i < marks.size(); ++i) {
        if (marks[i] == 0)
            continue;
        const bool isTrouble = i % 2 != 0;
        const int lane = int(i / 2 % eventLanes);
        painter.fillRect(int(i / 2 / eventLanes), 4 + lane * (laneHeight + laneGap), 2,
                         isTrouble ? laneHeight + laneGap : laneHeight,
                         eventColour(EventType(marks[i] - 1), isTrouble, palette()));
    }
}

void OverviewStrip::paintEvent(QPaintEvent *)
{
    const ide::Colours &colours = ide::coloursOf(palette());
    look();
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
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

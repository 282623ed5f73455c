#include "app/inspect/charts/chartview.h"

#include "app/ide/look.h"
#include "app/inspect/charts/chartscene.h"

#include "core/base/text.h"

#include <QtCore/QEvent>
#include <QtGui/QFontInfo>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {

ChartView::ChartView(QWidget *parent)
    : QGraphicsView(parent)
{
    setFrameShape(QFrame::NoFrame);
    setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Chart"));
}

void ChartView::show(const ChartData &data)
{
    m_data = data;
    m_hasData = true;
    // who can't see it is told what it is of; the table beside has the numbers
    setAccessibleDescription(visibleText((QStringList{data.title} + data.notes).join(u' ')));
    draw();
}

void ChartView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()
        || event->size().height() != event->oldSize().height())
        draw();
}

void ChartView::changeEvent(QEvent *event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        draw();
}

void ChartView::draw()
{
    if (!m_hasData || viewport()->width() < 80 || viewport()->height() < 60)
        return;
    QGraphicsScene *before = scene();
    const ChartLook look = chartLook(ide::isDark(palette()), QFontInfo(font()).pixelSize());
    auto *drawn = new ChartScene(m_data, look,
                                 ChartScene::fitting(m_data, look, maximumViewportSize()), this);
    setBackgroundBrush(look.paper);
    setScene(drawn);
    setSceneRect(drawn->sceneRect());
    delete before;
}

} // namespace touchstone::inspect

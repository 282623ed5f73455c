#include "app/ide/style.h"

#include "app/ide/look.h"

#include <QtGui/QPainter>
#include <QtWidgets/QStyleOption>

using namespace Qt::StringLiterals;

namespace touchstone::ide {
namespace {

void drawCross(const QStyleOption &option, QPainter *painter)
{
    const Colours &colours = coloursOf(option.palette);
    const bool isHovered = option.state.testFlag(QStyle::State_Raised)
        || option.state.testFlag(QStyle::State_MouseOver);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isHovered) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(colours.border);
        painter->drawRoundedRect(option.rect, 3, 3);
    }
    const int side = std::max(6, option.rect.width() / 2);
    QRectF cross(0, 0, side, side);
    cross.moveCenter(QRectF(option.rect).center());
    painter->setPen(QPen(isHovered ? option.palette.color(QPalette::Text) : colours.dim, 1.4));
    painter->drawLine(cross.topLeft(), cross.bottomRight());
    painter->drawLine(cross.topRight(), cross.bottomLeft());
    painter->restore();
}

/// A field's edge: thin, in the accent's colour where the focus is.
void drawEdge(const QStyleOption &option, QPainter *painter)
{
    const Colours &colours = coloursOf(option.palette);
    const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus);
    QColor edge = colours.dim;
    edge.setAlphaF(0.7F);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(hasFocus ? colours.accent : edge, hasFocus ? 1.6 : 1.0));
    painter->drawRoundedRect(QRectF(option.rect).adjusted(0.8, 0.8, -0.8, -0.8), 3, 3);
    painter->restore();
}

} // namespace

Style::Style()
    : QProxyStyle(u"fusion"_s)
{
    setObjectName(u"touchstone"_s);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    if (element == PE_IndicatorTabClose)
        drawCross(*option, painter);
    else if (element == PE_FrameLineEdit)
        drawEdge(*option, painter);
    else if (element == PE_PanelLineEdit) {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        painter->fillRect(option->rect.adjusted(1, 1, -1, -1), option->palette.base());
        if (frame && frame->lineWidth > 0)
            drawEdge(*option, painter);
    } else {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        if (element == PE_IndicatorCheckBox) // its own edge is hard to see in the dark
            drawEdge(*option, painter);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
    if (element != CE_HeaderSection || !header)
        return QProxyStyle::drawControl(element, option, painter, widget);
    // flat: a line below, and a short one between columns
    const Colours &colours = coloursOf(option->palette);
    const QRect &rect = option->rect;
    painter->fillRect(rect, option->palette.window());
    painter->setPen(colours.border);
    if (header->orientation == Qt::Horizontal) {
        painter->drawLine(rect.bottomLeft(), rect.bottomRight());
        if (header->position != QStyleOptionHeader::End
            && header->position != QStyleOptionHeader::OnlyOneSection)
            painter->drawLine(rect.right(), rect.top() + 4, rect.right(), rect.bottom() - 4);
    } else {
        painter->drawLine(rect.topRight(), rect.bottomRight());
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                               QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_SpinBox)
        drawEdge(*option, painter);
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option,
                            const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(4, 0, -4, 0) : rect;
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    QSize all = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton)
        all += QSize(16, 6);
    else if (type == CT_LineEdit || type == CT_ComboBox)
        all += QSize(0, 4);
    else if (type == CT_SpinBox)
        all += QSize(12, 4);
    else if (type == CT_MenuBarItem || type == CT_TabBarTab)
        all += QSize(4, 4);
    else if (type == CT_MenuItem)
        all += QSize(8, 2);
    return all;
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    case PM_HeaderMargin:
        return 5;
    case PM_FocusFrameHMargin: // beside the text of cells
        return 4;
    case PM_DockWidgetSeparatorExtent:
    case PM_SplitterWidth:
        return 5;
    case PM_TabCloseIndicatorWidth:
    case PM_TabCloseIndicatorHeight:
        return 16;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *data) const
{
    if (hint == SH_ItemView_ActivateItemOnSingleClick)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, data);
}

} // namespace touchstone::ide

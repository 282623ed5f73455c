#include "app/inspect/tonedelegate.h"

#include "app/ide/look.h"
#include "app/inspect/attemptroles.h"

#include <QtGui/QPainter>
#include <QtWidgets/QAbstractItemView>

#include <cmath>

namespace touchstone::inspect {
namespace {

QColor between(const QColor &from, const QColor &to, double share)
{
    const auto mix = [share](int a, int b) { return int(std::lround(a + (b - a) * share)); };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

} // namespace

QColor rateShade(double rate, const QPalette &palette)
{
    const ide::Colours &colours = ide::coloursOf(palette);
    return rate < 0.5 ? between(colours.removed, colours.marked, rate * 2)
                      : between(colours.marked, colours.added, rate * 2 - 1);
}

void ToneDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    QStyleOptionViewItem plain = option;
    plain.state &= ~QStyle::State_HasFocus; // Fusion washes the text out
    QStyledItemDelegate::paint(painter, plain, index);
    const bool isChosen = option.state.testFlag(QStyle::State_Selected);
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const bool isRow = view && view->selectionBehavior() == QAbstractItemView::SelectRows;
    if (!option.state.testFlag(QStyle::State_HasFocus) || (isChosen && isRow))
        return;
    painter->setPen(option.palette.color(isChosen ? QPalette::HighlightedText : QPalette::Accent));
    painter->drawRect(option.rect.adjusted(1, 1, -2, -2));
}

QSize ToneDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    return {size.width() + 8, std::max(size.height(), option.fontMetrics.height() + 8)};
}

void ToneDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->features &= ~QStyleOptionViewItem::HasDecoration;
    if (const QVariant rate = index.data(RateRole); rate.isValid())
        option->backgroundBrush = rateShade(rate.toDouble(), option->palette);
    const QString tone = index.data(ToneRole).toString();
    if (!tone.isEmpty())
        option->palette.setColor(QPalette::Text, ide::coloursOf(option->palette).tone(tone));
}

} // namespace touchstone::inspect

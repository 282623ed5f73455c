#include "app/scenarios/roomyrows.h"

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QLineEdit>

namespace touchstone::scenarios {
namespace {

constexpr int air = 8; // of both sides

} // namespace

void RoomyRows::in(QAbstractItemView &view)
{
    view.setItemDelegate(new RoomyRows(&view));
}

QSize RoomyRows::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return QStyledItemDelegate::sizeHint(option, index) + QSize(air, air);
}

void makeClearable(QLineEdit &line)
{
    line.setClearButtonEnabled(true);
    for (QAbstractButton *button : line.findChildren<QAbstractButton *>())
        button->setAccessibleName(QObject::tr("Clear"));
}

QString scenarioCount(qsizetype count)
{
    return count == 1 ? QObject::tr("1 scenario") : QObject::tr("%1 scenarios").arg(count);
}

} // namespace touchstone::scenarios

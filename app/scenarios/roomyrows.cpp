#include "app/scenarios/roomyrows.h"

#include <QtWidgets/QAbstractItemView>

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

QString scenarioCount(qsizetype count)
{
    return count == 1 ? QObject::tr("1 scenario") : QObject::tr("%1 scenarios").arg(count);
}

} // namespace touchstone::scenarios

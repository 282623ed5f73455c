#include "app/ide/roomyrows.h"

#include <QtWidgets/QAbstractItemView>

namespace touchstone::ide {
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

} // namespace touchstone::ide

#pragma once

#include <QtWidgets/QStyledItemDelegate>

class QAbstractItemView;

namespace touchstone::ide {

/// Rows with some air above and below their text.
class RoomyRows : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    static void in(QAbstractItemView &view);
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
};

} // namespace touchstone::ide

#pragma once

#include <QtWidgets/QStyledItemDelegate>

class QAbstractItemView;

namespace touchstone::scenarios {

/// Rows with some air above and below their text.
class RoomyRows : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    static void in(QAbstractItemView &view);
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
};

/// "1 scenario", "3 scenarios".
QString scenarioCount(qsizetype count);

} // namespace touchstone::scenarios

#pragma once

#include <QtWidgets/QStyledItemDelegate>

class QAbstractItemView;
class QLineEdit;

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

/// A line with a button that clears it, which has a name.
void makeClearable(QLineEdit &line);

/// "1 scenario", "3 scenarios".
QString scenarioCount(qsizetype count);

} // namespace touchstone::scenarios

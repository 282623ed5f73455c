#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace touchstone::inspect {

/// Text in its tone (ToneRole), cells shaded by their rate (RateRole); what is chosen keeps the
/// palette's own colours. Rows have room, and the current cell has a frame.
class ToneDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

/// Between "all failed" and "all passed"; opaque, readable under the palette's text.
QColor rateShade(double rate, const QPalette &palette);

} // namespace touchstone::inspect

#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace touchstone::scenarios {

/// Paints a line of the scenario tree: the last result's glyph, the name, and dim behind it what
/// sort of task it is; of a group its name and how many there are.
class ScenarioDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Where things are on a line.
    struct Geometry {
        QRect glyph;
        QRect name;
        QRect detail; ///< empty: there is no room for it
    };
    static Geometry geometry(const QRect &line, const QFontMetrics &metrics, const QString &name,
                             const QString &detail, bool hasGlyph);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
};

} // namespace touchstone::scenarios

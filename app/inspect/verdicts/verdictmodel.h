#pragma once

#include "core/check/verdict.h"

#include <QtCore/QAbstractItemModel>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QTreeView>

namespace touchstone::inspect {

/// The verdicts of an attempt, and below each its pieces of evidence.
class VerdictModel : public QAbstractItemModel {
    Q_OBJECT

public:
    using QAbstractItemModel::QAbstractItemModel;
    void setVerdicts(std::vector<Verdict> verdicts);
    [[nodiscard]] const std::vector<Verdict> &verdicts() const { return m_verdicts; }
    [[nodiscard]] const Verdict *verdict(const QModelIndex &index) const; ///< also of evidence
    [[nodiscard]] const Evidence *evidence(const QModelIndex &index) const; ///< null: a verdict

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<Verdict> m_verdicts;
};

/// A verdict on two lines: glyph, check and score; role, type and reason. Evidence on one.
class VerdictDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit VerdictDelegate(const VerdictModel &model, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    const VerdictModel &m_model;
};

/// A tree whose branches are painted as its delegate paints rows.
class VerdictTree : public QTreeView {
    Q_OBJECT

public:
    using QTreeView::QTreeView;

protected:
    void drawBranches(QPainter *painter, const QRect &rect,
                      const QModelIndex &index) const override;
};

/// "solution.py:3:5: missing docstring": what a piece of evidence says on one line.
QString evidenceLine(const Evidence &evidence);

} // namespace touchstone::inspect

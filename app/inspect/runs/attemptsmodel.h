#pragma once

#include "core/report/attemptorder.h"

#include <QtCore/QAbstractTableModel>

namespace touchstone::inspect {

QString outcomeGlyph(const AttemptRow &row); ///< so that colour is not alone
QString outcomeText(const AttemptRow &row); ///< with its glyph
QString outcomeTone(const AttemptRow &row);

/// Attempts as rows, one column for each AttemptField, over a table that others read and order.
class AttemptsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    /// These rows of the table, in this order.
    void setRows(const AttemptTable &table, std::vector<quint32> rows);
    /// Everything as it finished, whatever comes.
    void showAll(const AttemptTable &table);
    [[nodiscard]] bool isAll() const { return m_isAll; }
    [[nodiscard]] const AttemptTable &table() const { return m_table; }
    [[nodiscard]] quint32 number(int row) const
    {
        return m_isAll ? quint32(row) : m_rows[size_t(row)];
    }
    [[nodiscard]] const std::vector<quint32> &rows() const { return m_rows; } ///< where not all

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    AttemptTable m_table;
    std::vector<quint32> m_rows;
    bool m_isAll = true;
    size_t m_shown = 0; ///< rows of a table that is shown in whole
};

QString fieldTitle(AttemptField field);
/// What a cell says, on one line. Any thread.
QString cellText(const AttemptTable &table, const AttemptRow &row, AttemptField field);

} // namespace touchstone::inspect

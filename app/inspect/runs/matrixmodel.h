#pragma once

#include "core/report/summary.h"

#include <QtCore/QAbstractTableModel>

namespace touchstone::inspect {

/// Scenarios as rows, agents as columns: how many samples passed. FilterRole of a cell asks for its
/// attempts.
class MatrixModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setSummary(const RunSummary &summary);
    [[nodiscard]] const std::vector<ScenarioRow> &rows() const { return m_rows; }
    [[nodiscard]] const QStringList &agents() const { return m_agents; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QVariant nameData(const ScenarioRow &row, int role) const;

    std::vector<ScenarioRow> m_rows;
    QStringList m_agents;
};

/// "3/5", with what is in no sample: "3/5 +1 error"
QString cellText(const MatrixCell &cell);
/// A term of the filter grammar for exactly this value.
QString filterTerm(const QString &field, const QString &value);

} // namespace touchstone::inspect

#pragma once

#include "core/report/chartdata.h"

#include <QtCore/QAbstractTableModel>

namespace touchstone::inspect {

/// A chart's numbers, a point a row.
class ChartTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Series, X, Value, IntervalColumn, Count, Errors, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void show(const ChartData &data);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString text(int row, int column) const;

    struct Row {
        size_t series;
        size_t point;
    };
    ChartData m_data;
    std::vector<Row> m_rows;
};

} // namespace touchstone::inspect

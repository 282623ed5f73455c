#include "app/inspect/charts/charttablemodel.h"

#include "core/base/text.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {

void ChartTableModel::show(const ChartData &data)
{
    beginResetModel();
    m_data = data;
    m_rows.clear();
    for (size_t series = 0; series < m_data.series.size(); ++series)
        for (size_t point = 0; point < m_data.series[series].points.size(); ++point)
            m_rows.push_back({series, point});
    endResetModel();
}

int ChartTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ChartTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString ChartTableModel::text(int row, int column) const
{
    const Row &place = m_rows[size_t(row)];
    const ChartSeries &series = m_data.series[place.series];
    const ChartPoint &point = series.points[place.point];
    const auto written = [](ChartUnit unit, double value) { return chartValueText(unit, value); };
    switch (column) {
    case Series:
        return visibleText(series.name.isEmpty() ? tr("all") : series.name);
    case X:
        if (std::isfinite(point.xEnd))
            return tr("%1 to %2")
                .arg(written(m_data.x.unit, point.x), written(m_data.x.unit, point.xEnd));
        return point.label.isEmpty() ? written(m_data.x.unit, point.x) : visibleText(point.label);
    case Value:
        return written(m_data.y.unit, point.y);
    case IntervalColumn:
        return std::isfinite(point.low)
            ? tr("%1 to %2")
                  .arg(written(m_data.y.unit, point.low), written(m_data.y.unit, point.high))
            : QString();
    case Count:
        return QString::number(point.n);
    default:
        return QString::number(point.errors);
    }
}

QVariant ChartTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::DisplayRole)
        return text(index.row(), index.column());
    if (role == Qt::ToolTipRole) // else a name might pass for HTML
        return Qt::convertFromPlainText(text(index.row(), index.column()));
    if (role == Qt::TextAlignmentRole && index.column() >= Value)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    return {};
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Series:
        return tr("Series");
    case X:
        return m_data.x.title;
    case Value:
        return m_data.y.title;
    case IntervalColumn:
        return tr("95 %");
    case Count:
        return tr("n");
    default:
        return tr("Errors");
    }
}

} // namespace touchstone::inspect

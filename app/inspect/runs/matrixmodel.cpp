#include "app/inspect/runs/matrixmodel.h"

#include "app/inspect/attemptroles.h"

#include "core/base/text.h"
#include "core/report/figures.h"

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

QString oneLine(const QString &text)
{
    return visibleText(text).simplified();
}

bool isEmpty(const MatrixCell &cell)
{
    return cell == MatrixCell();
}

} // namespace

QString filterTerm(const QString &field, const QString &value)
{
    QString quoted = value;
    quoted.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return field + u":\""_s + quoted + u'"';
}

QString cellText(const MatrixCell &cell)
{
    if (isEmpty(cell))
        return {};
    QStringList parts;
    const int counted = cell.counts.counted();
    if (counted > 0)
        parts.append(u"%1/%2"_s.arg(cell.counts.passed).arg(counted));
    if (cell.counts.errors > 0)
        parts.append(
            u"! "_s
            + countText(cell.counts.errors, MatrixModel::tr("error"), MatrixModel::tr("errors")));
    if (cell.unsupported > 0)
        parts.append(u"– "_s + MatrixModel::tr("unsupported"));
    if (parts.isEmpty())
        parts.append(u"○ "_s + MatrixModel::tr("left out"));
    return parts.join(u"  "_s);
}

void MatrixModel::setSummary(const RunSummary &summary)
{
    beginResetModel();
    m_rows = summary.scenarios;
    m_agents.clear();
    for (const AgentSummary &agent : summary.agents)
        m_agents.append(agent.total.name);
    endResetModel();
}

int MatrixModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int MatrixModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_agents.size()) + 1;
}

QVariant MatrixModel::nameData(const ScenarioRow &row, int role) const
{
    if (role == Qt::DisplayRole)
        return oneLine(row.scenario);
    if (role == Qt::ToolTipRole)
        return u"<p>%1</p>"_s.arg(oneLine(row.pack + u" · "_s + row.scenario).toHtmlEscaped());
    if (role == FilterRole)
        return QString(filterTerm(u"pack"_s, row.pack) + u' ' + filterTerm(u"id"_s, row.scenario));
    return {};
}

QVariant MatrixModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ScenarioRow &row = m_rows[size_t(index.row())];
    if (index.column() == 0)
        return nameData(row, role);
    const MatrixCell &cell = row.cells[size_t(index.column() - 1)];
    const QString &agent = m_agents[index.column() - 1];
    const int counted = cell.counts.counted();
    switch (role) {
    case Qt::DisplayRole:
        return cellText(cell);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignCenter);
    case Qt::AccessibleTextRole:
        return tr("%1, %2: %3")
            .arg(oneLine(row.scenario), oneLine(agent),
                 isEmpty(cell) ? tr("no attempts") : cellText(cell));
    case RateRole:
        return counted > 0 ? double(cell.counts.passed) / counted : QVariant();
    case ToneRole:
        return counted > 0 || isEmpty(cell) ? QString()
            : cell.counts.errors > 0        ? u"warn"_s
                                            : u"neutral"_s;
    case FilterRole:
        return QString(nameData(row, FilterRole).toString() + u' ' + filterTerm(u"agent"_s, agent));
    default:
        return {};
    }
}

QVariant MatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole && section <= m_agents.size())
        return section == 0 ? tr("Scenario") : shortName(oneLine(m_agents[section - 1]), 60);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == 0 ? Qt::AlignLeft : Qt::AlignHCenter));
    return {};
}

} // namespace touchstone::inspect

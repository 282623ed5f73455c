#include "app/inspect/runs/attemptsmodel.h"

#include "app/inspect/attemptroles.h"
#include "app/inspect/eventlook.h"

#include "core/base/text.h"
#include "core/report/evidenceview.h"
#include "core/report/figures.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr std::array<const char *, attemptFieldCount> titles{
    QT_TRANSLATE_NOOP("Attempts", "Outcome"),    QT_TRANSLATE_NOOP("Attempts", "Scenario"),
    QT_TRANSLATE_NOOP("Attempts", "Pack"),       QT_TRANSLATE_NOOP("Attempts", "Kind"),
    QT_TRANSLATE_NOOP("Attempts", "Language"),   QT_TRANSLATE_NOOP("Attempts", "Difficulty"),
    QT_TRANSLATE_NOOP("Attempts", "Tags"),       QT_TRANSLATE_NOOP("Attempts", "Agent"),
    QT_TRANSLATE_NOOP("Attempts", "Sample"),     QT_TRANSLATE_NOOP("Attempts", "Retry"),
    QT_TRANSLATE_NOOP("Attempts", "Score"),      QT_TRANSLATE_NOOP("Attempts", "Time"),
    QT_TRANSLATE_NOOP("Attempts", "Agent time"), QT_TRANSLATE_NOOP("Attempts", "Check time"),
    QT_TRANSLATE_NOOP("Attempts", "Tokens in"),  QT_TRANSLATE_NOOP("Attempts", "Tokens out"),
    QT_TRANSLATE_NOOP("Attempts", "Cost"),       QT_TRANSLATE_NOOP("Attempts", "Model"),
    QT_TRANSLATE_NOOP("Attempts", "Started"),    QT_TRANSLATE_NOOP("Attempts", "Reason")};

bool isNumber(AttemptField field)
{
    return field >= AttemptField::Sample && field <= AttemptField::Cost;
}

QString oneLine(const QString &text)
{
    return visibleText(text).simplified();
}

QString countOrNothing(qint64 count)
{
    return count == 0 ? QString() : countText(count);
}

} // namespace

QString outcomeGlyph(const AttemptRow &row)
{
    return row.leftOut ? u"○"_s : outcomeGlyph(row.outcomeValue());
}

QString outcomeText(const AttemptRow &row)
{
    return outcomeGlyph(row) + u' '
        + (row.leftOut ? QCoreApplication::translate("Attempts", "left out")
                       : outcomeName(row.outcomeValue()));
}

QString outcomeTone(const AttemptRow &row)
{
    return row.leftOut ? u"neutral"_s : touchstone::outcomeTone(row.outcomeValue());
}

QString fieldTitle(AttemptField field)
{
    return QCoreApplication::translate("Attempts", titles[size_t(field)]);
}

QString cellText(const AttemptTable &table, const AttemptRow &row, AttemptField field)
{
    const ScenarioFacts &facts = table.scenario(row);
    switch (field) {
    case AttemptField::Outcome:
        return outcomeText(row);
    case AttemptField::Scenario:
        return oneLine(table.text(facts.scenario));
    case AttemptField::Pack:
        return oneLine(table.text(facts.pack));
    case AttemptField::Kind:
        return oneLine(table.text(facts.kind));
    case AttemptField::Language:
        return oneLine(table.text(facts.language));
    case AttemptField::Difficulty:
        return oneLine(table.text(facts.difficulty));
    case AttemptField::Tags:
        return oneLine(table.tags(facts.tags).join(u", "_s));
    case AttemptField::Agent:
        return oneLine(table.text(row.agent));
    case AttemptField::Sample: // people count from 1, but ids of samples do not
        return QString::number(row.sample);
    case AttemptField::Retry:
        return row.retry == 0 ? QString() : QString::number(row.retry);
    case AttemptField::Score:
        return std::isfinite(row.score) ? QString::number(row.score, 'f', 2) : u"–"_s;
    case AttemptField::Time:
        return durationText(double(row.durationUs));
    case AttemptField::AgentTime:
        return durationText(double(row.agentUs));
    case AttemptField::CheckTime:
        return durationText(double(row.checkUs));
    case AttemptField::InputTokens:
        return countOrNothing(row.inputTokens);
    case AttemptField::OutputTokens:
        return countOrNothing(row.outputTokens);
    case AttemptField::Cost:
        return row.cost > 0 ? u"$"_s + QString::number(row.cost, 'f', row.cost < 1 ? 4 : 2)
                            : QString();
    case AttemptField::Model:
        return oneLine(table.text(row.model));
    case AttemptField::Started:
        return row.startedMs == 0
            ? QString()
            : QDateTime::fromMSecsSinceEpoch(row.startedMs).toString(u"yyyy-MM-dd HH:mm:ss"_s);
    case AttemptField::Reason:
        break;
    }
    return oneLine(table.text(row.reason));
}

void AttemptsModel::setRows(const AttemptTable &table, std::vector<quint32> rows)
{
    beginResetModel();
    m_table = table;
    m_rows = std::move(rows);
    m_isAll = false;
    endResetModel();
}

void AttemptsModel::showAll(const AttemptTable &table)
{
    if (m_isAll && table.size() == m_shown) {
        m_table = table;
        return;
    }
    if (m_isAll && table.size() > m_shown) {
        beginInsertRows({}, int(m_shown), int(table.size()) - 1);
        m_table = table;
        m_shown = table.size();
        return endInsertRows();
    }
    beginResetModel();
    m_table = table;
    m_rows.clear();
    m_isAll = true;
    m_shown = table.size();
    endResetModel();
}

int AttemptsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_isAll ? m_shown : m_rows.size());
}

int AttemptsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : attemptFieldCount;
}

QVariant AttemptsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const quint32 n = number(index.row());
    const AttemptRow &row = m_table.row(n);
    const auto field = AttemptField(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(m_table, row, field);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isNumber(field) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole: // long ones are cut off in their cell; tool tips take HTML
        return field == AttemptField::Reason || field == AttemptField::Tags
                || field == AttemptField::Scenario || field == AttemptField::Agent
            ? u"<p>%1</p>"_s.arg(cellText(m_table, row, field).toHtmlEscaped())
            : QVariant();
    case Qt::AccessibleTextRole:
        return u"%1: %2"_s.arg(fieldTitle(field), cellText(m_table, row, field));
    case ToneRole:
        return field == AttemptField::Outcome ? outcomeTone(row) : QString();
    case AttemptIdRole:
        return m_table.id(n);
    default:
        return {};
    }
}

QVariant AttemptsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && section >= 0 && section < attemptFieldCount) {
        if (role == Qt::DisplayRole)
            return fieldTitle(AttemptField(section));
        if (role == Qt::TextAlignmentRole)
            return int(Qt::AlignVCenter
                       | (isNumber(AttemptField(section)) ? Qt::AlignRight : Qt::AlignLeft));
    }
    return {};
}

} // namespace touchstone::inspect

#include "app/inspect/compare/comparemodels.h"

#include "app/inspect/attemptroles.h"
#include "app/inspect/eventlook.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

/// A tool tip of plain text: a stranger's might pass for HTML.
QString tip(const QString &text)
{
    return text.isEmpty() ? QString() : Qt::convertFromPlainText(visibleText(text));
}

QVariant right()
{
    return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
}

/// `firstNumber`: columns from there on hold numbers.
QVariant header(const std::vector<QString> &titles, int section, Qt::Orientation orientation,
                int role, int firstNumber = 100)
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section >= firstNumber)
        return right();
    const bool isTitle = orientation == Qt::Horizontal && role == Qt::DisplayRole;
    return isTitle && section >= 0 && section < int(titles.size())
        ? QVariant(titles[size_t(section)])
        : QVariant();
}

/// What needs looking at first.
int rankOf(Change change)
{
    static constexpr std::array order{
        Change::Worse,     Change::NewError, Change::Missing,   Change::NewlyUnsupported,
        Change::ScoreFell, Change::Better,   Change::ErrorGone, Change::NowSupported,
        Change::ScoreRose, Change::Added,    Change::Same};
    return int(std::ranges::find(order, change) - order.begin());
}

/// "+1.2": the column says that it is in points.
QString bare(double points)
{
    return pointsText(points).section(u' ', 0, 0);
}

QString whyText(const AttemptChange &change)
{
    QStringList parts;
    for (const VerdictChange &verdict : change.verdicts)
        parts.append(verdictText(verdict));
    if (parts.isEmpty() && change.outcomeA != change.outcomeB)
        parts.append(change.reasonB.isEmpty() ? change.reasonA : change.reasonB);
    if (change.change == Change::ScoreRose || change.change == Change::ScoreFell)
        parts.prepend(ChangesModel::tr("score %1 → %2")
                          .arg(change.scoreA, 0, 'g', 3)
                          .arg(change.scoreB, 0, 'g', 3));
    if (change.scenarioChanged)
        parts.append(ChangesModel::tr("the scenario is another"));
    return parts.join(u"; "_s);
}

} // namespace

QString verdictText(const VerdictChange &verdict)
{
    const auto status = [](const QString &name) {
        return name.isEmpty() ? ChangesModel::tr("none") : name;
    };
    const QString reason = verdict.reasonB.isEmpty() ? verdict.reasonA : verdict.reasonB;
    return u"%1: %2 → %3"_s.arg(verdict.check, status(verdict.statusA), status(verdict.statusB))
        + (reason.isEmpty() ? QString() : u" ("_s + reason + u')');
}

QString changeTitle(Change change)
{
    static const std::array titles{
        ChangesModel::tr("Same"),          ChangesModel::tr("Better"),
        ChangesModel::tr("Worse"),         ChangesModel::tr("Score rose"),
        ChangesModel::tr("Score fell"),    ChangesModel::tr("New error"),
        ChangesModel::tr("Error gone"),    ChangesModel::tr("Newly unsupported"),
        ChangesModel::tr("Now supported"), ChangesModel::tr("Missing"),
        ChangesModel::tr("Added")};
    return titles.at(size_t(change));
}

QString changeGlyph(Change change)
{
    static const std::array glyphs{u"="_s, u"▲"_s, u"▼"_s, u"△"_s, u"▽"_s, u"!"_s,
                                   u"✓"_s, u"⊘"_s, u"○"_s, u"−"_s, u"+"_s};
    return glyphs.at(size_t(change));
}

QString changeTone(Change change)
{
    switch (change) {
    case Change::Better:
    case Change::ScoreRose:
    case Change::ErrorGone:
    case Change::NowSupported:
        return u"good"_s;
    case Change::Worse:
    case Change::ScoreFell:
        return u"bad"_s;
    case Change::NewError:
    case Change::NewlyUnsupported:
    case Change::Missing:
        return u"warn"_s;
    case Change::Same:
    case Change::Added:
        break;
    }
    return u"neutral"_s;
}

void RatesModel::show(const Comparison &comparison)
{
    beginResetModel();
    m_rows.clear();
    for (const AgentComparison &agent : comparison.agents) {
        const QString name = agent.agentA == agent.agentB
            ? agent.agentB
            : tr("%1 against %2").arg(agent.agentB, agent.agentA);
        m_rows.push_back({name, agent.all, true});
        for (const auto *groups : {&agent.kinds, &agent.languages})
            for (const RateComparison &group : *groups)
                m_rows.push_back({group.name.isEmpty() ? tr("(none)") : group.name, group, false});
    }
    endResetModel();
}

int RatesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RatesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RatesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    const RateComparison &rates = row.rates;
    if (role == Qt::TextAlignmentRole)
        return index.column() == Group ? QVariant() : right();
    if (role == ToneRole && index.column() == DifferenceColumn) // sure of it, or not
        return rates.interval.low > 0.0 ? u"good"_s
            : rates.interval.high < 0.0 ? u"bad"_s
                                        : QString();
    if (role == Qt::ToolTipRole && rates.withErrors > 0)
        return tip(tr("Scenarios with errors: %1. With errors as worst and best for B, the "
                      "difference lies between %2 and %3.")
                       .arg(rates.withErrors)
                       .arg(pointsText(rates.errorBounds.low), pointsText(rates.errorBounds.high)));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Group:
        return (row.isAll ? QString() : u"    "_s) + visibleText(row.title);
    case Scenarios:
        return rates.withErrors > 0 ? tr("%1 (%2 err.)").arg(rates.scenarios).arg(rates.withErrors)
                                    : QString::number(rates.scenarios);
    case RateA:
        return percentText(rates.rateA);
    case RateB:
        return percentText(rates.rateB);
    case DifferenceColumn:
        return bare(rates.difference);
    default:
        return tr("%1 to %2").arg(bare(rates.interval.low), bare(rates.interval.high));
    }
}

QVariant RatesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return header({tr("Pass rate of"), tr("Scenarios"), tr("A"), tr("B"), tr("B − A, points"),
                   tr("95 % interval")},
                  section, orientation, role, Scenarios);
}

void DifferencesModel::show(std::vector<Difference> differences)
{
    beginResetModel();
    m_differences = std::move(differences);
    endResetModel();
}

int DifferencesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_differences.size());
}

int DifferencesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 3;
}

QVariant DifferencesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)
        || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const Difference &difference = m_differences[size_t(index.row())];
    const QString &text = index.column() == 0 ? difference.name
        : index.column() == 1                 ? difference.a
                                              : difference.b;
    if (role == Qt::ToolTipRole)
        return tip(text);
    return text.isEmpty() ? tr("–") : shortName(visibleText(text));
}

QVariant DifferencesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return header({tr("Environment"), tr("in A"), tr("in B")}, section, orientation, role);
}

void ChangesModel::show(const Comparison &comparison)
{
    beginResetModel();
    m_changes = comparison.changes;
    m_changes.insert(m_changes.end(), comparison.same.begin(), comparison.same.end());
    std::ranges::stable_sort(m_changes, {},
                             [](const AttemptChange &c) { return rankOf(c.change); });
    fill();
    endResetModel();
}

void ChangesModel::setWanted(std::optional<Change> wanted)
{
    beginResetModel();
    m_wanted = wanted;
    fill();
    endResetModel();
}

void ChangesModel::fill()
{
    m_rows.clear();
    for (size_t i = 0; i < m_changes.size(); ++i)
        if (m_wanted ? m_changes[i].change == *m_wanted : m_changes[i].change != Change::Same)
            m_rows.push_back(i);
}

int ChangesModel::rowOf(const QString &attempt) const
{
    if (!attempt.isEmpty())
        for (size_t i = 0; i < m_rows.size(); ++i)
            if (m_changes[m_rows[i]].attemptA == attempt
                || m_changes[m_rows[i]].attemptB == attempt)
                return int(i);
    return -1;
}

int ChangesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ChangesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ChangesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const AttemptChange &change = this->change(index.row());
    if (role == ToneRole)
        return index.column() == ChangeColumn ? changeTone(change.change) : QString();
    if (role == Qt::TextAlignmentRole)
        return index.column() == Sample ? right() : QVariant();
    if (role == Qt::ToolTipRole)
        return tip(whyText(change).replace(u"; "_s, u"\n"_s));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case ChangeColumn:
        return changeGlyph(change.change) + u' ' + changeTitle(change.change);
    case Scenario:
        return visibleText(change.scenario);
    case Agent:
        return visibleText(change.agent);
    case Sample:
        return QString::number(change.sample);
    default:
        return visibleText(whyText(change)).replace(u'\n', u' ');
    }
}

QVariant ChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return header({tr("Change"), tr("Scenario"), tr("Sample"), tr("Why"), tr("Agent")}, section,
                  orientation, role);
}

void StepsModel::show(std::vector<AttemptPair::Step> steps)
{
    beginResetModel();
    m_steps = std::move(steps);
    endResetModel();
}

int StepsModel::nextDifference(int row, int direction) const
{
    for (row += direction; row >= 0 && row < rowCount(); row += direction)
        if (step(row).kind != AlignedStep::Kind::Same)
            return row;
    return -1;
}

int StepsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_steps.size());
}

int StepsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant StepsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const AttemptPair::Step &step = this->step(index.row());
    const QString &line = index.column() == StepA ? step.lineA : step.lineB;
    const qint64 id = index.column() == StepA ? step.a : step.b;
    if (role == Qt::ToolTipRole)
        return index.column() == KindColumn ? QString() : tip(line);
    if (role == ToneRole)
        return step.kind == AlignedStep::Kind::Same   ? u"neutral"_s
            : step.kind == AlignedStep::Kind::Changed ? u"warn"_s
            : index.column() == KindColumn || id > 0
            ? (step.kind == AlignedStep::Kind::OnlyA ? u"bad"_s : u"good"_s)
            : QString();
    if (role == Qt::AccessibleTextRole && index.column() == KindColumn)
        return step.kind == AlignedStep::Kind::Same   ? tr("same")
            : step.kind == AlignedStep::Kind::Changed ? tr("differs")
            : step.kind == AlignedStep::Kind::OnlyA   ? tr("only in A")
                                                      : tr("only in B");
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == KindColumn)
        return QStringList{u"="_s, u"≠"_s, u"−"_s, u"+"_s}.at(int(step.kind));
    if (id <= 0)
        return QString();
    return u"%1 %2"_s.arg(eventGlyph(step.type), line.isEmpty() ? eventTitle(step.type) : line);
}

QVariant StepsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return header({QString(), tr("A"), tr("B")}, section, orientation, role);
}

} // namespace touchstone::inspect

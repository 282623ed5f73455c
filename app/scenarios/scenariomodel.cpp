#include "app/scenarios/scenariomodel.h"

#include "core/base/text.h"

#include <QtCore/QDir>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

constexpr quintptr isGroup = 0; // else the index of the group, from 1

} // namespace

QString scenarioCount(qsizetype count)
{
    return count == 1 ? QObject::tr("1 scenario") : QObject::tr("%1 scenarios").arg(count);
}

ScenarioModel::ScenarioModel(Shape shape, QObject *parent)
    : QAbstractItemModel(parent)
    , m_shape(shape)
{
}

void ScenarioModel::show(Arrangement arrangement, GroupBy group)
{
    beginResetModel();
    m_all = std::move(arrangement);
    m_group = group;
    endResetModel();
}

std::optional<ScenarioRef> ScenarioModel::scenarioAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return std::nullopt;
    if (m_shape == Shape::Table)
        return m_all.groups.front().scenarios[size_t(index.row())];
    if (index.internalId() == isGroup)
        return std::nullopt;
    return m_all.groups[size_t(index.internalId()) - 1].scenarios[size_t(index.row())];
}

const ScenarioGroup *ScenarioModel::groupAt(const QModelIndex &index) const
{
    const bool isOne = index.isValid() && m_shape == Shape::Tree && index.internalId() == isGroup;
    return isOne ? &m_all.groups[size_t(index.row())] : nullptr;
}

PackPointer ScenarioModel::packAt(const QModelIndex &index) const
{
    if (const auto ref = scenarioAt(index))
        return m_all.packs[ref->pack];
    const ScenarioGroup *group = groupAt(index);
    return group ? group->pack : nullptr;
}

QModelIndex ScenarioModel::find(const QString &packPath, const QString &id) const
{
    for (size_t g = 0; g < m_all.groups.size(); ++g) {
        const ScenarioGroup &group = m_all.groups[g];
        for (size_t row = 0; row < group.scenarios.size(); ++row) {
            const ScenarioRef ref = group.scenarios[row];
            if (m_all.outline(ref).id == id && m_all.packs[ref.pack]->path == packPath)
                return m_shape == Shape::Table ? index(int(row), 0)
                                               : index(int(row), 0, index(int(g), 0));
        }
    }
    return {};
}

QModelIndex ScenarioModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, isGroup);
    return createIndex(row, column, quintptr(parent.row() + 1));
}

QModelIndex ScenarioModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || m_shape == Shape::Table || child.internalId() == isGroup)
        return {};
    return createIndex(int(child.internalId()) - 1, 0, isGroup);
}

int ScenarioModel::rowCount(const QModelIndex &parent) const
{
    if (m_shape == Shape::Table)
        return parent.isValid() || m_all.groups.empty()
            ? 0
            : int(m_all.groups.front().scenarios.size());
    if (!parent.isValid())
        return int(m_all.groups.size());
    const ScenarioGroup *group = parent.column() == 0 ? groupAt(parent) : nullptr;
    return group ? int(group->scenarios.size()) : 0;
}

int ScenarioModel::columnCount(const QModelIndex &) const
{
    return m_shape == Shape::Table ? scenarioColumns : 1;
}

QVariant ScenarioModel::data(const QModelIndex &index, int role) const
{
    if (const ScenarioGroup *group = groupAt(index))
        return groupData(*group, role);
    if (const auto ref = scenarioAt(index))
        return scenarioData(*ref, ScenarioColumn(index.column()), role);
    return {};
}

QString ScenarioModel::groupTitle(const ScenarioGroup &group) const
{
    if (m_group == GroupBy::Nothing)
        return tr("All scenarios");
    if (m_group == GroupBy::Result) {
        if (group.name == u"good"_s)
            return tr("passed");
        if (group.name == u"bad"_s)
            return tr("failed");
        if (group.name == u"warn"_s)
            return tr("partly failed, or in error");
        return group.name.isEmpty() ? tr("not run yet") : tr("neither passed nor failed");
    }
    return group.name.isEmpty() ? tr("(none)") : visibleText(group.name);
}

QVariant ScenarioModel::groupData(const ScenarioGroup &group, int role) const
{
    const bool isBroken = group.pack && group.pack->error;
    switch (role) {
    case Qt::DisplayRole:
        return groupTitle(group);
    case CountRole:
        return qlonglong(group.scenarios.size());
    case ProblemRole:
        return isBroken ? visibleText(group.pack->error->text()) : QString();
    case GlyphRole:
        return isBroken ? u"!"_s : QString();
    case ToneRole:
        return isBroken ? u"bad"_s : QString();
    case Qt::AccessibleTextRole:
        return u"%1, %2"_s.arg(groupTitle(group), scenarioCount(qsizetype(group.scenarios.size())));
    case Qt::ToolTipRole: {
        if (!group.pack)
            return {};
        const QString path = visibleText(QDir::toNativeSeparators(group.pack->path));
        const QString text =
            isBroken ? visibleText(group.pack->error->text()) : visibleText(group.pack->title());
        return QString(text + u'\n' + path).toHtmlEscaped().replace(u'\n', u"<br>"_s);
    }
    default:
        return {};
    }
}

QString ScenarioModel::detail(ScenarioRef ref) const
{
    const ScenarioOutline &all = m_all.outline(ref);
    QStringList parts;
    if (m_group != GroupBy::Pack && m_all.packs.size() > 1)
        parts.append(m_all.packs[ref.pack]->name());
    if (m_group != GroupBy::Kind)
        parts.append(all.kind);
    if (m_group != GroupBy::Language)
        parts.append(all.language);
    if (m_group != GroupBy::Difficulty)
        parts.append(all.difficulty);
    parts.removeAll(QString());
    return visibleText(parts.join(u" · "_s));
}

QString ScenarioModel::wholeText(ScenarioRef ref) const
{
    const ScenarioOutline &all = m_all.outline(ref);
    QStringList parts{all.id};
    if (all.title != all.id)
        parts.append(all.title);
    parts << all.kind << all.language << all.difficulty;
    const auto mark = m_all.mark(ref);
    parts.append(mark ? tr("last run: %1").arg(mark->text) : QString());
    parts.append(m_all.problem(ref));
    parts.removeAll(QString());
    return visibleText(parts.join(u", "_s));
}

QVariant ScenarioModel::scenarioData(ScenarioRef ref, ScenarioColumn column, int role) const
{
    const auto mark = m_all.mark(ref);
    const bool isBroken = !m_all.problem(ref).isEmpty();
    switch (role) {
    case Qt::DisplayRole:
        return visibleText(m_all.text(ref, column));
    case DetailRole:
        return detail(ref);
    case GlyphRole:
        return isBroken ? u"!"_s : mark ? mark->glyph : QString();
    case ToneRole:
        return isBroken ? u"bad"_s : mark ? mark->tone : QString();
    case ProblemRole:
        return visibleText(m_all.problem(ref));
    case Qt::AccessibleTextRole:
        return m_shape == Shape::Tree ? wholeText(ref) : visibleText(m_all.text(ref, column));
    case Qt::ToolTipRole:
        return wholeText(ref).toHtmlEscaped();
    default:
        return {};
    }
}

QVariant ScenarioModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList titles{tr("Scenario"), tr("Last run"),   tr("Title"), tr("Kind"),
                             tr("Language"), tr("Difficulty"), tr("Tags")};
    return titles.value(section);
}

} // namespace touchstone::scenarios

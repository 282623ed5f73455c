#include "app/inspect/runs/rungroups.h"

#include "app/inspect/tonedelegate.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <QtGui/QStandardItemModel>
#include <QtWidgets/QHeaderView>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr int groupNameRole = Qt::UserRole + 1; // a QString, or nothing for all attempts

} // namespace

QString groupingTitle(Grouping grouping)
{
    switch (grouping) {
    case Grouping::None:
        return RunGroups::tr("No groups");
    case Grouping::Kind:
        return RunGroups::tr("By kind");
    case Grouping::Language:
        return RunGroups::tr("By language");
    case Grouping::Tag:
        return RunGroups::tr("By tag");
    case Grouping::Difficulty:
        return RunGroups::tr("By difficulty");
    case Grouping::Agent:
        return RunGroups::tr("By agent");
    case Grouping::Outcome:
        break;
    }
    return RunGroups::tr("By outcome");
}

RunGroups::RunGroups(QWidget *parent)
    : QTreeView(parent)
    , m_model(new QStandardItemModel(this))
{
    setModel(m_model);
    setAccessibleName(tr("Groups"));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new ToneDelegate(this));
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    hide();
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &now) {
                const QVariant name = now.siblingAtColumn(0).data(groupNameRole);
                Q_EMIT chosen(name.isValid() ? std::optional(name.toString()) : std::nullopt);
            });
}

void RunGroups::show(const AttemptSelection &selection, const SelectionQuery &query)
{
    setVisible(query.grouping != Grouping::None);
    const QSignalBlocker quiet(selectionModel());
    m_model->clear();
    m_model->setHorizontalHeaderLabels(
        {groupingTitle(query.grouping), tr("Attempts"), tr("pass@1")});
    const auto add = [this](const QString &name, int attempts, const Estimate *rate) {
        QList<QStandardItem *> row{new QStandardItem(name), new QStandardItem(countText(attempts)),
                                   new QStandardItem(rate ? percentText(rate->value) : QString())};
        row[1]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        row[2]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        if (rate)
            row[2]->setToolTip(
                tr("95 % interval: %1, over %2")
                    .arg(intervalText(rate->interval),
                         countText(rate->denominator, tr("scenario"), tr("scenarios"))));
        m_model->appendRow(row);
        return row.front();
    };
    int all = 0;
    for (const AttemptGroup &group : selection.groups)
        all += group.attempts;
    const bool isOfTags = query.grouping == Grouping::Tag && !query.group;
    QStandardItem *chosen = add(tr("All"), isOfTags ? int(selection.rows.size()) : all, nullptr);
    for (const AttemptGroup &group : selection.groups) {
        const QString name = group.name.isEmpty() ? tr("(none)") : visibleText(group.name);
        const bool hasRate = query.grouping != Grouping::Outcome;
        QStandardItem *item = add(name, group.attempts, hasRate ? &group.rate : nullptr);
        item->setData(group.name, groupNameRole);
        if (query.group == group.name)
            chosen = item;
    }
    setCurrentIndex(chosen->index());
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    resizeColumnToContents(1);
    resizeColumnToContents(2);
}

} // namespace touchstone::inspect

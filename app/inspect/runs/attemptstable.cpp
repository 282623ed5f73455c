#include "app/inspect/runs/attemptstable.h"

#include "app/ide/settings.h"
#include "app/inspect/attemptroles.h"
#include "app/inspect/runs/attemptsmodel.h"
#include "app/inspect/tables.h"
#include "app/inspect/tonedelegate.h"

#include <QtGui/QAction>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

const QString columnsKey = u"runs/columns"_s;
constexpr qsizetype mostRanges = 2'000; // kept over a new order; more make painting slow

/// Columns that show at first, in this order, with their widths in characters.
constexpr std::pair<AttemptField, int> shownColumns[] = {
    {AttemptField::Outcome, 14},  {AttemptField::Scenario, 30}, {AttemptField::Kind, 11},
    {AttemptField::Language, 11}, {AttemptField::Agent, 26},    {AttemptField::Sample, 8},
    {AttemptField::Score, 7},     {AttemptField::Time, 11},     {AttemptField::Reason, 60}};

/// From the top to the bottom.
QItemSelection inOrder(QItemSelection selection)
{
    std::ranges::sort(selection, {}, &QItemSelectionRange::top);
    return selection;
}

} // namespace

void styleTable(QTableView &table, const QString &name)
{
    dressTable(table, name);
    table.setItemDelegate(new ToneDelegate(&table));
    table.setAlternatingRowColors(true);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
}

AttemptsTable::AttemptsTable(AttemptsModel &model, ide::Settings &settings, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_settings(settings)
{
    styleTable(*this, tr("Attempts"));
    setModel(&model);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    QHeaderView *header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(false);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setStretchLastSection(true);
    placeColumns();
    connect(header, &QHeaderView::sectionClicked, this, &AttemptsTable::sortWanted);
    connect(header, &QHeaderView::customContextMenuRequested, this, &AttemptsTable::showColumnMenu);
    connect(this, &QTableView::activated, this, &AttemptsTable::openWanted);
    makeActions();
}

void AttemptsTable::makeActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto run) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        return action;
    };
    const auto separate = [this] {
        auto *line = new QAction(this);
        line->setSeparator(true);
        addAction(line);
    };
    add(tr("Open"), {}, [this] { Q_EMIT openWanted(); });
    m_again = add(tr("Run Again"), QKeySequence(u"Ctrl+Alt+R"_s), [this] { Q_EMIT againWanted(); });
    m_again->setVisible(false);
    add(tr("Compare Two"), {}, [this] { Q_EMIT comparisonWanted(); });
    add(tr("Copy Ids"), QKeySequence(u"Ctrl+Shift+C"_s), [this] { Q_EMIT copyWanted(); });
    separate();
    add(tr("Sort by This Column"), QKeySequence(u"Alt+S"_s), [this] {
        if (currentIndex().isValid())
            Q_EMIT sortWanted(currentIndex().column());
    });
    add(tr("Choose Columns…"), QKeySequence(u"Alt+C"_s), [this] { showColumnMenu(); });
    add(tr("Move Column Left"), QKeySequence(u"Alt+Shift+Left"_s), [this] { moveColumn(-1); });
    add(tr("Move Column Right"), QKeySequence(u"Alt+Shift+Right"_s), [this] { moveColumn(1); });
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

void AttemptsTable::showAll(const AttemptTable &table)
{
    if (m_model.isAll()) // rows are added, nothing else
        return m_model.showAll(table);
    const bool isAnew = table.size() < m_model.table().size();
    const Choice kept = isAnew ? Choice() : choice();
    m_model.showAll(table);
    choose(kept);
}

void AttemptsTable::showRows(const AttemptTable &table, const std::vector<quint32> &rows)
{
    const bool isAnew = table.size() < m_model.table().size();
    const bool isMore = table.size() > m_model.table().size(); // of what is asked for already
    const Choice kept = isAnew ? Choice() : choice();
    const int place = verticalScrollBar()->value();
    m_model.setRows(table, rows);
    choose(kept);
    if (isMore)
        verticalScrollBar()->setValue(place); // who reads further down is left there
}

void AttemptsTable::showOrder(std::optional<AttemptField> field, bool descending)
{
    horizontalHeader()->setSortIndicatorShown(field.has_value());
    if (field)
        horizontalHeader()->setSortIndicator(int(*field),
                                             descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

AttemptsTable::Choice AttemptsTable::choice() const
{
    Choice choice;
    for (const QItemSelectionRange &range : inOrder(selectionModel()->selection()))
        for (int row = range.top(); row <= range.bottom(); ++row)
            choice.chosen.push_back(m_model.number(row));
    if (currentIndex().isValid())
        choice.current = m_model.number(currentIndex().row());
    choice.column = std::max(0, currentIndex().column());
    return choice;
}

void AttemptsTable::choose(const Choice &choice)
{
    if (choice.chosen.empty() && !choice.current)
        return;
    std::vector<int> rowOf(m_model.table().size(), -1);
    for (int row = 0; row < m_model.rowCount(); ++row)
        rowOf[m_model.number(row)] = row;
    std::vector<int> rows;
    for (const quint32 number : choice.chosen)
        if (rowOf[number] >= 0)
            rows.push_back(rowOf[number]);
    std::ranges::sort(rows);
    QItemSelection selection;
    const int last = m_model.columnCount() - 1;
    for (size_t from = 0; from < rows.size() && selection.size() < mostRanges;) {
        size_t to = from;
        while (to + 1 < rows.size() && rows[to + 1] == rows[to] + 1)
            ++to;
        selection.append(
            QItemSelectionRange(m_model.index(rows[from], 0), m_model.index(rows[to], last)));
        from = to + 1;
    }
    if (choice.current && rowOf[*choice.current] >= 0) {
        const QModelIndex current = m_model.index(rowOf[*choice.current], choice.column);
        selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
        scrollTo(current);
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

qsizetype AttemptsTable::chosenCount() const
{
    qsizetype count = 0;
    for (const QItemSelectionRange &range : selectionModel()->selection())
        count += range.height();
    return count;
}

QStringList AttemptsTable::chosen(qsizetype most) const
{
    QStringList ids;
    for (const QItemSelectionRange &range : inOrder(selectionModel()->selection()))
        for (int row = range.top(); row <= range.bottom() && ids.size() < most; ++row)
            ids.append(m_model.table().id(m_model.number(row)));
    if (ids.isEmpty() && currentIndex().isValid())
        ids.append(currentIndex().data(AttemptIdRole).toString());
    return ids;
}

void AttemptsTable::selectionChanged(const QItemSelection &now, const QItemSelection &before)
{
    QTableView::selectionChanged(now, before);
    Q_EMIT choiceChanged();
}

void AttemptsTable::placeColumns()
{
    QHeaderView *header = horizontalHeader();
    if (header->restoreState(m_settings.remembered(columnsKey).toByteArray()))
        return;
    const int character = fontMetrics().averageCharWidth();
    for (int column = 0; column < attemptFieldCount; ++column)
        header->hideSection(column);
    int place = 0;
    for (const auto &[field, width] : shownColumns) {
        header->showSection(int(field));
        header->resizeSection(int(field),
                              std::max(width * character, header->sectionSizeHint(int(field))));
        header->moveSection(header->visualIndex(int(field)), place++);
    }
}

void AttemptsTable::rememberColumns()
{
    m_settings.remember(columnsKey, horizontalHeader()->saveState());
}

void AttemptsTable::moveColumn(int by)
{
    QHeaderView *header = horizontalHeader();
    const int from = header->visualIndex(currentIndex().column());
    int to = from + by;
    while (to >= 0 && to < header->count() && header->isSectionHidden(header->logicalIndex(to)))
        to += by;
    if (from >= 0 && to >= 0 && to < header->count())
        header->moveSection(from, to);
    rememberColumns();
}

void AttemptsTable::fillColumnMenu(QMenu &menu)
{
    QHeaderView *header = horizontalHeader();
    for (int column = 0; column < attemptFieldCount; ++column) {
        QAction *action = menu.addAction(fieldTitle(AttemptField(column)));
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        action->setEnabled(column != int(AttemptField::Scenario)); // something must stay
        connect(action, &QAction::toggled, this, [this, header, column](bool shown) {
            header->setSectionHidden(column, !shown);
            if (shown && header->sectionSize(column) < 40)
                header->resizeSection(column, 14 * fontMetrics().averageCharWidth());
            rememberColumns();
        });
    }
}

void AttemptsTable::showColumnMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumnMenu(*menu);
    menu->popup(horizontalHeader()->mapToGlobal(QPoint(20, horizontalHeader()->height())));
}

} // namespace touchstone::inspect

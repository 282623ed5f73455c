// What RunPage asks for, and how it shows what comes of it.
#include "app/ide/emptystate.h"
#include "app/ide/painted.h"
#include "app/inspect/attemptroles.h"
#include "app/inspect/runs/attemptsmodel.h"
#include "app/inspect/runs/attemptstable.h"
#include "app/inspect/runs/matrixmodel.h"
#include "app/inspect/runs/rungroups.h"
#include "app/inspect/runs/runhead.h"
#include "app/inspect/runs/runpage.h"
#include "app/inspect/runs/runtools.h"
#include "app/inspect/runs/searchpanel.h"

#include "core/base/text.h"

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabWidget>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {

/// Nothing is asked for: rows show as they come.
bool RunPage::isPlain() const
{
    return m_query.filter.trimmed().isEmpty() && !m_query.group && !m_query.sort;
}

bool RunPage::isFiltering() const
{
    return m_source->isSelecting() && m_workTimer.isActive() && !isPlain();
}

void RunPage::setFilter(const QString &filter)
{
    m_tools->setFilter(filter);
    query();
}

void RunPage::query()
{
    const bool filterChanged = m_query.filter != m_tools->filter();
    m_query.filter = m_tools->filter();
    m_isSettled = false;
    m_source->select(m_query);
    m_workTimer.start();
    if (isPlain())
        m_table->showAll(m_source->table());
    if (filterChanged)
        Q_EMIT changed();
}

void RunPage::takeRows()
{
    if (isPlain())
        m_table->showAll(m_source->table());
    if (m_source->table().size() == 0)
        m_matrix->setSummary({});
    updateState();
}

void RunPage::takeSelection(const AttemptSelection &selection)
{
    m_tools->setProblem({});
    m_shown = qint64(selection.rows.size());
    if (!isPlain())
        m_table->showRows(m_source->table(), selection.rows);
    m_table->showOrder(m_query.sort, m_query.descending);
    const bool isFirst = m_matrix->rowCount() == 0;
    m_matrix->setSummary(selection.summary);
    if (isFirst)
        m_matrixView->resizeColumnsToContents();
    m_head->setSummary(selection.summary);
    if (selection.unread > 0) {
        QStringList warnings = m_source->warnings();
        warnings.append(
            tr("%n attempt(s) can't be read and are left out: %1", nullptr, selection.unread)
                .arg(selection.damage));
        m_head->setWarnings(warnings);
    }
    const bool isSifted = !m_query.filter.trimmed().isEmpty() || m_query.group;
    m_search->setScope(isSifted ? std::make_shared<const std::vector<quint32>>(selection.rows)
                                : nullptr);
    m_groups->show(selection, m_query);
    m_isSettled = !m_source->isReading();
    endWork();
    updateState();
    if (m_isSettled)
        Q_EMIT settled();
}

void RunPage::refuse(const Error &error)
{
    if (error.code == ErrorCode::Cancelled)
        return;
    m_tools->setProblem(error.message);
    endWork();
    Q_EMIT settled();
}

void RunPage::chooseGroup(const std::optional<QString> &group)
{
    if (group == m_query.group)
        return;
    m_query.group = group;
    query();
}

/// Up, down, and then as they finished.
void RunPage::sortBy(int column)
{
    const auto field = AttemptField(column);
    if (m_query.sort != field) {
        m_query.sort = field;
        m_query.descending = false;
    } else if (!m_query.descending) {
        m_query.descending = true;
    } else {
        m_query.sort.reset();
    }
    query();
}

void RunPage::showCell()
{
    const QString term = m_matrixView->currentIndex().data(FilterRole).toString();
    if (term.isEmpty())
        return;
    m_tabs->setCurrentWidget(m_table);
    setFilter(term);
    m_table->setFocus();
}

QVariantMap RunPage::view() const
{
    return {{u"filter"_s, m_query.filter},
            {u"grouping"_s, groupingName(m_query.grouping)},
            {u"sort"_s, m_query.sort ? attemptFieldName(*m_query.sort) : QString()},
            {u"descending"_s, m_query.descending},
            {u"matrix"_s, m_tabs->currentWidget() == m_matrixView},
            {u"columns"_s, m_table->horizontalHeader()->saveState()}};
}

void RunPage::setView(const QVariantMap &view)
{
    m_query.sort = attemptFieldFromName(view.value(u"sort"_s).toString());
    m_query.descending = view.value(u"descending"_s).toBool();
    m_query.group.reset();
    m_query.grouping =
        groupingFromName(view.value(u"grouping"_s).toString()).value_or(Grouping::None);
    m_tools->setGrouping(m_query.grouping);
    m_table->horizontalHeader()->restoreState(view.value(u"columns"_s).toByteArray());
    m_tabs->setCurrentWidget(view.value(u"matrix"_s).toBool() ? m_matrixView
                                                              : static_cast<QWidget *>(m_table));
    setFilter(view.value(u"filter"_s).toString());
}

void RunPage::updateState()
{
    const bool isEmpty = m_attempts->rowCount() == 0;
    const bool isNothing = m_source->table().size() == 0;
    if (m_failed)
        m_empty->say(tr("This run can't be read"), visibleText(m_failed->text()));
    else if (m_source->isReading() && isNothing)
        m_empty->say(tr("Reading…"), {});
    else if (isNothing)
        m_empty->say(tr("No attempts yet"),
                     m_source->isRunning() ? tr("They appear as they finish.")
                                           : tr("Nothing was recorded in this run."));
    else if (isEmpty && m_isSettled)
        m_empty->say(tr("No attempt answers to the filter"), m_query.filter, tr("Clear Filter"));
    const bool isTellable = m_failed || isNothing || (isEmpty && m_isSettled && !m_query.group);
    m_stack->setCurrentWidget(isTellable ? static_cast<QWidget *>(m_empty) : m_splitter);
    if (m_failed || (isNothing && !m_source->isReading())) // there will be no rows
        ide::readyWhenPainted(*this, *m_empty);
    if (m_failed || !m_source->isReading())
        setGrowing(false);
    Q_EMIT changed();
}

void RunPage::updateWork()
{
    const bool isReading = m_source->isReading() && !m_failed;
    const bool isSifting = isFiltering();
    if (isSifting || m_isFiltering) {
        m_isFiltering = isSifting;
        Q_EMIT changed();
    }
    const bool works = isReading || (m_source->isSelecting() && m_workTimer.isActive());
    m_work->setVisible(works);
    if (!works)
        return;
    m_work->setAccessibleName(isReading ? tr("Reading") : tr("Filtering"));
    if (isReading)
        m_work->setRange(0, int(m_source->expected()));
    else
        m_work->setRange(0, int(m_source->workTotal()));
    m_work->setValue(isReading ? int(m_source->table().size()) : int(m_source->workDone()));
}

void RunPage::endWork()
{
    m_workTimer.stop();
    updateWork();
}

} // namespace touchstone::inspect

#include "app/inspect/runpage.h"

#include "app/ide/emptystate.h"
#include "app/ide/look.h"
#include "app/ide/settings.h"
#include "app/inspect/attemptroles.h"
#include "app/inspect/attemptsmodel.h"
#include "app/inspect/matrixmodel.h"
#include "app/inspect/runhead.h"
#include "app/inspect/savedviews.h"
#include "app/inspect/searchpanel.h"
#include "app/inspect/tonedelegate.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr int typingMs = 250; // after the last key
constexpr int workMs = 200; // before work is worth a progress bar
constexpr int groupNameRole = Qt::UserRole + 1; // a QString, or nothing for all attempts
const QString columnsKey = u"runs/columns"_s;

/// Columns that show at first, in this order, with their widths in characters.
constexpr std::pair<AttemptField, int> shownColumns[] = {
    {AttemptField::Outcome, 14},  {AttemptField::Scenario, 30}, {AttemptField::Kind, 11},
    {AttemptField::Language, 11}, {AttemptField::Agent, 26},    {AttemptField::Sample, 8},
    {AttemptField::Score, 7},     {AttemptField::Time, 11},     {AttemptField::Reason, 60}};

QString groupingTitle(Grouping grouping)
{
    switch (grouping) {
    case Grouping::None:
        return RunPage::tr("No groups");
    case Grouping::Kind:
        return RunPage::tr("By kind");
    case Grouping::Language:
        return RunPage::tr("By language");
    case Grouping::Tag:
        return RunPage::tr("By tag");
    case Grouping::Difficulty:
        return RunPage::tr("By difficulty");
    case Grouping::Agent:
        return RunPage::tr("By agent");
    case Grouping::Outcome:
        break;
    }
    return RunPage::tr("By outcome");
}

QString csvCell(QString cell)
{
    static constexpr QStringView formulaStarts = u"=+-@\t\r|%＝＋－＠"; // OWASP, "CSV injection"
    if (!cell.isEmpty() && formulaStarts.contains(cell.front()))
        cell.prepend(u'\'');
    if (cell.contains(u'"') || cell.contains(u',') || cell.contains(u'\n'))
        cell = u'"' + cell.replace(u'"', u"\"\""_s) + u'"';
    return cell;
}

} // namespace

RunPage::RunPage(const QString &path, ide::Settings &settings, SavedViews &views, QWidget *parent)
    : Document(parent)
    , m_settings(settings)
    , m_source(new RunSource(path, this))
    , m_attempts(new AttemptsModel(this))
    , m_matrix(new MatrixModel(this))
    , m_head(new RunHead(*m_source, this))
    , m_views(views)
    , m_stack(new QStackedWidget(this))
    , m_empty(new ide::EmptyState(this))
    , m_work(new QProgressBar(this))
{
    m_work->setTextVisible(false);
    m_work->setFixedHeight(4);
    m_work->setAccessibleName(tr("Reading"));
    QSizePolicy keeps = m_work->sizePolicy();
    keeps.setRetainSizeWhenHidden(true);
    m_work->setSizePolicy(keeps);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(makeTools());
    layout->addWidget(m_work);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeAttempts());
    layout->addWidget(m_stack, 1);

    m_typing.setSingleShot(true);
    m_typing.setInterval(typingMs);
    connect(&m_typing, &QTimer::timeout, this, &RunPage::query);
    m_workTimer.setInterval(workMs);
    connect(&m_workTimer, &QTimer::timeout, this, &RunPage::updateWork);
    connect(m_source, &RunSource::opened, this, &RunPage::updateState);
    connect(m_source, &RunSource::grew, this, &RunPage::takeRows);
    connect(m_source, &RunSource::restarted, this, &RunPage::takeRows);
    connect(m_source, &RunSource::stateChanged, this, &RunPage::updateState);
    connect(m_source, &RunSource::selected, this,
            [this](const auto &selection) { takeSelection(*selection); });
    connect(m_source, &RunSource::refused, this, &RunPage::refuse);
    connect(m_source, &RunSource::failed, this, [this](const Error &error) {
        m_failed = error;
        updateState();
    });
    connect(m_empty, &ide::EmptyState::pressed, this, [this] { setFilter({}); });
    setFocusProxy(m_table);
    m_source->start();
    query();
    updateState();
}

RunPage::~RunPage() = default;

QWidget *RunPage::makeTools()
{
    auto *tools = new QWidget(this);
    m_filter = new QLineEdit(tools);
    m_filter->setPlaceholderText(tr("Filter: kind:generate language:python -outcome:passed "
                                    "check:tests time:>10s \"some words\""));
    m_filter->setAccessibleName(tr("Filter attempts"));
    m_filter->setClearButtonEnabled(true);
    m_problem = new QLabel(tools);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setFont(ide::codeFont()); // it points at a place
    m_problem->setAccessibleName(tr("What is wrong with the filter"));
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem->setWordWrap(true);
    m_problem->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    m_problem->hide();
    m_grouping = new QComboBox(tools);
    m_grouping->setAccessibleName(tr("Group attempts"));
    for (int i = 0; i < groupingCount; ++i)
        m_grouping->addItem(groupingTitle(Grouping(i)));
    m_viewsButton = new QToolButton(tools);
    m_viewsButton->setText(tr("Views"));
    m_viewsButton->setAccessibleName(tr("Saved views"));
    m_viewsButton->setPopupMode(QToolButton::InstantPopup);
    m_viewsButton->setToolButtonStyle(Qt::ToolButtonTextOnly);
    auto *menu = new QMenu(m_viewsButton);
    m_viewsButton->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        for (const QString &name : m_views.names())
            menu->addAction(visibleText(name), this, [this, name] { setView(m_views.view(name)); });
        menu->addSeparator();
        menu->addAction(tr("Save This View…"), this, [this] { m_views.askToSave(this, view()); });
        QMenu *remove = menu->addMenu(tr("Remove"));
        for (const QString &name : m_views.names())
            remove->addAction(visibleText(name), this, [this, name] { m_views.remove(name); });
        remove->setEnabled(!m_views.names().isEmpty());
        menu->addSeparator();
        fillColumnMenu(*menu->addMenu(tr("Columns")));
    });
    auto *row = new QHBoxLayout;
    row->addWidget(m_filter, 1);
    row->addWidget(m_grouping);
    row->addWidget(m_viewsButton);
    auto *layout = new QVBoxLayout(tools);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->addLayout(row);
    layout->addWidget(m_problem);
    connect(m_filter, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        m_typing.stop();
        query();
        m_table->setFocus();
    });
    connect(m_grouping, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_query.grouping = Grouping(index);
        m_query.group.reset();
        query();
    });
    return tools;
}

QTableView *RunPage::makeTable(const QString &name)
{
    auto *table = new QTableView(this);
    table->setAccessibleName(name);
    table->setItemDelegate(new ToneDelegate(table));
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    table->horizontalHeader()->setHighlightSections(false);
    return table;
}

QWidget *RunPage::makeAttempts()
{
    m_table = makeTable(tr("Attempts"));
    m_table->setModel(m_attempts);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionsMovable(true);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(false);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setStretchLastSection(true);
    placeColumns();
    connect(header, &QHeaderView::sectionClicked, this, &RunPage::sortBy);
    connect(header, &QHeaderView::customContextMenuRequested, this, &RunPage::showColumnMenu);
    connect(m_table, &QTableView::activated, this, &RunPage::openCurrent);
    makeTableActions();

    m_groupModel = new QStandardItemModel(this);
    m_groups = new QTreeView(this);
    m_groups->setModel(m_groupModel);
    m_groups->setAccessibleName(tr("Groups"));
    m_groups->setRootIsDecorated(false);
    m_groups->setUniformRowHeights(true);
    m_groups->setFrameShape(QFrame::NoFrame);
    m_groups->setItemDelegate(new ToneDelegate(m_groups));
    m_groups->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_groups->hide();

    m_matrixView = makeTable(tr("Scenarios and agents"));
    m_matrixView->setModel(m_matrix);
    m_matrixView->setAlternatingRowColors(false);
    m_matrixView->setShowGrid(true);
    connect(m_matrixView, &QTableView::activated, this, &RunPage::showCell);
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_table, tr("Attempts"));
    m_tabs->addTab(m_matrixView, tr("Matrix"));
    m_search = new SearchPanel(*m_source, this);
    connect(m_search, &SearchPanel::wanted, this, &RunPage::wanted);
    m_tabs->addTab(m_search, tr("Search"));
    m_tabs->setAccessibleName(tr("How attempts are shown"));
    m_tabs->tabBar()->setAccessibleName(tr("How attempts are shown"));
    m_splitter = new QSplitter(this);
    m_splitter->addWidget(m_groups);
    m_splitter->addWidget(m_tabs);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({300, 900});
    return m_splitter;
}

void RunPage::makeTableActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto run) {
        auto *action = new QAction(text, m_table);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, run);
        m_table->addAction(action);
    };
    add(tr("Open Attempt"), {}, [this] { openCurrent(); });
    add(tr("Sort by This Column"), QKeySequence(u"Alt+S"_s),
        [this] { sortBy(m_table->currentIndex().column()); });
    add(tr("Choose Columns…"), QKeySequence(u"Alt+C"_s), [this] { showColumnMenu(); });
    add(tr("Move Column Left"), QKeySequence(u"Alt+Shift+Left"_s), [this] { moveColumn(-1); });
    add(tr("Move Column Right"), QKeySequence(u"Alt+Shift+Right"_s), [this] { moveColumn(1); });
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void RunPage::placeColumns()
{
    QHeaderView *header = m_table->horizontalHeader();
    if (header->restoreState(m_settings.remembered(columnsKey).toByteArray()))
        return;
    const int character = fontMetrics().averageCharWidth();
    for (int column = 0; column < attemptFieldCount; ++column)
        header->hideSection(column);
    int place = 0;
    for (const auto &[field, width] : shownColumns) {
        header->showSection(int(field));
        header->resizeSection(int(field), width * character);
        header->moveSection(header->visualIndex(int(field)), place++);
    }
}

QString RunPage::title() const
{
    return QFileInfo(m_source->path()).fileName();
}

ide::Location RunPage::location() const
{
    ide::Location location{m_source->path(), {}};
    if (!m_query.filter.isEmpty())
        location.place.insert(u"filter"_s, m_query.filter);
    return location;
}

bool RunPage::shows(const ide::Location &location) const
{
    return location.path == m_source->path() && !location.place.contains(u"attempt"_s);
}

void RunPage::go(const ide::Location &location)
{
    if (location.place.contains(u"filter"_s))
        setFilter(location.place.value(u"filter"_s));
}

QString RunPage::status() const
{
    const auto all = qint64(m_source->table().size());
    return isPlain() || m_shown == all
        ? countText(all, tr("attempt"), tr("attempts"))
        : tr("%1 of %2").arg(countText(m_shown), countText(all, tr("attempt"), tr("attempts")));
}

/// Nothing is asked for: rows show as they come.
bool RunPage::isPlain() const
{
    return m_query.filter.trimmed().isEmpty() && !m_query.group && !m_query.sort;
}

void RunPage::setFilter(const QString &filter)
{
    m_filter->setText(filter);
    m_typing.stop();
    query();
}

void RunPage::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void RunPage::focusSearch()
{
    m_tabs->setCurrentWidget(m_search);
    m_search->setFocus(Qt::ShortcutFocusReason);
}

void RunPage::query()
{
    const bool filterChanged = m_query.filter != m_filter->text();
    m_query.filter = m_filter->text();
    m_isSettled = false;
    m_source->select(m_query);
    m_workTimer.start();
    if (isPlain())
        m_attempts->showAll(m_source->table());
    if (filterChanged)
        Q_EMIT changed();
}

void RunPage::takeRows()
{
    if (isPlain())
        m_attempts->showAll(m_source->table());
    if (m_source->table().size() == 0)
        m_matrix->setSummary({});
    updateState();
}

void RunPage::takeSelection(const AttemptSelection &selection)
{
    m_problem->hide();
    m_shown = qint64(selection.rows.size());
    const QString current = m_table->currentIndex().data(AttemptIdRole).toString();
    const int column = m_table->currentIndex().column();
    if (!isPlain()) {
        m_attempts->setRows(m_source->table(), selection.rows);
        const int row = current.isEmpty() ? -1 : m_attempts->rowOf(current);
        if (row >= 0)
            m_table->setCurrentIndex(m_attempts->index(row, column));
    }
    QHeaderView *header = m_table->horizontalHeader();
    header->setSortIndicatorShown(m_query.sort.has_value());
    if (m_query.sort)
        header->setSortIndicator(int(*m_query.sort),
                                 m_query.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
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
    showGroups(selection);
    m_workTimer.stop();
    m_isSettled = !m_source->isReading();
    updateWork();
    updateState();
    if (m_isSettled)
        Q_EMIT settled();
}

void RunPage::refuse(const Error &error)
{
    if (error.code == ErrorCode::Cancelled)
        return;
    m_problem->setText(visibleText(error.message));
    QPalette palette = m_problem->palette();
    palette.setColor(QPalette::WindowText, ide::coloursOf(this->palette()).bad);
    m_problem->setPalette(palette);
    m_problem->show();
    m_workTimer.stop();
    updateWork();
    Q_EMIT settled();
}

void RunPage::showGroups(const AttemptSelection &selection)
{
    m_groups->setVisible(m_query.grouping != Grouping::None);
    const QSignalBlocker quiet(m_groups->selectionModel());
    m_groupModel->clear();
    m_groupModel->setHorizontalHeaderLabels(
        {m_grouping->currentText(), tr("Attempts"), tr("pass@1")});
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
        m_groupModel->appendRow(row);
        return row.front();
    };
    int all = 0;
    for (const AttemptGroup &group : selection.groups)
        all += group.attempts;
    QStandardItem *chosen =
        add(tr("All"),
            m_query.grouping == Grouping::Tag && !m_query.group ? int(selection.rows.size()) : all,
            nullptr);
    for (const AttemptGroup &group : selection.groups) {
        const QString name = group.name.isEmpty() ? tr("(none)") : visibleText(group.name);
        const bool hasRate = m_query.grouping != Grouping::Outcome;
        QStandardItem *item = add(name, group.attempts, hasRate ? &group.rate : nullptr);
        item->setData(group.name, groupNameRole);
        if (m_query.group == group.name)
            chosen = item;
    }
    m_groups->setCurrentIndex(chosen->index());
    m_groups->header()->setStretchLastSection(false);
    m_groups->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_groups->resizeColumnToContents(1);
    m_groups->resizeColumnToContents(2);
    connect(m_groups->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &RunPage::chooseGroup, Qt::UniqueConnection);
}

void RunPage::chooseGroup()
{
    const QVariant name = m_groups->currentIndex().siblingAtColumn(0).data(groupNameRole);
    const std::optional<QString> group =
        name.isValid() ? std::optional(name.toString()) : std::nullopt;
    if (group == m_query.group)
        return;
    m_query.group = group;
    query();
}

/// Up, down, and then as they finished.
void RunPage::sortBy(int column)
{
    if (column < 0)
        return;
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

void RunPage::openCurrent()
{
    const QString id = m_table->currentIndex().data(AttemptIdRole).toString();
    if (!id.isEmpty())
        Q_EMIT wanted({m_source->path(), {{u"attempt"_s, id}}});
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

void RunPage::moveColumn(int by)
{
    QHeaderView *header = m_table->horizontalHeader();
    const int from = header->visualIndex(m_table->currentIndex().column());
    int to = from + by;
    while (to >= 0 && to < header->count() && header->isSectionHidden(header->logicalIndex(to)))
        to += by;
    if (from >= 0 && to >= 0 && to < header->count())
        header->moveSection(from, to);
    m_settings.remember(columnsKey, header->saveState());
}

void RunPage::fillColumnMenu(QMenu &menu)
{
    QHeaderView *header = m_table->horizontalHeader();
    for (int column = 0; column < attemptFieldCount; ++column) {
        QAction *action = menu.addAction(fieldTitle(AttemptField(column)));
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        action->setEnabled(column != int(AttemptField::Scenario)); // something must stay
        connect(action, &QAction::toggled, this, [this, header, column](bool shown) {
            header->setSectionHidden(column, !shown);
            if (shown && header->sectionSize(column) < 40)
                header->resizeSection(column, 14 * fontMetrics().averageCharWidth());
            m_settings.remember(columnsKey, header->saveState());
        });
    }
}

void RunPage::showColumnMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumnMenu(*menu);
    menu->popup(m_table->horizontalHeader()->mapToGlobal(
        QPoint(20, m_table->horizontalHeader()->height())));
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
    {
        const QSignalBlocker quiet(m_grouping);
        m_grouping->setCurrentIndex(int(m_query.grouping));
    }
    m_table->horizontalHeader()->restoreState(view.value(u"columns"_s).toByteArray());
    m_tabs->setCurrentWidget(view.value(u"matrix"_s).toBool() ? m_matrixView : m_table);
    setFilter(view.value(u"filter"_s).toString());
}

void RunPage::updateState()
{
    const bool isEmpty = m_attempts->rowCount() == 0;
    if (m_failed) {
        m_empty->say(tr("This run can't be read"), visibleText(m_failed->text()));
    } else if (m_source->isReading() && m_source->table().size() == 0) {
        m_empty->say(tr("Reading…"), {});
    } else if (m_source->table().size() == 0) {
        m_empty->say(tr("No attempts yet"),
                     m_source->isRunning() ? tr("They appear as they finish.")
                                           : tr("Nothing was recorded in this run."));
    } else if (isEmpty && m_isSettled) {
        m_empty->say(tr("No attempt answers to the filter"), m_query.filter, tr("Clear Filter"));
    }
    const bool isTellable =
        m_failed || m_source->table().size() == 0 || (isEmpty && m_isSettled && !m_query.group);
    m_stack->setCurrentWidget(isTellable ? static_cast<QWidget *>(m_empty) : m_splitter);
    Q_EMIT changed();
}

void RunPage::updateWork()
{
    const bool isReading = m_source->isReading() && !m_failed;
    const bool works = isReading || (m_source->isSelecting() && m_workTimer.isActive());
    m_work->setVisible(works);
    if (!works)
        return;
    if (isReading)
        m_work->setRange(0, int(m_source->expected()));
    else
        m_work->setRange(0, int(m_source->workTotal()));
    m_work->setValue(isReading ? int(m_source->table().size()) : int(m_source->workDone()));
}

std::vector<ide::SaveFormat> RunPage::saveFormats()
{
    return {{tr("CSV table of what is shown"), u"csv"_s,
             [this](const QString &path) { return saveCsv(path); }},
            {tr("Picture of this page"), u"png"_s,
             [this](const QString &path) { return savePng(path); }}};
}

Result<void> RunPage::saveCsv(const QString &path) const
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    const QAbstractItemModel &model = m_tabs->currentWidget() == m_matrixView
        ? static_cast<const QAbstractItemModel &>(*m_matrix)
        : *m_attempts;
    const QHeaderView *header =
        (m_tabs->currentWidget() == m_matrixView ? m_matrixView : m_table)->horizontalHeader();
    const auto write = [&](const auto &cell) {
        QStringList cells;
        for (int visual = 0; visual < header->count(); ++visual)
            if (const int column = header->logicalIndex(visual); !header->isSectionHidden(column))
                cells.append(csvCell(cell(column)));
        file.write((cells.join(u',') + u"\r\n"_s).toUtf8());
    };
    write([&](int column) {
        return model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    });
    for (int row = 0; row < model.rowCount(); ++row)
        write(
            [&](int column) { return model.index(row, column).data(Qt::DisplayRole).toString(); });
    if (!file.commit())
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    return {};
}

Result<void> RunPage::savePng(const QString &path)
{
    if (!grab().save(path, "PNG"))
        return fail(ErrorCode::Io, u"%1: can't be written"_s.arg(path));
    return {};
}

} // namespace touchstone::inspect

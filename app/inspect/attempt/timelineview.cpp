#include "app/inspect/attempt/timelineview.h"

#include "app/inspect/eventlook.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {

TimelineTable::TimelineTable(TimelineModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setModel(&model);
    setItemDelegate(new TimelineDelegate(model, this));
    setAccessibleName(tr("Timeline"));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(SingleSelection);
    setSelectionBehavior(SelectRows);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    horizontalHeader()->hide();
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    fitRows();
}

void TimelineTable::fitRows()
{
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
}

void TimelineTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitRows();
}

void TimelineTable::goToRow(int row)
{
    const QModelIndex index = m_model.index(row);
    if (!index.isValid())
        return;
    setCurrentIndex(index);
    scrollTo(index);
}

void TimelineTable::goToNotable(int direction)
{
    const int row = m_model.nextNotable(currentIndex().row(), direction);
    if (row < 0)
        Q_EMIT nothingThere();
    else
        goToRow(row);
}

void TimelineTable::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier))
        return QTableView::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Home:
        return goToRow(0);
    case Qt::Key_End:
        return goToRow(m_model.rowCount() - 1);
    case Qt::Key_N:
        return goToNotable(1);
    case Qt::Key_P:
        return goToNotable(-1);
    case Qt::Key_Space:
        Q_EMIT playWanted();
        return;
    default:
        QTableView::keyPressEvent(event);
    }
}

TimelineView::TimelineView(TimelineModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_text(new QLineEdit(this))
    , m_types(new QToolButton(this))
    , m_conversation(new QComboBox(this))
    , m_count(new QLabel(this))
    , m_table(new TimelineTable(model, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeFilters());
    layout->addWidget(m_table, 1);
    setFocusProxy(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &TimelineView::takeRow);
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this] {
        fillConversations();
        updateCount();
        findAgain();
    });
    connect(&model, &TimelineModel::filtered, this, [this] {
        updateCount();
        findAgain();
    });
    connect(&model, &QAbstractItemModel::modelReset, this, &TimelineView::updateCount);
    updateCount();
}

QWidget *TimelineView::makeFilters()
{
    auto *bar = new QWidget(this);
    m_text->setPlaceholderText(tr("Filter events"));
    m_text->setAccessibleName(tr("Filter events by words"));
    m_text->setClearButtonEnabled(true);
    m_types->setText(tr("Types"));
    m_types->setAccessibleName(tr("Types of events to show"));
    m_types->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_types);
    for (int type = 0; type <= int(EventType::Note); ++type) {
        QAction *action = menu->addAction(
            u"%1  %2"_s.arg(eventGlyph(EventType(type)), eventTitle(EventType(type))));
        action->setCheckable(true);
        action->setChecked(true);
        connect(action, &QAction::toggled, this, [this, type](bool on) {
            m_wantedTypes = on ? m_wantedTypes | (1U << type) : m_wantedTypes & ~(1U << type);
            applyFilter();
        });
    }
    menu->addSeparator();
    QAction *trouble = menu->addAction(tr("Only what went wrong"));
    trouble->setCheckable(true);
    connect(trouble, &QAction::toggled, this, [this](bool on) {
        m_troubleOnly = on;
        applyFilter();
    });
    menu->addAction(tr("Show all"), this, [menu, trouble] {
        for (QAction *action : menu->actions())
            if (action->isCheckable())
                action->setChecked(action != trouble);
    });
    m_types->setMenu(menu);
    m_conversation->setAccessibleName(tr("Conversation to show"));
    m_conversation->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_conversation->setMinimumContentsLength(8);
    m_conversation->hide();
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 6, 8, 6);
    row->addWidget(m_text, 1);
    row->addWidget(m_conversation);
    row->addWidget(m_types);
    row->addWidget(m_count);
    connect(m_text, &QLineEdit::textChanged, this, &TimelineView::applyFilter);
    connect(m_text, &QLineEdit::returnPressed, m_table, [this] { m_table->setFocus(); });
    connect(m_conversation, &QComboBox::currentIndexChanged, this, &TimelineView::applyFilter);
    return bar;
}

void TimelineView::applyFilter()
{
    TimelineFilter filter;
    filter.types = m_wantedTypes;
    filter.troubleOnly = m_troubleOnly;
    filter.text = m_text->text().simplified();
    if (m_conversation->currentIndex() > 0)
        filter.conversation = m_conversation->currentData().toString();
    m_finding = true; // until it is applied, rows come and go
    m_model.setFilter(filter);
}

void TimelineView::fillConversations()
{
    const QStringList names = m_model.conversations();
    if (names.size() < 2 || m_conversation->count() == names.size() + 1)
        return;
    const QSignalBlocker blocker(m_conversation);
    if (m_conversation->count() == 0)
        m_conversation->addItem(tr("All conversations"));
    for (qsizetype i = m_conversation->count() - 1; i < names.size(); ++i)
        m_conversation->addItem(
            names[i].isEmpty() ? tr("Main") : shortName(visibleText(names[i]), 40), names[i]);
    m_conversation->show();
}

void TimelineView::updateCount()
{
    const qint64 shown = m_model.rowCount();
    m_count->setText(shown == m_model.count()
                         ? countText(shown)
                         : tr("%1 of %2").arg(countText(shown), countText(m_model.count())));
    m_count->setAccessibleName(tr("Events shown: %1").arg(m_count->text()));
}

void TimelineView::takeRow(const QModelIndex &index)
{
    if (m_finding || !index.isValid())
        return;
    const qint64 event = m_model.entry(index.row()).id;
    if (event == m_chosen)
        return;
    m_chosen = event;
    Q_EMIT chose(event);
}

void TimelineView::findAgain()
{
    m_finding = false;
    if (m_chosen == 0 || m_table->currentIndex().isValid())
        return;
    if (const int row = m_model.rowOfEvent(m_chosen); row >= 0)
        m_table->goToRow(row);
}

void TimelineView::choose(qint64 event)
{
    if (const int row = m_model.rowOfEvent(event); row >= 0)
        m_table->goToRow(row);
    if (m_chosen != event) {
        m_chosen = event;
        m_table->setCurrentIndex({});
        Q_EMIT chose(event);
    }
}

void TimelineView::focusFilter()
{
    m_text->setFocus();
    m_text->selectAll();
}

} // namespace touchstone::inspect

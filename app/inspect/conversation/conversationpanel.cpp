#include "app/inspect/conversation/conversationpanel.h"

#include "app/ide/emptystate.h"
#include "app/inspect/conversation/conversationview.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {

ConversationPanel::ConversationPanel(const TimelineModel &timeline, QWidget *parent)
    : QWidget(parent)
    , m_model(new ConversationModel(timeline, this))
    , m_view(new ConversationView(*m_model, this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new ide::EmptyState(this))
    , m_conversation(new QComboBox(this))
    , m_raw(new QToolButton(this))
    , m_search(new QLineEdit(this))
    , m_last(new QToolButton(this))
    , m_next(new QToolButton(this))
    , m_figures(new QLabel(this))
{
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_view);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_view);
    connect(m_model, &ConversationModel::conversationsChanged, this,
            &ConversationPanel::fillConversations);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &ConversationPanel::showWhatThereIs);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ConversationPanel::showWhatThereIs);
    connect(m_view, &ConversationView::chose, this, [this](int row) {
        if (!m_model->row(row).begins) // that is an event of another conversation
            Q_EMIT chose(m_model->row(row).event);
    });
    connect(m_view, &ConversationView::copyWanted, this,
            [this](int row) { Q_EMIT copyWanted(m_model->row(row)); });
    connect(m_view, &ConversationView::stepWanted, this, [this](int number) {
        const ConversationRow row = m_model->row(number);
        if (row.begins)
            setCurrent(row.event);
        else if (row.type == EventType::Edit)
            Q_EMIT changesWanted(row.event);
        else
            Q_EMIT stepWanted(row.event);
    });
    fillConversations();
    showWhatThereIs();
    updateFound();
}

QWidget *ConversationPanel::makeBar()
{
    m_conversation->setAccessibleName(tr("Conversation that is shown"));
    m_conversation->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_conversation->setMinimumContentsLength(10);
    m_raw->setText(tr("Raw"));
    m_raw->setCheckable(true);
    m_raw->setToolTip(tr("Show every message as it was written, not rendered"));
    m_raw->setAccessibleName(tr("Show all messages raw"));
    m_search->setPlaceholderText(tr("Find in conversation"));
    m_search->setAccessibleName(tr("Find in conversation"));
    m_search->setClearButtonEnabled(true);
    m_last->setText(u"↑"_s);
    m_last->setAccessibleName(tr("Previous place"));
    m_last->setToolTip(tr("Previous place (Shift+F3)"));
    m_next->setText(u"↓"_s);
    m_next->setAccessibleName(tr("Next place"));
    m_next->setToolTip(tr("Next place (F3)"));
    m_figures->setForegroundRole(QPalette::PlaceholderText);
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 6, 8, 6);
    row->addWidget(m_conversation);
    row->addWidget(m_search, 1);
    row->addWidget(m_figures);
    row->addWidget(m_last);
    row->addWidget(m_next);
    row->addWidget(m_raw);
    connect(m_conversation, &QComboBox::activated, this, &ConversationPanel::chooseConversation);
    connect(m_raw, &QToolButton::toggled, m_model, &ConversationModel::setAllRaw);
    connect(m_search, &QLineEdit::textChanged, this, &ConversationPanel::search);
    connect(m_last, &QToolButton::clicked, this, [this] { goToFound(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { goToFound(1); });
    return bar;
}

void ConversationPanel::fillConversations()
{
    const QStringList names = m_model->conversations();
    m_conversation->clear();
    for (const QString &name : names)
        m_conversation->addItem(
            name.isEmpty() ? tr("Main conversation") : shortName(visibleText(name), 40), name);
    m_conversation->setCurrentIndex(int(names.indexOf(m_model->conversation())));
    m_conversation->setVisible(names.size() > 1);
}

void ConversationPanel::chooseConversation(int index)
{
    m_model->setConversation(m_conversation->itemData(index).toString());
    m_conversation->setCurrentIndex(index);
    search();
}

void ConversationPanel::showWhatThereIs()
{
    const bool isEmpty = m_model->rowCount() == 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_view);
    if (isEmpty && m_isComplete)
        m_empty->say(tr("Nobody said anything"),
                     tr("This attempt has no messages, commands or edits."));
    else if (isEmpty)
        m_empty->say(tr("Reading the conversation…"), {});
}

void ConversationPanel::setComplete(bool complete)
{
    m_isComplete = complete;
    showWhatThereIs();
    if (complete)
        search();
}

void ConversationPanel::setCurrent(qint64 event)
{
    if (const auto conversation = m_model->conversationOf(event);
        conversation && *conversation != m_model->conversation())
        chooseConversation(m_conversation->findData(*conversation));
    if (const int row = m_model->rowOf(event); row >= 0 && row != m_view->current())
        m_view->setCurrent(row);
}

void ConversationPanel::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

/// Anew, from the beginning; what was found before is gone.
void ConversationPanel::search()
{
    ++m_ticket;
    m_found.clear();
    const QString text = m_search->text();
    m_isSearching = m_goes = !text.isEmpty();
    m_view->markText(text);
    if (m_isSearching && m_isComplete) // else when all rows are there
        Q_EMIT searchWanted(text, 0, m_ticket);
    updateFound();
}

void ConversationPanel::takeFound(int ticket, const SaidFound &found)
{
    if (ticket != m_ticket)
        return;
    for (const qint64 event : found.events)
        if (const int row = m_model->rowOf(event);
            row >= 0 && (m_found.empty() || m_found.back() < row))
            m_found.push_back(row);
    m_isSearching = !found.isDone;
    if (m_isSearching)
        Q_EMIT searchWanted(m_search->text(), found.last, m_ticket);
    const bool isThere = !m_found.empty() && m_found.back() >= m_view->current();
    if (m_goes && (isThere || (!m_isSearching && !m_found.empty()))) {
        m_goes = false;
        goToFound(0);
    }
    updateFound();
}

void ConversationPanel::sayNotFound(int ticket, const QString &problem)
{
    if (ticket != m_ticket)
        return;
    m_isSearching = false;
    m_figures->setText(shortName(visibleText(problem), 40));
    m_figures->setToolTip(visibleText(problem).toHtmlEscaped());
}

/// The next place in a direction, round the end; 0: the one here or next.
void ConversationPanel::goToFound(int direction)
{
    if (m_found.empty())
        return;
    const int here = m_view->current();
    auto at = direction > 0 ? std::ranges::upper_bound(m_found, here)
                            : std::ranges::lower_bound(m_found, here);
    if (direction < 0)
        at = at == m_found.begin() ? m_found.end() - 1 : at - 1;
    const int row = at == m_found.end() ? m_found.front() : *at;
    m_model->setFolded(row, false);
    m_model->showAll(row); // it may stand beyond the beginning
    m_view->setCurrent(row);
    Q_EMIT chose(m_model->row(row).event);
    updateFound();
}

QString ConversationPanel::found() const
{
    if (m_search->text().isEmpty())
        return {};
    const auto at = std::ranges::lower_bound(m_found, m_view->current());
    const bool isHere = at != m_found.end() && *at == m_view->current();
    const QString count = countText(qint64(m_found.size())) + (m_isSearching ? u"…"_s : QString());
    if (m_found.empty())
        return m_isSearching ? tr("Searching…") : tr("Not found");
    return isHere ? tr("%1 of %2").arg(countText(at - m_found.begin() + 1), count)
                  : tr("%1 places").arg(count);
}

void ConversationPanel::updateFound()
{
    m_figures->setText(found());
    m_figures->setToolTip({});
    m_figures->setAccessibleName(tr("Places found: %1").arg(found()));
    m_figures->setVisible(!m_figures->text().isEmpty());
    m_last->setEnabled(!m_found.empty());
    m_next->setEnabled(!m_found.empty());
}

void ConversationPanel::keyPressEvent(QKeyEvent *event)
{
    const bool back = event->modifiers() & Qt::ShiftModifier;
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_F3 || (isEnter && m_search->hasFocus()))
        return goToFound(back ? -1 : 1);
    if (event->key() == Qt::Key_Escape && m_search->hasFocus()) {
        m_search->clear();
        return m_view->setFocus();
    }
    QWidget::keyPressEvent(event);
}

} // namespace touchstone::inspect

// The conversation of an attempt's page: what it asks of its readers, and where it leads.
#include "app/inspect/attempt/attemptpage.h"
#include "app/inspect/attempt/timelineview.h"
#include "app/inspect/conversation/conversationpanel.h"
#include "app/inspect/conversation/conversationview.h"
#include "app/inspect/step/stepview.h"

#include "core/base/text.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTabWidget>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr qint64 searchedAtOnce = 2'000; ///< events

} // namespace

void AttemptPage::connectConversation()
{
    connect(&m_conversation->model(), &ConversationModel::wanted, this, &AttemptPage::readSaid);
    connect(m_conversation, &ConversationPanel::searchWanted, this, &AttemptPage::findSaid);
    connect(m_conversation, &ConversationPanel::copyWanted, this, &AttemptPage::copySaid);
    connect(m_conversation, &ConversationPanel::chose, m_timelineView, &TimelineView::choose);
    connect(m_conversation, &ConversationPanel::stepWanted, this, &AttemptPage::showStep);
    connect(m_conversation, &ConversationPanel::changesWanted, this, [this](qint64 event) {
        m_step->wantSide(u"changes"_s);
        showStep(event);
    });
}

void AttemptPage::showStep(qint64 event)
{
    m_timelineView->choose(event);
    m_tabs->setCurrentWidget(m_step);
    m_step->sides().setFocus();
}

void AttemptPage::showConversation()
{
    m_tabs->setCurrentWidget(m_conversation);
    m_conversation->view().setFocus();
}

void AttemptPage::findInConversation()
{
    m_tabs->setCurrentWidget(m_conversation);
    m_conversation->focusSearch();
}

void AttemptPage::readSaid(const std::vector<SaidWanted> &rows)
{
    m_talk
        .ask([id = m_id, rows](const RunFile &file,
                               const std::atomic<bool> &) -> Result<std::vector<SaidText>> {
            return inspect::readSaid(file, id, rows);
        })
        .then(this, [this, rows](Result<std::vector<SaidText>> said) {
            if (!said) { // the file itself can't be opened
                std::vector<SaidText> none;
                for (const SaidWanted &one : rows)
                    none.push_back(
                        {one.row.event, {}, {}, false, true, 0, {}, said.error().text()});
                said = std::move(none);
            }
            m_conversation->model().take(*said);
        });
}

void AttemptPage::findSaid(const QString &text, qint64 after, int ticket)
{
    m_finder
        .ask([id = m_id, conversation = m_conversation->model().conversation(), text,
              after](const RunFile &file, const std::atomic<bool> &stopped) {
            return inspect::findSaid(file, id, conversation, text, after, searchedAtOnce, stopped);
        })
        .then(this, [this, ticket](const Result<SaidFound> &found) {
            if (found)
                m_conversation->takeFound(ticket, *found);
            else
                m_conversation->sayNotFound(ticket, found.error().text());
        });
}

void AttemptPage::copySaid(const ConversationRow &row)
{
    m_talk
        .ask([id = m_id, row](const RunFile &file, const std::atomic<bool> &) {
            return readAllSaid(file, id, row);
        })
        .then(this, [this](const Result<QString> &text) {
            if (text)
                QGuiApplication::clipboard()->setText(*text);
            Q_EMIT told(text ? tr("The message is copied") : visibleText(text.error().text()));
        });
}

/// Ctrl+F belongs to the conversation here, whatever else it does elsewhere.
bool AttemptPage::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Find)) {
        event->accept();
        return true;
    }
    return Document::event(event);
}

void AttemptPage::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find))
        return findInConversation();
    Document::keyPressEvent(event);
}

} // namespace touchstone::inspect

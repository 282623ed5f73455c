// What a ConversationView does at keys, the mouse and its menu, and what its cards show.
#include "app/inspect/conversation/conversationview.h"

#include "app/ide/markdownview.h"
#include "app/inspect/eventlook.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <QtGui/QContextMenuEvent>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {

CardContent ConversationView::contentOf(int row) const
{
    const ConversationRow &at = m_model.row(row);
    const TimelineEntry &entry = m_model.entry(row);
    const SaidText *said = m_model.said(row);
    CardContent content;
    content.type = at.type;
    content.isTrouble = entry.isTrouble;
    content.isSeparator = at.begins || at.type == EventType::Turn;
    content.canFold = m_model.hasBody(row);
    content.isFolded = m_model.isFolded(row);
    QStringList facts{sinceStart(entry.atNs)};
    if (const qint64 us = m_model.callUs(row); us > 0)
        facts.append(durationText(double(us)));
    if (said && !said->tokens.isEmpty())
        facts.append(said->tokens);
    content.facts = facts.join(u" · "_s);
    if (content.isSeparator) {
        content.title = u"%1 %2"_s.arg(at.begins ? u"↳"_s : eventGlyph(at.type), m_model.line(row));
        content.step = at.begins ? tr("Open") : QString();
        return content;
    }
    const bool isMessage = at.type == EventType::Message;
    const QString role = said && isMessage && !said->role.isEmpty() ? said->role
        : isMessage                                                 ? m_model.who(row)
                                                                    : eventTitle(at.type);
    content.isSpeech = isMessage && m_model.who(row) != u"agent"_s && role != u"assistant"_s;
    content.title = eventGlyph(at.type) + u' ' + role;
    if (isMessage && role != m_model.who(row) && m_model.who(row) != u"agent"_s)
        content.title += u" · "_s + m_model.who(row);
    if (!isMessage || content.isFolded)
        content.line = m_model.line(row);
    content.step = at.type == EventType::Edit ? tr("Changes") : tr("Step");
    if (content.isFolded)
        return content;
    if (!said) {
        content.text = m_model.line(row); // until it is read
        return content;
    }
    content.text = said->problem.isEmpty() ? said->text : said->problem;
    content.isMarkdown = said->isMarkdown;
    content.isRaw = m_model.isRaw(row);
    if (!said->isWhole)
        content.more = said->text.size() >= wholeCharacters
            ? tr("All %1 Characters in the Step").arg(countText(said->size))
            : tr("Show All (%1 Characters)").arg(countText(said->size));
    return content;
}

bool ConversationView::copySelected()
{
    for (const auto &[row, card] : m_cards)
        if (card->body().textCursor().hasSelection() && card->body().isVisible()) {
            card->body().copy();
            return true;
        }
    return false;
}

void ConversationView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        if (!copySelected() && m_current >= 0)
            Q_EMIT copyWanted(m_current);
        return;
    }
    if (event->modifiers() & ~Qt::KeypadModifier)
        return QAbstractScrollArea::keyPressEvent(event);
    QScrollBar *bar = verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_Down:
        return choose(m_current + 1);
    case Qt::Key_Up:
        return choose(std::max(0, m_current - 1));
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(m_model.rowCount() - 1);
    case Qt::Key_Space:
    case Qt::Key_PageDown:
        return bar->triggerAction(QScrollBar::SliderPageStepAdd);
    case Qt::Key_PageUp:
        return bar->triggerAction(QScrollBar::SliderPageStepSub);
    default:
        break;
    }
    if (m_current < 0)
        return QAbstractScrollArea::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left:
        return m_model.setFolded(m_current, true);
    case Qt::Key_Right:
        return m_model.setFolded(m_current, false);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT stepWanted(m_current);
        return;
    case Qt::Key_R:
        return m_model.setRaw(m_current, !m_model.isRaw(m_current));
    case Qt::Key_A:
        return goOn(m_current);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void ConversationView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    if (byMouse)
        choose(rowAt(viewport()->mapFromGlobal(event->globalPos())));
    MessageCard *shown = m_current < 0 ? nullptr : card(m_current);
    if (!shown)
        return;
    QMenu *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const CardContent &content = shown->content();
    const int row = m_current;
    const auto add = [&](const QString &text, auto what) {
        connect(menu->addAction(text), &QAction::triggered, this, what);
    };
    if (!content.step.isEmpty())
        add(content.type == EventType::Edit ? tr("Go to Changes\tEnter") : tr("Go to Step\tEnter"),
            [this, row] { Q_EMIT stepWanted(row); });
    if (content.canFold)
        add(content.isFolded ? tr("Unfold\tRight") : tr("Fold\tLeft"),
            [this, row] { m_model.setFolded(row, !m_model.isFolded(row)); });
    if (content.isMarkdown)
        add(content.isRaw ? tr("Rendered\tR") : tr("Raw\tR"),
            [this, row] { m_model.setRaw(row, !m_model.isRaw(row)); });
    if (!content.more.isEmpty())
        add(content.more + u"\tA"_s, [this, row] { goOn(row); });
    if (shown->body().textCursor().hasSelection())
        add(tr("Copy Selected Text"), [this] { copySelected(); });
    add(tr("Copy Message\tCtrl+C"), [this, row] { Q_EMIT copyWanted(row); });
    menu->popup(byMouse ? event->globalPos()
                        : shown->mapToGlobal(QPoint(20, MessageCard::headHeight(fontMetrics()))));
}

bool ConversationView::eventFilter(QObject *watched, QEvent *event)
{
    QObject *card = watched;
    while (card && !qobject_cast<MessageCard *>(card))
        card = card->parent();
    const int row = card ? rowOf(card) : -1;
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        if (row >= 0 && row != m_current)
            choose(row);
        if (watched == card)
            setFocus(Qt::MouseFocusReason);
        break;
    case QEvent::Wheel: { // of a text: this scrolls
        const auto *wheel = static_cast<QWheelEvent *>(event);
        if (watched != card
            && std::abs(wheel->angleDelta().y()) >= std::abs(wheel->angleDelta().x())) {
            QCoreApplication::sendEvent(verticalScrollBar(), event);
            return true;
        }
        break;
    }
    case QEvent::KeyPress: // of a text: the keys are the conversation's
        if (auto *key = static_cast<QKeyEvent *>(event);
            watched != card && key->key() != Qt::Key_Tab && key->key() != Qt::Key_Backtab) {
            keyPressEvent(key);
            return true;
        }
        break;
    default:
        break;
    }
    return QAbstractScrollArea::eventFilter(watched, event);
}

void ConversationView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    if (m_current < 0 && m_model.rowCount() > 0)
        setCurrent(m_top);
    schedule();
}

void ConversationView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    schedule();
}

} // namespace touchstone::inspect

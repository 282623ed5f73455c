#include "app/inspect/conversation/conversationview.h"

#include "app/ide/markdownview.h"

#include <QtCore/QTimer>
#include <QtGui/QAccessible>
#include <QtWidgets/QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr int turnMs = 16; ///< in which cards are filled before somebody else may have a turn
constexpr int ahead = 12; ///< rows around those that are seen, whose texts are read

} // namespace

ConversationView::ConversationView(ConversationModel &model, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_model(model)
{
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Conversation"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // else its coming changes every height
    viewport()->setBackgroundRole(QPalette::Base);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &ConversationView::schedule);
    connect(&model, &QAbstractItemModel::dataChanged, this, &ConversationView::schedule);
    connect(&model, &QAbstractItemModel::modelReset, this, &ConversationView::reset);
    reset();
}

/// Rows that came have heights before anything of them is read.
void ConversationView::takeRows()
{
    const QFontMetrics metrics = fontMetrics();
    const int head = MessageCard::headHeight(metrics) + 6;
    const int message = head + 3 * metrics.height();
    for (int row = m_heights.count(); row < m_model.rowCount(); ++row) {
        const ConversationRow &at = m_model.row(row);
        m_heights.append(at.type == EventType::Message && !at.begins ? message : head);
    }
}

void ConversationView::reset()
{
    for (const auto &[row, card] : m_cards)
        release(card);
    m_cards.clear();
    m_heights.clear();
    m_top = 0;
    m_offset = 0;
    m_current = -1;
    schedule();
}

/// Once in a turn of the event loop, however much was changed.
void ConversationView::schedule()
{
    if (m_isScheduled || !isVisible())
        return;
    m_isScheduled = true;
    QTimer::singleShot(0, this, [this] {
        m_isScheduled = false;
        m_turn.start();
        arrange();
    });
}

MessageCard *ConversationView::makeCard()
{
    auto *card = new MessageCard(viewport());
    card->installEventFilter(this);
    card->body().installEventFilter(this);
    card->body().viewport()->installEventFilter(this);
    connect(card, &MessageCard::foldWanted, this, [this, card] {
        const int row = rowOf(card);
        m_model.setFolded(row, !m_model.isFolded(row));
    });
    connect(card, &MessageCard::rawWanted, this,
            [this, card] { m_model.setRaw(rowOf(card), !m_model.isRaw(rowOf(card))); });
    connect(card, &MessageCard::copyWanted, this, [this, card] { Q_EMIT copyWanted(rowOf(card)); });
    connect(card, &MessageCard::moreWanted, this, [this, card] { goOn(rowOf(card)); });
    connect(card, &MessageCard::stepWanted, this, [this, card] { Q_EMIT stepWanted(rowOf(card)); });
    return card;
}

MessageCard *ConversationView::cardFor(int row)
{
    if (const auto known = m_cards.find(row); known != m_cards.end())
        return known->second;
    MessageCard *card = nullptr;
    if (m_spare.empty()) {
        card = makeCard();
    } else {
        card = m_spare.back();
        m_spare.pop_back();
    }
    m_cards.emplace(row, card);
    return card;
}

void ConversationView::release(MessageCard *card)
{
    card->hide();
    m_spare.push_back(card);
}

MessageCard *ConversationView::card(int row) const
{
    const auto found = m_cards.find(row);
    return found == m_cards.end() ? nullptr : found->second;
}

int ConversationView::rowOf(const QObject *card) const
{
    for (const auto &[row, known] : m_cards)
        if (known == card)
            return row;
    return -1;
}

int ConversationView::rowAt(const QPoint &place) const
{
    for (const auto &[row, card] : m_cards)
        if (card->geometry().contains(place))
            return row;
    return -1;
}

/// Fills the row's card while there is time in this turn; else its height stays what it was.
int ConversationView::measure(int row)
{
    const bool isLate = m_turn.elapsed() > turnMs;
    const bool isNew = m_spare.empty() && !m_cards.contains(row);
    MessageCard *card = isLate && isNew ? nullptr : cardFor(row);
    const CardContent content = contentOf(row);
    if (isLate && (!card || content != card->content())) {
        if (card)
            card->hide();
        schedule();
        return m_heights.height(row);
    }
    card->show(content);
    card->markText(m_marked);
    card->setCurrent(row == m_current, hasFocus());
    card->setVisible(true);
    m_heights.set(row, card->fit(viewport()->width()));
    return m_heights.height(row);
}

/// From the uppermost row on; returns the row after the last.
int ConversationView::fillDown(int height)
{
    qint64 y = -m_offset;
    int row = m_top;
    for (; row < m_model.rowCount() && y < height; ++row)
        y += measure(row);
    if (y < height)
        fillUp(int(height - y));
    return row;
}

/// The end does not leave a gap below it.
void ConversationView::fillUp(int gap)
{
    while (gap > 0 && (m_offset > 0 || m_top > 0)) {
        if (m_offset == 0)
            m_offset = measure(--m_top);
        const qint64 taken = std::min<qint64>(gap, m_offset);
        m_offset -= taken;
        gap -= int(taken);
    }
}

void ConversationView::arrange()
{
    takeRows();
    if (m_model.rowCount() == 0 || viewport()->width() <= 0)
        return updateBar();
    m_top = std::clamp(m_top, 0, m_model.rowCount() - 1);
    const int end = fillDown(viewport()->height());
    place(end);
    updateBar();
    m_model.want(m_top - ahead, end + ahead);
}

void ConversationView::place(int end)
{
    for (auto it = m_cards.begin(); it != m_cards.end();) {
        if (it->first >= m_top && it->first < end) {
            ++it;
            continue;
        }
        release(it->second);
        it = m_cards.erase(it);
    }
    const qint64 above = m_heights.top(m_top) + m_offset;
    for (const auto &[row, card] : m_cards)
        card->setGeometry(0, int(m_heights.top(row) - above), viewport()->width(),
                          m_heights.height(row));
}

void ConversationView::updateBar()
{
    m_isUpdating = true;
    const int height = viewport()->height();
    const qint64 most = std::numeric_limits<int>::max() - height;
    QScrollBar *bar = verticalScrollBar();
    bar->setRange(0, int(std::clamp<qint64>(m_heights.total() - height, 0, most)));
    bar->setPageStep(height);
    bar->setSingleStep(3 * fontMetrics().height());
    bar->setValue(int(std::min(most, m_heights.count() > 0 ? m_heights.top(m_top) + m_offset : 0)));
    m_isUpdating = false;
}

/// By little: row by row, so that heights that were guessed do not make it jump. By much: anywhere.
void ConversationView::moveBy(qint64 delta)
{
    takeRows();
    m_turn.start();
    if (std::abs(delta) > 3LL * viewport()->height()) {
        const qint64 y = std::max<qint64>(0, m_heights.top(m_top) + m_offset + delta);
        m_top = m_heights.rowAt(y);
        m_offset = std::min<qint64>(y - m_heights.top(m_top), m_heights.height(m_top));
    } else {
        m_offset += delta;
        while (m_offset < 0 && m_top > 0)
            m_offset += measure(--m_top);
        m_offset = std::max<qint64>(0, m_offset);
        while (m_top + 1 < m_model.rowCount() && m_offset >= m_heights.height(m_top))
            m_offset -= m_heights.height(m_top++);
    }
    arrange();
}

void ConversationView::scrollContentsBy(int, int dy)
{
    if (!m_isUpdating && m_model.rowCount() > 0)
        moveBy(-dy);
}

bool ConversationView::isWhollySeen(int row) const
{
    const auto found = m_cards.find(row);
    return found != m_cards.end() && found->second->y() >= 0
        && found->second->geometry().bottom() <= viewport()->height();
}

void ConversationView::setCurrent(int row)
{
    if (row < 0 || row >= m_model.rowCount())
        return;
    const bool isBelow = row > m_top;
    m_current = row;
    setAccessibleDescription(m_model.index(row).data(Qt::AccessibleTextRole).toString());
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    if (isVisible() && isWhollySeen(row))
        return schedule();
    m_top = row;
    m_offset = 0;
    if (!isVisible())
        return; // it is arranged when it is
    takeRows();
    m_turn.start();
    const int height = isBelow ? measure(row) : viewport()->height();
    moveBy(height < viewport()->height() ? height - viewport()->height() : 0);
}

void ConversationView::choose(int row)
{
    row = std::min(row, m_model.rowCount() - 1);
    if (row < 0 || row == m_current)
        return;
    setCurrent(row);
    Q_EMIT chose(row);
}

void ConversationView::markText(const QString &text)
{
    m_marked = text;
    for (const auto &[row, card] : m_cards)
        card->markText(text);
}

/// All of a text that is shown in part; what is too long for that, in its step.
void ConversationView::goOn(int row)
{
    const SaidText *said = row < 0 ? nullptr : m_model.said(row);
    if (!said || said->isWhole)
        return;
    if (said->text.size() >= wholeCharacters)
        Q_EMIT stepWanted(row);
    else
        m_model.showAll(row);
}

void ConversationView::resizeEvent(QResizeEvent *)
{
    if (!isVisible())
        return;
    m_turn.start();
    arrange();
}

void ConversationView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    schedule();
}

void ConversationView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        schedule();
}

} // namespace touchstone::inspect

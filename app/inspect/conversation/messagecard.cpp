#include "app/inspect/conversation/messagecard.h"

#include "app/ide/elidedlabel.h"
#include "app/ide/look.h"
#include "app/ide/markdownview.h"
#include "app/inspect/eventlook.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolButton>

#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr int barWidth = 3;
constexpr int leftMargin = 10;
constexpr int rightMargin = 10;
constexpr int gap = 6; ///< above and below
constexpr int mostMarks = 200;

} // namespace

MessageCard::MessageCard(QWidget *parent)
    : QWidget(parent)
    , m_fold(button(tr("Fold or unfold"), &MessageCard::foldWanted))
    , m_title(new ide::ElidedLabel(this))
    , m_line(new ide::ElidedLabel(this))
    , m_facts(new ide::ElidedLabel(this))
    , m_raw(button(tr("Raw or rendered"), &MessageCard::rawWanted))
    , m_copy(button(tr("Copy message"), &MessageCard::copyWanted))
    , m_step(button(tr("Go to the step"), &MessageCard::stepWanted))
    , m_head(new QWidget(this))
    , m_body(new ide::MarkdownView(this))
    , m_more(button(tr("Show all"), &MessageCard::moreWanted))
{
    m_fold->setAutoRaise(true);
    QSizePolicy kept = m_fold->sizePolicy(); // titles stand below each other
    kept.setRetainSizeWhenHidden(true);
    m_fold->setSizePolicy(kept);
    m_title->setForegroundRole(QPalette::WindowText);
    m_copy->setText(tr("Copy"));
    m_line->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_title->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_facts->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    auto *row = new QHBoxLayout(m_head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_fold);
    row->addWidget(m_title);
    row->addWidget(m_line, 1);
    for (QToolButton *each : {m_raw, m_copy, m_step})
        row->addWidget(each);
    row->addWidget(m_facts);
    m_body->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_body->setContextMenuPolicy(Qt::NoContextMenu);
    m_body->setFocusPolicy(Qt::ClickFocus);
    m_body->viewport()->setAutoFillBackground(false);
    m_body->document()->setDocumentMargin(2);
    setFocusPolicy(Qt::NoFocus);
    dress();
}

QToolButton *MessageCard::button(const QString &name, void (MessageCard::*wanted)())
{
    auto *button = new QToolButton(this);
    button->setFocusPolicy(Qt::NoFocus); // by keyboard the view has a key for each
    button->setToolTip(name);
    button->setAccessibleName(name);
    connect(button, &QToolButton::clicked, this, wanted);
    return button;
}

int MessageCard::headHeight(const QFontMetrics &metrics)
{
    return metrics.height() + 8;
}

void MessageCard::show(const CardContent &content)
{
    if (content == m_content)
        return;
    const bool sameBody = content.text == m_content.text && content.isRaw == m_content.isRaw
        && content.isMarkdown == m_content.isMarkdown && !m_content.isFolded;
    m_content = content;
    m_fitWidth = -1;
    m_title->setText(content.title);
    m_line->setText(content.line);
    m_facts->setText(content.facts);
    m_fold->setArrowType(content.isFolded ? Qt::RightArrow : Qt::DownArrow);
    m_raw->setText(content.isRaw ? tr("Rendered") : tr("Raw"));
    m_step->setText(content.step);
    m_more->setText(content.more);
    m_more->setAccessibleName(content.more);
    m_body->setVisible(!content.isFolded);
    m_body->setAccessibleName(content.title);
    m_more->setVisible(!content.isFolded && !content.more.isEmpty());
    m_fold->setVisible(content.canFold);
    setAccessibleName(content.title);
    dress();
    if (!content.isFolded && !sameBody)
        showBody();
    showButtons();
}

void MessageCard::showBody()
{
    if (m_content.isMarkdown && !m_content.isRaw)
        m_body->show(m_content.text);
    else
        m_body->showRaw(m_content.text);
    applyMarks();
}

void MessageCard::markText(const QString &text)
{
    if (text == m_marked)
        return;
    m_marked = text;
    applyMarks();
}

void MessageCard::applyMarks()
{
    QList<QTextEdit::ExtraSelection> marks;
    QTextCursor at(m_body->document());
    while (!m_marked.isEmpty() && !m_content.isFolded && marks.size() < mostMarks) {
        at = m_body->document()->find(m_marked, at);
        if (at.isNull())
            break;
        QTextEdit::ExtraSelection mark;
        mark.cursor = at;
        mark.format.setBackground(ide::coloursOf(palette()).marked);
        marks.append(mark);
    }
    m_body->setExtraSelections(marks);
}

int MessageCard::bodyHeight(int width)
{
    QTextDocument *document = m_body->document();
    document->setTextWidth(width);
    int height = int(std::ceil(document->size().height()));
    if (document->size().width() > width) // code that is not wrapped
        height += m_body->horizontalScrollBar()->sizeHint().height();
    return height;
}

int MessageCard::fit(int width)
{
    if (m_fitWidth == width)
        return m_height;
    m_fitWidth = width;
    const int inner = width - barWidth - leftMargin - rightMargin;
    const int left = barWidth + leftMargin;
    const int head = headHeight(fontMetrics());
    m_head->setGeometry(left, gap / 2, inner, head);
    m_height = head + gap;
    if (m_content.isFolded)
        return m_height;
    const int indent = m_fold->sizeHint().width() + 2;
    const int body = bodyHeight(inner - indent);
    m_body->setGeometry(left + indent, m_height - gap / 2, inner - indent, body);
    m_height += body;
    if (!m_content.more.isEmpty()) {
        const QSize size = m_more->sizeHint();
        m_more->setGeometry(left + indent, m_height, std::min(size.width(), inner - indent),
                            size.height());
        m_height += size.height() + gap;
    }
    return m_height;
}

void MessageCard::setCurrent(bool current, bool focused)
{
    if (m_isCurrent == current && m_isFocused == focused)
        return;
    m_isCurrent = current;
    m_isFocused = focused;
    showButtons();
    update();
}

/// What can be done to it is shown of the one that is looked at.
void MessageCard::showButtons()
{
    const bool on = (m_isCurrent || underMouse()) && !m_content.isSeparator;
    m_raw->setVisible(on && m_content.isMarkdown && !m_content.isFolded);
    m_copy->setVisible(on);
    m_step->setVisible(!m_content.step.isEmpty()
                       && (on || m_content.type == EventType::Edit || m_content.isSeparator));
}

void MessageCard::enterEvent(QEnterEvent *)
{
    showButtons();
}

void MessageCard::leaveEvent(QEvent *)
{
    showButtons();
}

void MessageCard::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        dress();
}

void MessageCard::dress()
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    QPalette tone = palette();
    tone.setColor(QPalette::WindowText,
                  m_content.isSpeech ? palette().color(QPalette::Text)
                                     : eventColour(m_content.type, m_content.isTrouble, palette()));
    m_title->setPalette(tone);
    m_fitWidth = -1;
    update();
}

void MessageCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ide::Colours &colours = ide::coloursOf(palette());
    const bool isGround = m_content.isSpeech || m_content.isSeparator;
    painter.fillRect(rect(), palette().color(isGround ? QPalette::AlternateBase : QPalette::Base));
    if (m_isCurrent) {
        QColor tint = colours.accent;
        tint.setAlpha(26);
        painter.fillRect(rect(), tint);
    }
    painter.fillRect(0, 0, barWidth, height(),
                     m_isCurrent ? colours.accent
                         : m_content.isSpeech || m_content.isSeparator
                         ? colours.border
                         : eventColour(m_content.type, m_content.isTrouble, palette()));
    if (m_isCurrent && m_isFocused) {
        painter.setPen(colours.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
        return;
    }
    painter.setPen(colours.border);
    painter.drawLine(barWidth, height() - 1, width(), height() - 1);
}

} // namespace touchstone::inspect

#include "app/scenarios/completionpopup.h"

#include "app/ide/codeview.h"
#include "app/ide/look.h"

#include "core/base/text.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

constexpr int mostRows = 9;
constexpr qsizetype descriptionLength = 90;

} // namespace

CompletionPopup::CompletionPopup(ide::CodeView &code)
    : QFrame(&code)
    , m_code(code)
    , m_list(new QTreeWidget(this))
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Completions"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHeaderHidden(true);
    m_list->setColumnCount(2);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Completions"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(m_list);
    hide();
    connect(m_list, &QTreeWidget::itemClicked, this, &CompletionPopup::take);
    m_code.installEventFilter(this);
}

void CompletionPopup::show(const Completions &completions)
{
    m_completions = completions;
    m_list->clear();
    for (const Completion &item : m_completions.items) {
        auto *line = new QTreeWidgetItem(m_list);
        line->setText(0, visibleText(item.name));
        line->setFont(0, ide::codeFont());
        line->setText(1, shortName(visibleText(item.description), descriptionLength));
        line->setForeground(1, ide::coloursOf(palette()).dim);
    }
    if (m_completions.items.empty())
        return hide();
    m_list->setCurrentItem(m_list->topLevelItem(0));
    place();
    QFrame::show();
    raise();
}

QString CompletionPopup::current() const
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    return isVisible() && row >= 0 ? m_completions.items[size_t(row)].name : QString();
}

void CompletionPopup::place()
{
    m_list->resizeColumnToContents(0);
    m_list->resizeColumnToContents(1);
    const int rows = std::min(mostRows, m_list->topLevelItemCount());
    const int scrollBar = 24;
    const int width = m_list->columnWidth(0) + m_list->columnWidth(1) + scrollBar;
    const int height = rows * m_list->visualItemRect(m_list->topLevelItem(0)).height() + 4;
    const auto position = long(m_completions.word.begin);
    const auto x = int(m_code.SendScintilla(QsciScintilla::SCI_POINTXFROMPOSITION, 0UL, position));
    const auto y = int(m_code.SendScintilla(QsciScintilla::SCI_POINTYFROMPOSITION, 0UL, position));
    const auto line = int(m_code.SendScintilla(QsciScintilla::SCI_TEXTHEIGHT, 0UL));
    const QPoint caret = m_code.viewport()->mapTo(&m_code, QPoint(x, y));
    QRect where(caret + QPoint(0, line), QSize(std::min(width, m_code.width()), height));
    if (where.bottom() > m_code.height() && caret.y() > height)
        where.moveBottom(caret.y() - 1); // there is more room above
    where.moveRight(std::min(where.right(), m_code.width() - 1));
    setGeometry(where);
}

void CompletionPopup::move(int by)
{
    const int count = m_list->topLevelItemCount();
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    m_list->setCurrentItem(m_list->topLevelItem((row + by + count) % count));
}

void CompletionPopup::take()
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    hide();
    if (row >= 0)
        Q_EMIT taken(m_completions.items[size_t(row)], m_completions.word);
}

bool CompletionPopup::eventFilter(QObject *watched, QEvent *event)
{
    const bool isPress = event->type() == QEvent::KeyPress;
    // Not an action's shortcut: the window may have another use for these keys elsewhere.
    if ((isPress || event->type() == QEvent::ShortcutOverride)
        && static_cast<QKeyEvent *>(event)->keyCombination() == (Qt::CTRL | Qt::Key_Space)) {
        event->accept();
        if (isPress)
            Q_EMIT asked();
        return true;
    }
    if (!isVisible())
        return QFrame::eventFilter(watched, event);
    if (isPress || event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool takes = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab;
        const bool isOurs =
            takes || key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Escape;
        if (!isOurs)
            return false;
        event->accept();
        if (isPress && takes)
            take();
        else if (isPress && key == Qt::Key_Escape)
            hide();
        else if (isPress)
            move(key == Qt::Key_Up ? -1 : 1);
        return true;
    }
    const auto type = event->type();
    if (type == QEvent::FocusOut || type == QEvent::MouseButtonPress)
        hide();
    else if (type == QEvent::Resize) // the list of problems came or went below
        place();
    return QFrame::eventFilter(watched, event);
}

} // namespace touchstone::scenarios

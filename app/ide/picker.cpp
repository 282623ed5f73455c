#include "app/ide/picker.h"

#include "app/ide/look.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::ide {
namespace {

enum Role { IndexRole = Qt::UserRole, DetailRole, ShortcutRole, EnabledRole };
constexpr int mostShown = 200;
constexpr int mostWidth = 640;
constexpr int mostHeight = 420;

/// A title, its detail dimmed behind it, a shortcut at the right.
class ChoiceDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        item.text.clear();
        const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
        style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

        const bool isChosen = item.state.testFlag(QStyle::State_Selected);
        const bool isEnabled = index.data(EnabledRole).toBool();
        const QColor text =
            item.palette.color(isChosen ? QPalette::HighlightedText : QPalette::Text);
        const QColor dim = isChosen ? text : coloursOf(item.palette).dim;
        QRect rect = item.rect.adjusted(10, 0, -10, 0);
        const auto draw = [&](const QString &string, const QColor &colour, int align) {
            painter->setPen(colour);
            painter->drawText(rect, align | Qt::AlignVCenter,
                              item.fontMetrics.elidedText(string, Qt::ElideMiddle, rect.width()));
        };
        const QString shortcut = index.data(ShortcutRole).toString();
        draw(shortcut, dim, Qt::AlignRight);
        if (!shortcut.isEmpty())
            rect.adjust(0, 0, -item.fontMetrics.horizontalAdvance(shortcut) - 16, 0);
        const QString title = index.data(Qt::DisplayRole).toString();
        draw(title, isEnabled ? text : dim, Qt::AlignLeft);
        rect.adjust(std::min(rect.width(), item.fontMetrics.horizontalAdvance(title) + 12), 0, 0,
                    0);
        draw(index.data(DetailRole).toString(), dim, Qt::AlignLeft);
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {100, option.fontMetrics.height() + 10};
    }
};

bool beginsWord(const QString &text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber()
        || (text[at].isUpper() && text[at - 1].isLower());
}

} // namespace

std::optional<int> fuzzyScore(const QString &typed, const QString &text)
{
    if (const qsizetype whole = text.indexOf(typed, 0, Qt::CaseInsensitive); whole >= 0)
        return 1000 + (beginsWord(text, whole) ? 500 : 0) - int(std::min<qsizetype>(whole, 400))
            - int(std::min<qsizetype>(text.size(), 90));
    int score = 0;
    qsizetype at = 0;
    qsizetype last = -2;
    for (const QChar wanted : typed) {
        if (wanted.isSpace())
            continue;
        while (at < text.size() && text[at].toCaseFolded() != wanted.toCaseFolded())
            ++at;
        if (at == text.size())
            return std::nullopt;
        score += last == at - 1 ? 8 : beginsWord(text, at) ? 6 : 1;
        last = at++;
    }
    return score - int(std::min<qsizetype>(text.size(), 90)) / 10;
}

Picker::Picker(QWidget *window)
    : QFrame(window)
    , m_line(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_model(new QStandardItemModel(this))
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ChoiceDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Matches"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_line);
    layout->addWidget(m_list);
    m_line->installEventFilter(this);
    connect(m_line, &QLineEdit::textChanged, this, &Picker::match);
    connect(m_list, &QListView::clicked, this, &Picker::take);
    hide();
}

void Picker::open(const QString &name, const QString &placeholder, std::vector<Choice> choices)
{
    m_choices = std::move(choices);
    m_before = QApplication::focusWidget();
    setAccessibleName(name);
    m_line->setAccessibleName(name);
    m_line->setPlaceholderText(placeholder);
    m_line->clear();
    match({});
    const QWidget *window = parentWidget();
    const int w = std::min(mostWidth, window->width() - 40);
    setGeometry((window->width() - w) / 2, 40, w, std::min(mostHeight, window->height() - 80));
    show();
    raise();
    m_line->setFocus();
}

QString Picker::current() const
{
    return m_list->currentIndex().data().toString();
}

void Picker::match(const QString &typed)
{
    std::vector<std::pair<int, int>> found; // score, index
    for (int i = 0; i < int(m_choices.size()); ++i) {
        const Choice &choice = m_choices[size_t(i)];
        const QString text =
            choice.detail.isEmpty() ? choice.title : choice.title + u' ' + choice.detail;
        if (const auto score = typed.isEmpty() ? std::optional(0) : fuzzyScore(typed, text))
            found.emplace_back(*score, i);
    }
    std::ranges::stable_sort(found, std::ranges::greater(), &std::pair<int, int>::first);
    m_model->clear();
    for (const auto &[score, i] : found) {
        if (m_model->rowCount() == mostShown)
            break;
        const Choice &choice = m_choices[size_t(i)];
        auto *item = new QStandardItem(choice.title);
        item->setData(i, IndexRole);
        item->setData(choice.detail, DetailRole);
        item->setData(choice.shortcut, ShortcutRole);
        item->setData(QStringList{choice.title, choice.detail, choice.shortcut,
                                  choice.isEnabled ? QString() : tr("not available now")}
                          .join(u' ')
                          .simplified(),
                      Qt::AccessibleTextRole);
        item->setData(choice.isEnabled, EnabledRole); // a disabled item could not be gone to
        m_model->appendRow(item);
    }
    if (m_model->rowCount() == 0) {
        auto *none = new QStandardItem(tr("Nothing matches “%1”").arg(typed));
        none->setEnabled(false);
        m_model->appendRow(none);
    }
    m_list->setCurrentIndex(m_model->index(0, 0));
}

void Picker::take()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.data(EnabledRole).toBool())
        return;
    const auto run = m_choices[size_t(index.data(IndexRole).toInt())].run;
    hide();
    if (m_before)
        m_before->setFocus();
    run();
}

void Picker::move(int by)
{
    const int rows = m_model->rowCount();
    const int row = std::clamp(m_list->currentIndex().row() + by, 0, rows - 1);
    m_list->setCurrentIndex(m_model->index(row, 0));
}

bool Picker::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut && isVisible())
        hide();
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_PageDown:
        move(10);
        return true;
    case Qt::Key_PageUp:
        move(-10);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        take();
        return true;
    case Qt::Key_Escape:
        hide();
        if (m_before)
            m_before->setFocus();
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

} // namespace touchstone::ide

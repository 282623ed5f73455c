#include "app/inspect/step/diffview.h"

#include "app/ide/codeview.h"
#include "app/ide/elidedlabel.h"
#include "app/ide/look.h"
#include "app/ide/settings.h"
#include "app/inspect/step/difftext.h"

#include "core/base/text.h"

#include <QtCore/QEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr int paddingMark = 10; // beyond those of CodeView
constexpr int skippedMark = 11;
constexpr int removedIndicator = 8; // the first eight are the lexers'
constexpr int addedIndicator = 9;
constexpr int lineNumberStyle = QsciScintillaBase::STYLE_LINENUMBER;

QToolButton *toggle(const QString &text, const QString &tip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(text);
    button->setCheckable(true);
    return button;
}

QString numbersOf(int before, int after, bool both, int digits)
{
    const auto number = [digits](int n) {
        return (n > 0 ? QString::number(n) : QString()).rightJustified(digits);
    };
    return both ? number(before) + u' ' + number(after) : number(std::max(before, after));
}

/// Rows with their numbers and colours. `both`: the numbers of both texts beside each row.
void fillView(ide::CodeView *view, const DiffText &text, const QString &file, bool both)
{
    view->show(text.text, file);
    const ide::Colours &colours = ide::coloursOf(view->palette());
    view->markerDefine(QsciScintilla::Background, paddingMark);
    view->markerDefine(QsciScintilla::Background, skippedMark);
    const QPalette &palette = view->palette();
    view->setMarkerBackgroundColor(palette.color(QPalette::Window), paddingMark);
    view->setMarkerBackgroundColor(palette.color(QPalette::Button), skippedMark);
    for (const auto &[indicator, colour] :
         {std::pair(removedIndicator, colours.bad), std::pair(addedIndicator, colours.good)}) {
        view->indicatorDefine(QsciScintilla::StraightBoxIndicator, indicator);
        view->SendScintilla(QsciScintilla::SCI_INDICSETFORE, quint64(indicator), colour);
        view->SendScintilla(QsciScintilla::SCI_INDICSETALPHA, quint64(indicator), 56L);
        view->SendScintilla(QsciScintilla::SCI_INDICSETOUTLINEALPHA, quint64(indicator), 0L);
        view->setIndicatorDrawUnder(true, indicator);
    }
    int most = 1;
    for (size_t i = 0; i < text.rows.size(); ++i)
        most = std::max({most, text.before[i], text.after[i]});
    const int digits = int(QString::number(most).size());
    for (size_t i = 0; i < text.rows.size(); ++i) {
        const int line = int(i);
        view->setMarginText(line, numbersOf(text.before[i], text.after[i], both, digits),
                            lineNumberStyle);
        switch (text.rows[i]) {
        case DiffText::Row::Removed:
            view->mark(line + 1, ide::CodeView::Mark::Removed);
            break;
        case DiffText::Row::Added:
            view->mark(line + 1, ide::CodeView::Mark::Added);
            break;
        case DiffText::Row::Padding:
            view->markerAdd(line, paddingMark);
            break;
        case DiffText::Row::Skipped:
            view->markerAdd(line, skippedMark);
            break;
        case DiffText::Row::Same:
            break;
        }
    }
    for (const DiffText::Changed &changed : text.changed) {
        const bool added = text.rows[size_t(changed.row)] == DiffText::Row::Added;
        const long start = view->SendScintilla(QsciScintilla::SCI_POSITIONFROMLINE, changed.row);
        view->SendScintilla(QsciScintilla::SCI_SETINDICATORCURRENT,
                            added ? addedIndicator : removedIndicator);
        view->SendScintilla(QsciScintilla::SCI_INDICATORFILLRANGE, quint64(start + changed.at),
                            long(changed.size));
    }
    view->setMarginWidth(0, QString(both ? 2 * digits + 2 : digits + 1, u'9'));
}

ide::CodeView *makeView(ide::Settings &settings, const QString &name, QWidget *parent)
{
    auto *view = new ide::CodeView(parent);
    view->follow(settings);
    view->setAccessibleName(name);
    view->setMarginType(0, QsciScintilla::TextMarginRightJustified);
    view->setCaretLineVisible(false);
    return view;
}

QString titleOf(const FileDiff &diff)
{
    const FileChange &change = diff.change;
    QString title = visibleText(change.path);
    if (!change.from.isEmpty())
        title = visibleText(change.from) + u" → "_s + title;
    const QString what = !change.before ? DiffView::tr("new")
        : !change.after                 ? DiffView::tr("removed")
                                        : QString();
    if (!what.isEmpty())
        title += u" (%1)"_s.arg(what);
    return title + u"   +%1 −%2"_s.arg(diff.added).arg(diff.removed);
}

} // namespace

DiffView::DiffView(ide::Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_chooser(new QComboBox(this))
    , m_figures(new ide::ElidedLabel(this))
    , m_sides(toggle(tr("Side by Side"), tr("Both texts beside each other"), this))
    , m_whole(toggle(tr("Whole File"), tr("Also the lines that did not change"), this))
    , m_stack(new QStackedWidget(this))
    , m_message(new QLabel(this))
    , m_inline(makeView(settings, tr("Changes"), this))
{
    auto *sides = new QSplitter(Qt::Horizontal, this);
    sides->setChildrenCollapsible(false);
    m_before = makeView(settings, tr("Before"), sides);
    m_after = makeView(settings, tr("After"), sides);
    follow(m_before, m_after);
    follow(m_after, m_before);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setForegroundRole(QPalette::PlaceholderText);
    m_message->setMargin(24);
    m_stack->addWidget(m_message);
    m_stack->addWidget(m_inline);
    m_stack->addWidget(sides);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_stack, 1);
    m_sides->setChecked(settings.value(u"inspect.diff"_s).toString() == u"side by side"_s);
    connect(&settings, &ide::Settings::changed, this, [this](const QString &id) {
        if (id == u"inspect.diff"_s)
            m_sides->setChecked(m_settings.value(id).toString() == u"side by side"_s);
        else if (id.startsWith(u"editor."_s))
            fill();
    });
    connect(m_sides, &QToolButton::toggled, this, &DiffView::setSideBySide);
    connect(m_whole, &QToolButton::toggled, this, &DiffView::fill);
    connect(m_chooser, &QComboBox::currentIndexChanged, this, &DiffView::fill);
    fill();
}

QWidget *DiffView::makeBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 4, 8, 4);
    m_chooser->setAccessibleName(tr("Changed file"));
    m_chooser->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_chooser->setMinimumContentsLength(12);
    m_chooser->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_figures->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    row->addWidget(m_chooser, 1);
    row->addWidget(m_figures, 1);
    const std::pair<int, QString> steps[] = {{-1, tr("Previous Change")}, {1, tr("Next Change")}};
    for (const auto &[direction, name] : steps) {
        auto *button = new QToolButton(bar);
        button->setArrowType(direction < 0 ? Qt::UpArrow : Qt::DownArrow);
        button->setAutoRaise(true);
        button->setToolTip(name);
        button->setAccessibleName(name);
        connect(button, &QToolButton::clicked, this, [this, direction] { goToChange(direction); });
        row->addWidget(button);
    }
    row->addWidget(m_whole);
    row->addWidget(m_sides);
    return bar;
}

void DiffView::setChooserVisible(bool visible)
{
    m_mayChoose = visible;
    m_chooser->setVisible(visible && m_files.size() > 1);
    m_figures->setVisible(!m_chooser->isVisibleTo(this));
}

void DiffView::follow(ide::CodeView *from, ide::CodeView *to)
{
    for (const auto bar :
         {&QAbstractScrollArea::verticalScrollBar, &QAbstractScrollArea::horizontalScrollBar})
        connect((from->*bar)(), &QScrollBar::valueChanged, to,
                [to, bar](int value) { (to->*bar)()->setValue(value); });
}

bool DiffView::isSideBySide() const
{
    return m_sides->isChecked();
}

void DiffView::setSideBySide(bool on)
{
    m_settings.set(u"inspect.diff"_s, on ? u"side by side"_s : u"inline"_s);
    fill();
}

void DiffView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        fill();
}

const FileDiff *DiffView::current() const
{
    const auto index = size_t(std::max(0, m_chooser->currentIndex()));
    return index < m_files.size() ? &m_files[index] : nullptr;
}

QString DiffView::file() const
{
    const FileDiff *diff = current();
    return diff ? diff->change.path : QString();
}

void DiffView::show(std::vector<FileDiff> files)
{
    const QString before = file();
    m_files = std::move(files);
    const QSignalBlocker blocker(m_chooser);
    m_chooser->clear();
    int chosen = 0;
    for (const FileDiff &diff : m_files) {
        if (diff.change.path == before)
            chosen = m_chooser->count();
        m_chooser->addItem(titleOf(diff));
    }
    m_chooser->setCurrentIndex(m_files.empty() ? -1 : chosen);
    setChooserVisible(m_mayChoose);
    fill();
}

void DiffView::fill()
{
    const FileDiff *diff = current();
    takeLines({});
    m_changes.clear();
    const auto say = [this](const QString &text) {
        m_message->setText(text);
        m_stack->setCurrentWidget(m_message);
    };
    m_figures->setText(diff ? titleOf(*diff) : QString());
    if (!diff)
        return say(tr("No file was changed."));
    if (!diff->problem.isEmpty())
        return say(visibleText(diff->problem));
    if (diff->isBinary)
        return say(tr("These bytes are no text: %1 before, %2 after.")
                       .arg(diff->before.size())
                       .arg(diff->after.size()));
    if (isSideBySide())
        fillSides(*diff);
    else
        fillInline(*diff);
    applyNotes();
    if (!m_changes.empty()) {
        newest()->goToLine(m_changes.front() + 1);
        newest()->setCursorPosition(m_changes.front(), 0);
    }
}

void DiffView::fillInline(const FileDiff &diff)
{
    const DiffText text = inlineText(diff.lines, m_whole->isChecked() ? -1 : diffContext);
    fillView(m_inline, text, diff.change.path, true);
    takeLines(text.after);
    m_changes = text.changeRows();
    m_stack->setCurrentWidget(m_inline);
}

void DiffView::fillSides(const FileDiff &diff)
{
    const DiffSides sides = sidesText(diff.lines, m_whole->isChecked() ? -1 : diffContext);
    for (ide::CodeView *view : {m_before, m_after})
        view->setWrapMode(QsciScintilla::WrapNone);
    fillView(m_before, sides.before, diff.change.path, false);
    fillView(m_after, sides.after, diff.change.path, false);
    for (ide::CodeView *view : {m_before, m_after}) // rows must stay beside each other
        view->setWrapMode(QsciScintilla::WrapNone);
    takeLines(sides.after.after);
    m_changes = sides.after.changeRows();
    m_stack->setCurrentIndex(2);
}

void DiffView::takeLines(const std::vector<int> &lines)
{
    m_lines = lines;
    m_rows.clear();
    for (size_t row = 0; row < m_lines.size(); ++row)
        if (const auto line = size_t(m_lines[row]); line > 0) {
            m_rows.resize(std::max(m_rows.size(), line + 1), -1);
            m_rows[line] = int(row);
        }
}

ide::CodeView *DiffView::newest() const
{
    return isSideBySide() ? m_after : m_inline;
}

int DiffView::rowOfLine(int line) const
{
    return line > 0 && size_t(line) < m_rows.size() ? m_rows[size_t(line)] : -1;
}

void DiffView::showNotes(std::vector<LineNote> notes)
{
    m_notes = std::move(notes);
    fill();
}

void DiffView::applyNotes()
{
    ide::CodeView *view = newest();
    const FileDiff *diff = current();
    m_shownNotes = diff ? notesFor(m_notes, *diff) : std::vector<LineNote>();
    for (const LineNote &note : m_shownNotes) {
        for (int line = note.first; line <= std::min(note.last, note.first + 10'000); ++line) {
            const int row = rowOfLine(line);
            if (row >= 0)
                view->mark(row + 1, markOf(note.kind));
        }
        const int row = rowOfLine(note.last);
        // beside each other, rows must stay as high as they are
        if (row >= 0 && !isSideBySide() && !note.message.isEmpty()
            && note.kind == LineNote::Kind::Finding)
            view->annotate(row, visibleText(shortened(note.message, 400)),
                           QsciScintillaBase::STYLE_DEFAULT);
    }
    view->setAnnotationDisplay(QsciScintilla::AnnotationBoxed);
    view->setTips([this](int row) {
        const bool isLine =
            row >= 1 && size_t(row) <= m_lines.size() && m_lines[size_t(row) - 1] > 0;
        return isLine ? tipOf(m_shownNotes, m_lines[size_t(row) - 1]) : QString();
    });
}

int DiffView::currentLine() const
{
    int row = 0;
    int column = 0;
    newest()->getCursorPosition(&row, &column);
    for (; row >= 0; --row)
        if (size_t(row) < m_lines.size() && m_lines[size_t(row)] > 0)
            return m_lines[size_t(row)];
    return 0;
}

bool DiffView::goTo(const QString &file, int line)
{
    const auto found =
        std::ranges::find(m_files, file, [](const FileDiff &diff) { return diff.change.path; });
    if (found == m_files.end())
        return false;
    m_chooser->setCurrentIndex(int(found - m_files.begin()));
    if (line > 0 && rowOfLine(line) < 0)
        m_whole->setChecked(true);
    if (const int row = rowOfLine(line); row >= 0)
        newest()->goToLine(row + 1);
    return true;
}

void DiffView::goToChange(int direction)
{
    if (m_changes.empty())
        return;
    int line = 0;
    int column = 0;
    newest()->getCursorPosition(&line, &column);
    const auto after = std::ranges::upper_bound(m_changes, line);
    if (direction > 0)
        return newest()->goToLine((after == m_changes.end() ? m_changes.front() : *after) + 1);
    const auto here = std::ranges::lower_bound(m_changes, line);
    newest()->goToLine((here == m_changes.begin() ? m_changes.back() : *(here - 1)) + 1);
}

} // namespace touchstone::inspect

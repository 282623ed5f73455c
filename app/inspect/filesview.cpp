#include "app/inspect/filesview.h"

#include "app/ide/codeview.h"
#include "app/ide/look.h"

#include "core/base/text.h"

#include <QtGui/QStandardItemModel>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr int pathRole = Qt::UserRole + 1;
constexpr qsizetype mostPaths = 20'000; ///< in the tree

} // namespace

FilesView::FilesView(ide::Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_model(new QStandardItemModel(this))
    , m_split(new QSplitter(Qt::Horizontal, this))
    , m_tree(new QTreeView(this))
    , m_all(new QCheckBox(tr("Unchanged files too"), this))
    , m_stack(new QStackedWidget(this))
    , m_message(new QLabel(this))
    , m_diff(new DiffView(settings, this))
    , m_code(new ide::CodeView(this))
{
    m_tree->setModel(m_model);
    m_tree->setHeaderHidden(true);
    m_tree->setAccessibleName(tr("Files of the workspace"));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_diff->setChooserVisible(false);
    m_code->follow(settings);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setForegroundRole(QPalette::PlaceholderText);
    m_message->setMargin(24);
    m_stack->addWidget(m_message);
    m_stack->addWidget(m_diff);
    m_stack->addWidget(m_code);
    auto *left = new QWidget(this);
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(8, 5, 8, 5);
    row->addWidget(m_all);
    column->addLayout(row);
    column->addWidget(m_tree, 1);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(left);
    m_split->addWidget(m_stack);
    m_split->setStretchFactor(0, 1);
    m_split->setStretchFactor(1, 4);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_split);
    setFocusProxy(m_tree);
    connect(m_all, &QCheckBox::toggled, this, &FilesView::fill);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &FilesView::choose);
    say(tr("Reading the files…"));
}

void FilesView::say(const QString &headline)
{
    m_message->setText(visibleText(headline));
    m_stack->setCurrentWidget(m_message);
}

void FilesView::setFiles(const WorkspaceFiles &files)
{
    m_files = files;
    const QSignalBlocker blocker(m_all);
    m_all->setChecked(m_all->isChecked() || files.changes.empty());
    fill();
    if (m_model->rowCount() == 0)
        return say(tr("This workspace has no files."));
    say(tr("Choose a file."));
    const QString wanted = !m_file.isEmpty() ? m_file
        : files.changes.empty()              ? QString()
                                             : files.changes.front().path;
    if (!wanted.isEmpty())
        goTo(wanted, m_line);
}

void FilesView::fill()
{
    const QSignalBlocker blocker(m_tree->selectionModel());
    m_model->clear();
    m_folders.clear();
    m_paths.clear();
    for (const FileChange &change : m_files.changes) {
        if (!change.before)
            addFile(change.path, u"A"_s, u"good"_s);
        else if (!change.after)
            addFile(change.path, u"D"_s, u"bad"_s);
        else
            addFile(change.path, change.from.isEmpty() ? u"M"_s : u"R"_s, u"warn"_s);
    }
    if (m_all->isChecked())
        for (const QString &path :
             m_files.unchanged.first(std::min(m_files.unchanged.size(), mostPaths)))
            addFile(path, {}, {});
    m_model->sort(0);
    m_tree->expandToDepth(m_paths.size() < 200 ? 20 : 0);
}

QStandardItem *FilesView::folder(const QString &path)
{
    if (path.isEmpty())
        return m_model->invisibleRootItem();
    if (QStandardItem *known = m_folders.value(path))
        return known;
    const qsizetype slash = path.lastIndexOf(u'/');
    auto *item = new QStandardItem(visibleText(path.sliced(slash + 1)) + u'/');
    item->setSelectable(false);
    m_folders.insert(path, item);
    folder(slash < 0 ? QString() : path.first(slash))->appendRow(item);
    return item;
}

void FilesView::addFile(const QString &path, const QString &mark, const QString &tone)
{
    const qsizetype slash = path.lastIndexOf(u'/');
    QString name = visibleText(path.sliced(slash + 1));
    if (!mark.isEmpty())
        name += u"   "_s + mark;
    auto *item = new QStandardItem(name);
    item->setData(path, pathRole);
    if (!tone.isEmpty())
        item->setForeground(ide::coloursOf(palette()).tone(tone));
    item->setAccessibleText(mark.isEmpty() ? name : tr("%1, changed: %2").arg(path, mark));
    m_paths.insert(path, item);
    folder(slash < 0 ? QString() : path.first(slash))->appendRow(item);
}

void FilesView::choose(const QModelIndex &index)
{
    const QString path = index.data(pathRole).toString();
    if (path.isEmpty() || path == m_file)
        return;
    m_file = path;
    m_line = 0;
    Q_EMIT fileWanted(path);
}

bool FilesView::goTo(const QString &file, int line)
{
    if (!m_paths.contains(file) && m_files.unchanged.contains(file))
        m_all->setChecked(true);
    const QStandardItem *item = m_paths.value(file);
    if (!item) {
        m_file = file; // perhaps the files are not there yet
        m_line = line;
        return false;
    }
    m_file = file;
    m_line = line;
    {
        const QSignalBlocker blocker(m_tree->selectionModel());
        m_tree->setCurrentIndex(item->index());
    }
    m_tree->scrollTo(item->index());
    m_tree->viewport()->update();
    Q_EMIT fileWanted(file);
    return true;
}

void FilesView::showFile(const FileDiff &file)
{
    if (file.change.path != m_file)
        return;
    const bool differs = file.change.before != file.change.after || !file.problem.isEmpty();
    if (differs || file.isBinary) {
        m_diff->show({file});
        m_stack->setCurrentWidget(m_diff);
    } else {
        m_code->show(file.after, file.change.path);
        m_stack->setCurrentWidget(m_code);
    }
    applyNotes();
    goToLine();
}

void FilesView::setNotes(std::vector<LineNote> notes)
{
    m_notes = std::move(notes);
    m_diff->showNotes(m_notes);
    applyNotes();
}

void FilesView::applyNotes()
{
    using Mark = ide::CodeView::Mark;
    if (m_stack->currentWidget() != m_code)
        return m_diff->showNotes(m_notes);
    m_code->clearMarks();
    m_code->clearAnnotations();
    m_code->setAnnotationDisplay(QsciScintilla::AnnotationBoxed);
    for (const LineNote &note : m_notes) {
        if (note.file != m_file)
            continue;
        const auto mark = note.kind == LineNote::Kind::Finding ? Mark::Found
            : note.kind == LineNote::Kind::Covered             ? Mark::Covered
                                                               : Mark::Uncovered;
        for (int line = note.first; line <= std::min(note.last, m_code->lines()); ++line)
            m_code->mark(line, mark);
        if (note.kind == LineNote::Kind::Finding)
            m_code->annotate(note.last - 1, visibleText(shortened(note.message, 400)),
                             QsciScintillaBase::STYLE_DEFAULT);
    }
}

void FilesView::goToLine()
{
    if (m_line <= 0)
        return;
    if (m_stack->currentWidget() == m_code)
        m_code->goToLine(m_line);
    else
        m_diff->goTo(m_file, m_line);
}

} // namespace touchstone::inspect

#include "app/inspect/step/filesview.h"

#include "app/inspect/verdicts/coveragebar.h"

#include "core/base/text.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QTreeView>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr qsizetype mostPaths = 20'000; ///< of unchanged files in the tree

ide::FileItem itemOf(const FileChange &change)
{
    if (!change.before)
        return {change.path, FilesView::tr("added"), u"A"_s, u"good"_s};
    if (!change.after)
        return {change.path, FilesView::tr("removed"), u"D"_s, u"bad"_s};
    return change.from.isEmpty()
        ? ide::FileItem{change.path, FilesView::tr("changed"), u"M"_s, u"warn"_s}
        : ide::FileItem{change.path,
                        FilesView::tr("renamed from %1").arg(shortName(visibleText(change.from))),
                        u"R"_s, u"warn"_s};
}

} // namespace

FilesView::FilesView(ide::Settings &settings, QWidget *parent)
    : ide::FilesView(settings, tr("Files of the workspace"), tr("This workspace has no files."),
                     parent)
    , m_all(new QCheckBox(tr("Unchanged files too"), this))
    , m_diff(new DiffView(settings, this))
    , m_coverage(new CoverageBar(this))
{
    m_diff->setChooserVisible(false);
    addContent(m_diff);
    addAboveContent(m_coverage);
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 5, 8, 5);
    row->addWidget(m_all);
    addAboveTree(bar);
    code().setTips([this](int line) { return tipOf(m_shownNotes, line); });
    connect(m_all, &QCheckBox::toggled, this, [this] { fill(); });
    connect(m_coverage, &CoverageBar::goWanted, this, &FilesView::goToUncovered);
    say(tr("Reading the files…"));
}

void FilesView::setFiles(const WorkspaceFiles &files)
{
    m_workspace = files;
    {
        const QSignalBlocker blocker(m_all);
        m_all->setChecked(m_all->isChecked() || files.changes.empty()
                          || files.unchanged.contains(file()));
    }
    fill(files.changes.empty() ? QString() : files.changes.front().path);
}

void FilesView::fill(const QString &first)
{
    std::vector<ide::FileItem> items;
    for (const FileChange &change : m_workspace.changes)
        items.push_back(itemOf(change));
    if (m_all->isChecked())
        for (const QString &path :
             m_workspace.unchanged.first(std::min(m_workspace.unchanged.size(), mostPaths)))
            items.push_back({path, {}, {}, {}});
    show(std::move(items), first);
}

bool FilesView::goTo(const QString &file, int line)
{
    if (!m_all->isChecked() && m_workspace.unchanged.contains(file))
        m_all->setChecked(true);
    return ide::FilesView::goTo(file, line);
}

void FilesView::showFile(const FileDiff &file)
{
    if (file.change.path != this->file())
        return;
    m_shown = file;
    const bool differs = file.change.before != file.change.after || !file.problem.isEmpty();
    if (differs || file.isBinary) {
        m_diff->show({file});
        showContent(m_diff);
    } else {
        code().show(file.after, file.change.path);
        showContent(&code());
    }
    applyNotes();
    goToLine(line());
}

void FilesView::setNotes(std::vector<LineNote> notes)
{
    m_notes = std::move(notes);
    m_diff->showNotes(m_notes);
    applyNotes();
}

void FilesView::applyNotes()
{
    m_shownNotes = notesFor(m_notes, m_shown);
    m_coverage->show(countsOf(m_shownNotes));
    if (content() != &code())
        return;
    code().clearMarks();
    code().clearAnnotations();
    code().setAnnotationDisplay(QsciScintilla::AnnotationBoxed);
    for (const LineNote &note : m_shownNotes) {
        for (int line = note.first; line <= std::min(note.last, code().lines()); ++line)
            code().mark(line, markOf(note.kind));
        if (note.kind == LineNote::Kind::Finding)
            code().annotate(note.last - 1, visibleText(shortened(note.message, 400)),
                            QsciScintillaBase::STYLE_DEFAULT);
    }
}

void FilesView::goToLine(int line)
{
    if (line <= 0)
        return;
    if (content() == &code())
        code().goToLine(line);
    else
        m_diff->goTo(file(), line);
}

bool FilesView::goToUncovered(int direction)
{
    int here = 0;
    int column = 0;
    if (content() == &code()) {
        code().getCursorPosition(&here, &column);
        ++here;
    } else {
        here = m_diff->currentLine();
    }
    if (const int line = nextUncovered(m_shownNotes, here, direction); line > 0) {
        goToLine(line);
        return true;
    }
    for (const LineNote &note : m_notes)
        if (note.file != file()
            && (note.kind == LineNote::Kind::Uncovered || note.kind == LineNote::Kind::Partly))
            return goTo(note.file, note.first);
    return false;
}

} // namespace touchstone::inspect

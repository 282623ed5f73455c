#include "app/ide/filesview.h"

#include "app/ide/codeview.h"
#include "app/ide/elidedlabel.h"
#include "app/ide/roomyrows.h"

#include "core/base/text.h"

#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace touchstone::ide {
namespace {

constexpr qsizetype lookedAt = 8192; // bytes, to tell a binary file from text
constexpr qsizetype fewFiles = 200; // whose folders are all open

bool isBinary(const QByteArray &bytes)
{
    return bytes.first(std::min(bytes.size(), lookedAt)).contains('\0');
}

QVBoxLayout *columnIn(QWidget *widget)
{
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    return column;
}

} // namespace

FilesView::FilesView(Settings &settings, const QString &name, const QString &empty, QWidget *parent)
    : QWidget(parent)
    , m_files(new FileTree(this))
    , m_tree(new QTreeView(this))
    , m_split(new QSplitter(Qt::Horizontal, this))
    , m_note(new QLabel(this))
    , m_path(new ElidedLabel(this))
    , m_stack(new QStackedWidget(this))
    , m_message(new QLabel(this))
    , m_empty(empty)
    , m_code(new CodeView(this))
{
    m_tree->setModel(m_files);
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    RoomyRows::in(*m_tree);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setAccessibleName(name);
    m_code->follow(settings);
    m_code->setAccessibleName(tr("Content of the file"));
    m_path->setContentsMargins(8, 4, 8, 4);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(8, 6, 8, 6);
    m_note->hide();
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setForegroundRole(QPalette::PlaceholderText);
    m_message->setMargin(24);
    m_stack->addWidget(m_message);
    m_stack->addWidget(m_code);
    auto *left = new QWidget(m_split);
    m_left = columnIn(left);
    m_left->addWidget(m_tree, 1);
    auto *right = new QWidget(m_split);
    m_right = columnIn(right);
    m_right->addWidget(m_path);
    m_right->addWidget(m_stack, 1);
    m_split->addWidget(left);
    m_split->addWidget(right);
    m_split->setStretchFactor(0, 1);
    m_split->setStretchFactor(1, 3);
    m_split->setSizes({240, 760});
    m_split->setChildrenCollapsible(false);
    QVBoxLayout *all = columnIn(this);
    all->addWidget(m_note);
    all->addWidget(m_split, 1);
    setFocusProxy(m_tree);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &FilesView::choose);
}

void FilesView::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void FilesView::addAboveTree(QWidget *widget)
{
    m_left->insertWidget(m_left->count() - 1, widget);
}

void FilesView::addAboveContent(QWidget *widget)
{
    m_right->insertWidget(m_right->count() - 1, widget);
}

void FilesView::addContent(QWidget *widget)
{
    m_stack->addWidget(widget);
}

void FilesView::showContent(QWidget *widget)
{
    m_stack->setCurrentWidget(widget);
}

QWidget *FilesView::content() const
{
    return m_stack->currentWidget();
}

void FilesView::say(const QString &text)
{
    m_message->setText(visibleText(text));
    showContent(m_message);
}

void FilesView::show(std::vector<FileItem> files, const QString &first, int line)
{
    {
        const QSignalBlocker blocker(m_tree->selectionModel());
        m_files->show(std::move(files));
    }
    m_tree->expandToDepth(m_files->fileCount() < fewFiles ? 20 : 0);
    const bool isKept = m_files->find(m_file).isValid();
    say(m_files->fileCount() == 0 ? m_empty : tr("Choose a file."));
    m_path->hide();
    if (isKept || m_files->find(first).isValid())
        goTo(isKept ? m_file : first, isKept ? m_line : line);
}

void FilesView::choose(const QModelIndex &index)
{
    const FileItem *item = m_files->itemAt(index);
    if (item && item->path != m_file)
        want(item->path, 0);
}

void FilesView::want(const QString &file, int line)
{
    m_file = file;
    m_line = line;
    const FileItem *item = m_files->itemAt(m_files->find(file));
    m_path->setText(visibleText(file)
                    + (item && !item->detail.isEmpty() ? u" · "_s + item->detail : QString()));
    m_path->show();
    Q_EMIT fileWanted(file);
}

bool FilesView::goTo(const QString &file, int line)
{
    const QModelIndex index = m_files->find(file);
    if (!index.isValid()) {
        m_file = file; // perhaps the files are not there yet
        m_line = line;
        return false;
    }
    {
        const QSignalBlocker blocker(m_tree->selectionModel());
        m_tree->setCurrentIndex(index);
    }
    m_tree->scrollTo(index);
    m_tree->viewport()->update();
    want(file, line);
    return true;
}

void FilesView::showBytes(const QString &path, const QByteArray &bytes)
{
    if (path != m_file)
        return;
    if (isBinary(bytes))
        return say(tr("Not text: %1 bytes").arg(bytes.size()));
    m_code->show(bytes, path);
    showContent(m_code);
    if (m_line > 0)
        m_code->goToLine(m_line);
}

} // namespace touchstone::ide

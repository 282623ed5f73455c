#include "app/scenarios/filesview.h"

#include "app/ide/codeview.h"
#include "app/ide/emptystate.h"
#include "app/scenarios/filetree.h"
#include "app/scenarios/roomyrows.h"

#include "core/base/text.h"

#include <QtWidgets/QLabel>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QTreeView>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

constexpr int pictureLimit = 8192; // bytes looked at to tell a binary file from text

bool isBinary(const QByteArray &bytes)
{
    return bytes.first(std::min<qsizetype>(bytes.size(), pictureLimit)).contains('\0');
}

} // namespace

FilesView::FilesView(ide::Settings &settings, const QString &name, const QString &empty,
                     QWidget *parent)
    : QWidget(parent)
    , m_files(new FileTree(this))
    , m_tree(new QTreeView)
    , m_code(new ide::CodeView)
    , m_path(new QLabel)
    , m_note(new QLabel)
    , m_empty(new ide::EmptyState)
    , m_content(new QWidget)
    , m_stack(new QStackedLayout(this))
{
    m_empty->say(empty, {});
    m_tree->setModel(m_files);
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    RoomyRows::in(*m_tree);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setAccessibleName(name);
    m_code->follow(settings);
    m_code->setAccessibleName(tr("Content of the file"));
    m_path->setTextFormat(Qt::PlainText);
    m_path->setContentsMargins(8, 4, 8, 4);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(8, 6, 8, 6);
    m_note->hide();
    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_path);
    column->addWidget(m_code, 1);
    auto *splitter = new QSplitter;
    splitter->addWidget(m_tree);
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({240, 760});
    splitter->setChildrenCollapsible(false);
    auto *all = new QVBoxLayout(m_content);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_note);
    all->addWidget(splitter, 1);
    m_stack->addWidget(m_content);
    m_stack->addWidget(m_empty);
    setFocusProxy(m_tree);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &FilesView::showFile);
}

void FilesView::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void FilesView::show(const Manifest &manifest, std::shared_ptr<const BlobSource> blobs,
                     const QString &first, int line)
{
    m_blobs = std::move(blobs);
    m_line = line;
    m_files->show(manifest);
    m_tree->expandAll();
    m_stack->setCurrentWidget(manifest.files.isEmpty() ? static_cast<QWidget *>(m_empty)
                                                       : m_content);
    const QModelIndex wanted = m_files->find(first);
    m_tree->setCurrentIndex(wanted.isValid() ? wanted : m_files->firstFile());
}

void FilesView::showFile(const QModelIndex &index)
{
    const FileEntry *entry = m_files->entryAt(index);
    if (!entry)
        return;
    const QString path = m_files->pathAt(index);
    const auto bytes = m_blobs->blob(entry->blob);
    QString note;
    if (entry->mode != FileMode::Regular)
        note = u" · "_s + fileModeName(entry->mode);
    m_path->setText(visibleText(path) + note);
    if (!bytes)
        m_code->show(tr("It can't be read: %1").arg(bytes.error().text()).toUtf8(), {});
    else if (isBinary(*bytes))
        m_code->show(tr("Not text: %1 bytes").arg(bytes->size()).toUtf8(), {});
    else
        m_code->show(*bytes, path);
    if (m_line > 0)
        m_code->goToLine(m_line);
    m_line = 0;
}

} // namespace touchstone::scenarios

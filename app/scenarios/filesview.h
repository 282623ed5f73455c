#pragma once

#include "core/workspace/blobs.h"
#include "core/workspace/manifest.h"

#include <QtWidgets/QWidget>

class QLabel;
class QSplitter;
class QStackedLayout;
class QTreeView;

namespace touchstone::ide {
class CodeView;
class EmptyState;
class Settings;
} // namespace touchstone::ide

namespace touchstone::scenarios {

class FileTree;

/// Files on the left, the chosen one's content on the right. Read-only.
class FilesView : public QWidget {
    Q_OBJECT

public:
    /// `empty`: what to say where there are no files.
    FilesView(ide::Settings &settings, const QString &name, const QString &empty,
              QWidget *parent = nullptr);

    /// Bytes are in memory: shared with whoever reads them in a worker. Chooses `first`, or the
    /// first file.
    void show(const Manifest &manifest, std::shared_ptr<const BlobSource> blobs,
              const QString &first = {}, int line = 0);
    /// A line above that says something of all of these files; empty: none.
    void setNote(const QString &note);

private:
    void showFile(const QModelIndex &index);

    FileTree *m_files;
    QTreeView *m_tree;
    ide::CodeView *m_code;
    QLabel *m_path;
    QLabel *m_note;
    ide::EmptyState *m_empty;
    QWidget *m_content;
    QStackedLayout *m_stack;
    std::shared_ptr<const BlobSource> m_blobs;
    int m_line = 0; ///< to go to in the first file shown
};

} // namespace touchstone::scenarios

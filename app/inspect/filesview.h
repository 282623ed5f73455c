#pragma once

#include "app/inspect/attemptreading.h"
#include "app/inspect/diffview.h"

#include <QtWidgets/QWidget>

class QCheckBox;
class QLabel;
class QSplitter;
class QStackedWidget;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace touchstone::ide {
class CodeView;
} // namespace touchstone::ide

namespace touchstone::inspect {

/// The files of a workspace, read-only: a tree at the left, what the chosen one is or how it
/// differs from the fixture at the right. Files are asked for when they are looked at.
class FilesView : public QWidget {
    Q_OBJECT

public:
    explicit FilesView(ide::Settings &settings, QWidget *parent = nullptr);
    void setFiles(const WorkspaceFiles &files);
    void say(const QString &headline);
    void showFile(const FileDiff &file);
    /// What is to be said of lines, of any file.
    void setNotes(std::vector<LineNote> notes);
    /// Shows a file at a line as soon as it is there; false: there is no such file.
    bool goTo(const QString &file, int line);
    [[nodiscard]] QString file() const { return m_file; }
    [[nodiscard]] DiffView &diff() { return *m_diff; }
    [[nodiscard]] ide::CodeView &code() { return *m_code; }
    [[nodiscard]] QTreeView &tree() { return *m_tree; }
    [[nodiscard]] QSplitter &splitter() { return *m_split; }

Q_SIGNALS:
    void fileWanted(const QString &path);

private:
    void fill();
    QStandardItem *folder(const QString &path);
    void addFile(const QString &path, const QString &mark, const QString &tone);
    void choose(const QModelIndex &index);
    void applyNotes();
    void goToLine();

    QStandardItemModel *m_model;
    QSplitter *m_split;
    QTreeView *m_tree;
    QCheckBox *m_all;
    QStackedWidget *m_stack;
    QLabel *m_message;
    DiffView *m_diff;
    ide::CodeView *m_code;
    WorkspaceFiles m_files;
    std::vector<LineNote> m_notes;
    QHash<QString, QStandardItem *> m_folders;
    QHash<QString, QStandardItem *> m_paths;
    QString m_file; ///< that is wanted, or shown
    int m_line = 0;
};

} // namespace touchstone::inspect

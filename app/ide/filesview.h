#pragma once

#include "app/ide/filetree.h"

#include <QtWidgets/QWidget>

class QLabel;
class QSplitter;
class QStackedWidget;
class QTreeView;
class QVBoxLayout;

namespace touchstone::ide {

class CodeView;
class Settings;

/// Files on the left, the chosen one's content on the right. Read-only. Whoever knows what is in
/// them answers fileWanted() with showBytes(), or with a content of their own.
class FilesView : public QWidget {
    Q_OBJECT

public:
    /// `empty`: what to say where there are no files.
    FilesView(Settings &settings, const QString &name, const QString &empty,
              QWidget *parent = nullptr);

    /// Chooses a file: the one that was chosen, or asked for by goTo(), else `first` at a line.
    void show(std::vector<FileItem> files, const QString &first = {}, int line = 0);
    /// Shows a file at a line (from 1; 0: none) as soon as it is there; false: there is none such.
    bool goTo(const QString &file, int line = 0);
    /// The content of the chosen file, unless another one was chosen meanwhile.
    void showBytes(const QString &path, const QByteArray &bytes);
    void say(const QString &text); ///< in place of a content
    /// A line above that says something of all of these files; empty: none.
    void setNote(const QString &note);

    [[nodiscard]] QString file() const { return m_file; } ///< that is wanted, or shown
    [[nodiscard]] CodeView &code() { return *m_code; }
    [[nodiscard]] QTreeView &tree() { return *m_tree; }
    [[nodiscard]] QSplitter &splitter() { return *m_split; }

Q_SIGNALS:
    void fileWanted(const QString &path);

protected:
    void addAboveTree(QWidget *widget);
    void addAboveContent(QWidget *widget);
    void addContent(QWidget *widget); ///< another way to show a file …
    void showContent(QWidget *widget); ///< … and the one to show this one in
    [[nodiscard]] QWidget *content() const;
    [[nodiscard]] int line() const { return m_line; } ///< to go to; 0: none
    [[nodiscard]] const FileTree &files() const { return *m_files; }

private:
    void choose(const QModelIndex &index);
    void want(const QString &file, int line);

    FileTree *m_files;
    QTreeView *m_tree;
    QSplitter *m_split;
    QLabel *m_note;
    QLabel *m_path;
    QVBoxLayout *m_left;
    QVBoxLayout *m_right;
    QStackedWidget *m_stack;
    QLabel *m_message;
    QString m_empty;
    CodeView *m_code;
    QString m_file;
    int m_line = 0;
};

} // namespace touchstone::ide

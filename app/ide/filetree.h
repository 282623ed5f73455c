#pragma once

#include <QtCore/QAbstractItemModel>
#include <QtCore/QHash>

#include <vector>

namespace touchstone::ide {

/// A file of a list, by its path from the root, '/'-separated; not yet safe to show.
struct FileItem {
    QString path;
    QString detail; ///< "120 bytes, executable": of the tool tip
    QString mark; ///< "A", "M", "D": how it changed; empty: not
    QString tone; ///< of ide::Colours::tone(); empty: plain
    bool operator==(const FileItem &) const = default;
};

/// Files as a tree of folders; folders stand before files.
class FileTree : public QAbstractItemModel {
    Q_OBJECT

public:
    using QAbstractItemModel::QAbstractItemModel;

    void show(std::vector<FileItem> files);
    [[nodiscard]] qsizetype fileCount() const { return qsizetype(m_files.size()); }
    [[nodiscard]] const FileItem *itemAt(const QModelIndex &index) const; ///< null: a folder
    [[nodiscard]] QModelIndex find(const QString &path) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Node {
        QString name;
        QString path; ///< of a folder too
        int file = -1; ///< among the files; -1: a folder
        int parent = -1;
        int row = 0;
        std::vector<int> children; ///< indexes in m_nodes
    };
    int add(int parent, const QString &name, const QString &path, int file);
    void sortChildren();
    [[nodiscard]] const Node &nodeAt(const QModelIndex &index) const;

    std::vector<FileItem> m_files;
    std::vector<Node> m_nodes{Node()}; ///< the first is the root
    QHash<QString, int> m_byPath; ///< nodes of files
};

} // namespace touchstone::ide

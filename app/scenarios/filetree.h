#pragma once

#include "core/workspace/manifest.h"

#include <QtCore/QAbstractItemModel>

#include <vector>

namespace touchstone::scenarios {

/// The files of a manifest as a tree of folders; folders stand before files.
class FileTree : public QAbstractItemModel {
    Q_OBJECT

public:
    using QAbstractItemModel::QAbstractItemModel;

    void show(const Manifest &manifest);
    [[nodiscard]] QString pathAt(const QModelIndex &index) const; ///< of a file; empty: a folder
    [[nodiscard]] const FileEntry *entryAt(const QModelIndex &index) const; ///< null: a folder
    [[nodiscard]] QModelIndex find(const QString &path) const;
    [[nodiscard]] QModelIndex firstFile() const;

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
        bool isFolder = true;
        int parent = -1;
        int row = 0;
        std::vector<int> children; ///< indexes in m_nodes
    };
    int add(int parent, const QString &name, const QString &path, bool isFolder);
    [[nodiscard]] const Node &nodeAt(const QModelIndex &index) const;

    Manifest m_manifest;
    std::vector<Node> m_nodes{Node()}; ///< the first is the root
};

} // namespace touchstone::scenarios

#include "app/scenarios/filetree.h"

#include "core/base/text.h"

#include <QtCore/QHash>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyle>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {

int FileTree::add(int parent, const QString &name, const QString &path, bool isFolder)
{
    const int index = int(m_nodes.size());
    m_nodes.push_back({name, path, isFolder, parent, 0, {}});
    m_nodes[size_t(parent)].children.push_back(index);
    return index;
}

void FileTree::show(const Manifest &manifest)
{
    beginResetModel();
    m_manifest = manifest;
    m_nodes.assign(1, Node());
    QHash<QString, int> folders;
    for (auto it = manifest.files.begin(); it != manifest.files.end(); ++it) {
        int parent = 0;
        const QStringList parts = it.key().split(u'/');
        for (qsizetype depth = 1; depth < parts.size(); ++depth) {
            const QString path = parts.first(depth).join(u'/');
            if (!folders.contains(path))
                folders.insert(path, add(parent, parts[depth - 1], path, true));
            parent = folders.value(path);
        }
        add(parent, parts.last(), it.key(), false);
    }
    for (Node &node : m_nodes) {
        std::ranges::stable_sort(node.children, {}, [this](int child) {
            return !m_nodes[size_t(child)].isFolder; // within each, the manifest's order
        });
        for (size_t row = 0; row < node.children.size(); ++row)
            m_nodes[size_t(node.children[row])].row = int(row);
    }
    endResetModel();
}

const FileTree::Node &FileTree::nodeAt(const QModelIndex &index) const
{
    return m_nodes[index.isValid() ? size_t(index.internalId()) : 0];
}

QString FileTree::pathAt(const QModelIndex &index) const
{
    const Node &node = nodeAt(index);
    return node.isFolder ? QString() : node.path;
}

const FileEntry *FileTree::entryAt(const QModelIndex &index) const
{
    const auto found = m_manifest.files.constFind(pathAt(index));
    return found == m_manifest.files.cend() ? nullptr : &*found;
}

QModelIndex FileTree::find(const QString &path) const
{
    for (size_t i = 1; i < m_nodes.size(); ++i)
        if (!m_nodes[i].isFolder && m_nodes[i].path == path)
            return createIndex(m_nodes[i].row, 0, quintptr(i));
    return {};
}

QModelIndex FileTree::firstFile() const
{
    return m_manifest.files.isEmpty() ? QModelIndex() : find(m_manifest.files.firstKey());
}

QModelIndex FileTree::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, quintptr(nodeAt(parent).children[size_t(row)]));
}

QModelIndex FileTree::parent(const QModelIndex &child) const
{
    const int parent = nodeAt(child).parent;
    return parent <= 0 ? QModelIndex()
                       : createIndex(m_nodes[size_t(parent)].row, 0, quintptr(parent));
}

int FileTree::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(nodeAt(parent).children.size());
}

int FileTree::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant FileTree::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = nodeAt(index);
    const FileEntry *entry = entryAt(index);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return visibleText(node.name);
    case Qt::DecorationRole:
        return QApplication::style()->standardIcon(node.isFolder ? QStyle::SP_DirIcon
                                                                 : QStyle::SP_FileIcon);
    case Qt::ToolTipRole:
        return QString(visibleText(node.path)
                       + (entry ? tr(", %1 bytes").arg(entry->size) : QString())
                       + (entry && entry->mode != FileMode::Regular
                              ? u", "_s + fileModeName(entry->mode)
                              : QString()))
            .toHtmlEscaped();
    default:
        return {};
    }
}

} // namespace touchstone::scenarios

#include "app/ide/filetree.h"

#include "app/ide/look.h"

#include "core/base/text.h"

#include <QtWidgets/QApplication>
#include <QtWidgets/QStyle>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::ide {

int FileTree::add(int parent, const QString &name, const QString &path, int file)
{
    const int index = int(m_nodes.size());
    m_nodes.push_back({name, path, file, parent, 0, {}});
    m_nodes[size_t(parent)].children.push_back(index);
    return index;
}

void FileTree::show(std::vector<FileItem> files)
{
    beginResetModel();
    m_files = std::move(files);
    m_nodes.assign(1, Node());
    m_byPath.clear();
    QHash<QString, int> folders;
    for (size_t i = 0; i < m_files.size(); ++i) {
        int parent = 0;
        const QString &whole = m_files[i].path;
        const QStringList parts = whole.split(u'/');
        for (qsizetype depth = 1; depth < parts.size(); ++depth) {
            const QString path = parts.first(depth).join(u'/');
            if (!folders.contains(path))
                folders.insert(path, add(parent, parts[depth - 1], path, -1));
            parent = folders.value(path);
        }
        m_byPath.insert(whole, add(parent, parts.last(), whole, int(i)));
    }
    sortChildren();
    endResetModel();
}

void FileTree::sortChildren()
{
    for (Node &node : m_nodes) {
        std::ranges::sort(node.children, {}, [this](int child) {
            return std::pair(m_nodes[size_t(child)].file >= 0, m_nodes[size_t(child)].name);
        });
        for (size_t row = 0; row < node.children.size(); ++row)
            m_nodes[size_t(node.children[row])].row = int(row);
    }
}

const FileTree::Node &FileTree::nodeAt(const QModelIndex &index) const
{
    return m_nodes[index.isValid() ? size_t(index.internalId()) : 0];
}

const FileItem *FileTree::itemAt(const QModelIndex &index) const
{
    const int file = nodeAt(index).file;
    return file < 0 ? nullptr : &m_files[size_t(file)];
}

QModelIndex FileTree::find(const QString &path) const
{
    const auto found = m_byPath.constFind(path);
    return found == m_byPath.cend() ? QModelIndex()
                                    : createIndex(m_nodes[size_t(*found)].row, 0, quintptr(*found));
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
    const FileItem *item = itemAt(index);
    const QString mark = item ? item->mark : QString();
    switch (role) {
    case Qt::DisplayRole:
        return visibleText(node.name) + (mark.isEmpty() ? QString() : u"   "_s + mark);
    case Qt::AccessibleTextRole:
        return mark.isEmpty() ? visibleText(node.name)
                              : tr("%1, changed: %2").arg(visibleText(node.path), mark);
    case Qt::ForegroundRole:
        return item && !item->tone.isEmpty()
            ? QVariant(coloursOf(QApplication::palette()).tone(item->tone))
            : QVariant();
    case Qt::DecorationRole:
        return QApplication::style()->standardIcon(item ? QStyle::SP_FileIcon : QStyle::SP_DirIcon);
    case Qt::ToolTipRole:
        return QString(visibleText(node.path)
                       + (item && !item->detail.isEmpty() ? u", "_s + item->detail : QString()))
            .toHtmlEscaped();
    default:
        return {};
    }
}

} // namespace touchstone::ide

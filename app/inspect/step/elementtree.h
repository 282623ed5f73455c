#pragma once

#include "core/base/json.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QRectF>

namespace touchstone::inspect {

/// An element tree as an environment recorded it: {"role", "name", "x", "y", "width", "height" or
/// "bounds": [x, y, width, height], "children": […]} and whatever else, which is told beside.
class ElementTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    using QAbstractItemModel::QAbstractItemModel;

    /// Of a tree that is too large, the beginning.
    void setTree(const Json &tree);
    [[nodiscard]] QRectF boundsOf(const QModelIndex &index) const;
    /// The smallest element at a place; invalid: there is none.
    [[nodiscard]] QModelIndex elementAt(const QPointF &at) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

    static constexpr size_t mostElements = 100'000;

private:
    struct Element {
        QString role;
        QString name;
        QString rest;
        QRectF bounds;
        int parent = -1;
        int row = 0;
        std::vector<int> children;
    };
    void add(const Json &json, int parent, int depth);
    [[nodiscard]] QModelIndex indexOf(int element) const;

    std::vector<Element> m_elements; ///< parents before their children
    std::vector<int> m_roots;
};

} // namespace touchstone::inspect

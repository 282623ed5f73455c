#include "app/inspect/step/elementtree.h"

#include "core/base/text.h"

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr int mostDepth = 200;

QRectF boundsIn(const Json &json)
{
    for (const char *member : {"bounds", "rect", "extents"}) {
        const Json &box = memberOr(json, member);
        if (box.is_array() && box.size() == 4 && box[0].is_number() && box[1].is_number()
            && box[2].is_number() && box[3].is_number())
            return {box[0].get<double>(), box[1].get<double>(), box[2].get<double>(),
                    box[3].get<double>()};
        if (box.is_object())
            return boundsIn(box);
    }
    return {numberOr(json, "x", 0), numberOr(json, "y", 0),
            numberOr(json, "width", numberOr(json, "w", 0)),
            numberOr(json, "height", numberOr(json, "h", 0))};
}

} // namespace

void ElementTreeModel::setTree(const Json &tree)
{
    beginResetModel();
    m_elements.clear();
    m_roots.clear();
    if (tree.is_array())
        for (const Json &root : tree)
            add(root, -1, 0);
    else
        add(tree, -1, 0);
    endResetModel();
}

void ElementTreeModel::add(const Json &json, int parent, int depth)
{
    if (!json.is_object() || m_elements.size() >= mostElements || depth > mostDepth)
        return;
    const int number = int(m_elements.size());
    Element element;
    element.role = shortName(visibleText(stringOr(json, "role", stringOr(json, "type"))));
    element.name = shortName(visibleText(stringOr(json, "name", stringOr(json, "text"))));
    element.bounds = boundsIn(json);
    element.parent = parent;
    QStringList rest;
    for (const auto &[key, value] : json.items()) {
        const bool isShown = key == "children" || key == "role" || key == "name" || key == "x"
            || key == "y" || key == "width" || key == "height" || key == "bounds";
        if (!isShown && !value.is_structured())
            rest.append(u"%1=%2"_s.arg(QString::fromStdString(key),
                                       value.is_string() ? value.get<QString>()
                                                         : QString::fromUtf8(dumpJson(value))));
    }
    element.rest = shortName(visibleText(rest.join(u", "_s)), 300);
    std::vector<int> &siblings = parent < 0 ? m_roots : m_elements[size_t(parent)].children;
    element.row = int(siblings.size());
    siblings.push_back(number);
    m_elements.push_back(std::move(element));
    if (const Json &children = memberOr(json, "children"); children.is_array())
        for (const Json &child : children)
            add(child, number, depth + 1);
}

QModelIndex ElementTreeModel::indexOf(int element) const
{
    return element < 0 ? QModelIndex()
                       : createIndex(m_elements[size_t(element)].row, 0, quintptr(element));
}

QModelIndex ElementTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const auto &siblings = parent.isValid() ? m_elements[parent.internalId()].children : m_roots;
    return createIndex(row, column, quintptr(siblings[size_t(row)]));
}

QModelIndex ElementTreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(m_elements[index.internalId()].parent) : QModelIndex();
}

int ElementTreeModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return 0;
    return int(parent.isValid() ? m_elements[parent.internalId()].children.size() : m_roots.size());
}

int ElementTreeModel::columnCount(const QModelIndex &) const
{
    return 3;
}

QVariant ElementTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const Element &element = m_elements[index.internalId()];
    const QString text = index.column() == 0 ? element.role
        : index.column() == 1                ? element.name
                                             : element.rest;
    return role == Qt::ToolTipRole ? text.toHtmlEscaped() : text;
}

QVariant ElementTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Role") : section == 1 ? tr("Name") : tr("State");
}

QRectF ElementTreeModel::boundsOf(const QModelIndex &index) const
{
    return index.isValid() ? m_elements[index.internalId()].bounds : QRectF();
}

QModelIndex ElementTreeModel::elementAt(const QPointF &at) const
{
    int best = -1;
    double smallest = 0;
    for (size_t i = 0; i < m_elements.size(); ++i) {
        const QRectF &bounds = m_elements[i].bounds;
        const double area = bounds.width() * bounds.height();
        // of equal ones the inner
        if (bounds.contains(at) && (best < 0 || area <= smallest)) {
            best = int(i);
            smallest = area;
        }
    }
    return indexOf(best);
}

} // namespace touchstone::inspect

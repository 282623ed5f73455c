#include "app/scenarios/scenariodelegate.h"

#include "app/ide/look.h"
#include "app/scenarios/scenariomodel.h"

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

constexpr int margin = 4;

} // namespace

ScenarioDelegate::Geometry ScenarioDelegate::geometry(const QRect &line,
                                                      const QFontMetrics &metrics,
                                                      const QString &name, const QString &detail,
                                                      bool hasGlyph)
{
    Geometry places;
    QRect rest = line.adjusted(margin, 0, -margin, 0);
    const int glyphWidth = metrics.height();
    places.glyph = QRect(rest.left(), rest.top(), glyphWidth, rest.height());
    if (hasGlyph)
        rest.setLeft(places.glyph.right() + margin);
    const int nameWidth = std::min(metrics.horizontalAdvance(name) + 1, rest.width());
    places.name = QRect(rest.left(), rest.top(), nameWidth, rest.height());
    rest.setLeft(places.name.right() + 3 * margin);
    const bool fits = !detail.isEmpty() && rest.width() > metrics.averageCharWidth() * 6;
    places.detail = fits ? rest : QRect();
    return places;
}

void ScenarioDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString name = item.text;
    item.text.clear();
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const bool isGroup = index.data(ScenarioModel::CountRole).isValid();
    const QString glyph = index.data(ScenarioModel::GlyphRole).toString();
    const QString detail = isGroup ? index.data(ScenarioModel::CountRole).toString()
                                   : index.data(ScenarioModel::DetailRole).toString();
    const ide::Colours &colours = ide::coloursOf(item.palette);
    const bool isSelected = item.state & QStyle::State_Selected;
    const QColor text = item.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    QFont font = item.font;
    font.setBold(isGroup);
    const QFontMetrics metrics(font);
    const Geometry places =
        geometry(item.rect, metrics, name, detail, !isGroup || !glyph.isEmpty());
    painter->save();
    painter->setFont(font);
    painter->setPen(isSelected ? text
                               : colours.tone(index.data(ScenarioModel::ToneRole).toString()));
    painter->drawText(places.glyph, Qt::AlignCenter, glyph.isEmpty() && !isGroup ? u"·"_s : glyph);
    painter->setPen(text);
    painter->drawText(places.name, Qt::AlignVCenter | Qt::AlignLeft,
                      metrics.elidedText(name, Qt::ElideMiddle, places.name.width()));
    if (!places.detail.isEmpty()) {
        painter->setFont(item.font);
        painter->setPen(isSelected ? text : colours.dim);
        painter->drawText(
            places.detail, Qt::AlignVCenter | Qt::AlignLeft,
            item.fontMetrics.elidedText(detail, Qt::ElideRight, places.detail.width()));
    }
    painter->restore();
}

QSize ScenarioDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.fontMetrics.averageCharWidth() * 30, option.fontMetrics.height() + 2 * margin};
}

} // namespace touchstone::scenarios

#include "app/inspect/charts/chartlook.h"

#include <QtGui/QFontInfo>
#include <QtGui/QGuiApplication>
#include <QtGui/QPolygonF>

#include <array>
#include <cmath>
#include <numbers>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

// Okabe and Ito 2008, "Color Universal Design", jfly.uni-koeln.de/color
const QColor blue(0x00, 0x72, 0xb2);
const QColor vermilion(0xd5, 0x5e, 0x00);
const QColor green(0x00, 0x9e, 0x73);
const QColor purple(0xcc, 0x79, 0xa7);
const QColor orange(0xe6, 0x9f, 0x00);
const QColor sky(0x56, 0xb4, 0xe9);
const QColor yellow(0xf0, 0xe4, 0x42);

QPainterPath regular(int corners, qreal radius, qreal turn)
{
    QPolygonF polygon;
    for (int i = 0; i < corners; ++i) {
        const qreal angle = turn + 2.0 * std::numbers::pi * i / corners;
        polygon.append({radius * std::sin(angle), -radius * std::cos(angle)});
    }
    QPainterPath path;
    path.addPolygon(polygon);
    path.closeSubpath();
    return path;
}

} // namespace

QPen ChartLook::pen(size_t series) const
{
    static const std::array<QList<qreal>, 5> dashes{
        {{}, {5, 2}, {1.5, 1.5}, {6, 2, 1.5, 2}, {9, 2}}};
    QPen pen(colour(series), unit() * 0.16);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::MiterJoin);
    if (const QList<qreal> &dash = dashes[series % dashes.size()]; !dash.isEmpty())
        pen.setDashPattern(dash);
    return pen;
}

QFont ChartLook::scaled(double factor, bool isBold) const
{
    QFont other = font;
    other.setPixelSize(std::max(1, int(std::lround(font.pixelSize() * factor))));
    other.setBold(isBold);
    return other;
}

ChartLook chartLook(bool isDark, int textPixels)
{
    ChartLook look;
    look.paper = isDark ? QColor(0x19, 0x1c, 0x20) : QColor(Qt::white);
    look.text = isDark ? QColor(0xe4, 0xe7, 0xea) : QColor(0x1f, 0x23, 0x28);
    look.dim = isDark ? QColor(0x9a, 0xa4, 0xaf) : QColor(0x59, 0x63, 0x6e);
    look.grid = isDark ? QColor(0x33, 0x39, 0x40) : QColor(0xdd, 0xe1, 0xe6);
    look.colours = isDark
        ? std::vector{sky, orange, green, purple, yellow, vermilion, QColor(0xe4, 0xe7, 0xea)}
        : std::vector{blue, vermilion, green, purple, orange, sky, QColor(Qt::black)};
    look.font = QGuiApplication::font();
    look.font.setFamily(QFontInfo(look.font).family()); // the font itself, for who reads an SVG
    look.font.setPixelSize(std::max(6, textPixels));
    look.font.setBold(false);
    look.font.setHintingPreference(QFont::PreferNoHinting); // as wide at every resolution
    return look;
}

QPainterPath chartMarker(size_t series, qreal size)
{
    const qreal r = size / 2.0;
    QPainterPath path;
    switch (series % 6) {
    case 0:
        path.addEllipse(QPointF(0, 0), r, r);
        return path;
    case 1:
        return regular(4, r * 1.2, std::numbers::pi / 4.0); // a square
    case 2:
        return regular(3, r * 1.3, 0.0);
    case 3:
        return regular(4, r * 1.25, 0.0);
    case 4:
        return regular(3, r * 1.3, std::numbers::pi);
    default:
        return regular(6, r * 1.1, 0.0);
    }
}

} // namespace touchstone::inspect

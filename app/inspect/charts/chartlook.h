#pragma once

#include <QtGui/QColor>
#include <QtGui/QFont>
#include <QtGui/QPainterPath>
#include <QtGui/QPen>

#include <vector>

namespace touchstone::inspect {

/// How a chart looks. Series differ by colour, marker and dash, so that none of them alone has to
/// be seen.
struct ChartLook {
    QColor paper;
    QColor text;
    QColor dim; ///< notes
    QColor grid;
    std::vector<QColor> colours; ///< Okabe and Ito's, in the order that this paper bears best
    QFont font; ///< sized in pixels of 1/96 inch

    [[nodiscard]] QColor colour(size_t series) const { return colours[series % colours.size()]; }
    /// Of a series' line.
    [[nodiscard]] QPen pen(size_t series) const;
    [[nodiscard]] QFont scaled(double factor, bool isBold = false) const;
    [[nodiscard]] qreal unit() const { return font.pixelSize(); }
};

ChartLook chartLook(bool isDark, int textPixels);
/// A series' marker around (0, 0), `size` wide.
QPainterPath chartMarker(size_t series, qreal size);

} // namespace touchstone::inspect

// What ChartScene's layout (chartscene.cpp) and its series (chartseries.cpp) share.
#pragma once

#include "app/inspect/charts/chartscene.h"

class QGraphicsTextItem;

namespace touchstone::inspect {

inline constexpr qreal markerSize = 0.62; ///< in heights of the text, as all sizes
inline constexpr qreal tickGap = 0.5;

/// A stranger's text, wrapped; never HTML.
QGraphicsTextItem *chartText(const QString &text, const QFont &font, const QColor &colour,
                             qreal width, Qt::Alignment alignment = Qt::AlignLeft);
/// At most about so many lines of it, cut in the middle.
QString fittedText(const QString &text, const QFont &font, qreal width, double lines);
double toScale(const ChartAxis &axis, double value);

/// Rooms from outside to inside; each part takes what it needs.
struct ChartScene::Frame {
    QRectF all;
    QRectF rest; ///< what no part has taken yet
    qreal labels = 0.0; ///< width of the categories' labels
    qreal values = 0.0; ///< of the column with values at the right
};

} // namespace touchstone::inspect

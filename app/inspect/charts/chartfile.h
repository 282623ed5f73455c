#pragma once

#include "core/report/chartdata.h"

#include <QtGui/QImage>

namespace touchstone::inspect {

/// "svg", "pdf", "png"
QStringList chartFileEndings();
/// A figure that was drawn: the file's bytes, or a picture that is still to be encoded.
struct DrawnChart {
    QByteArray bytes;
    QImage image;
};
/// `ending`: one of chartFileEndings(). GUI thread.
DrawnChart drawChart(const ChartSpec &spec, const ChartData &data, const QString &ending);
/// The file is replaced only when all of it was written. Any thread.
Result<void> writeChart(const DrawnChart &chart, const QString &path);
/// Draws a chart into a file of the kind that its ending says, at the spec's size and theme and
/// alike on every screen. GUI thread.
Result<void> saveChart(const ChartSpec &spec, const ChartData &data, const QString &path);

} // namespace touchstone::inspect

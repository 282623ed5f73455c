#pragma once

#include "core/report/chartdata.h"

namespace touchstone::inspect {

/// "svg", "pdf", "png"
QStringList chartFileEndings();
/// Draws a chart into a file of the kind that its ending says, at the spec's size and theme and
/// alike on every screen. The file is replaced only when all of it was written. GUI thread.
Result<void> saveChart(const ChartSpec &spec, const ChartData &data, const QString &path);

} // namespace touchstone::inspect

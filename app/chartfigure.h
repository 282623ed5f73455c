#pragma once

#include "core/report/chartdata.h"

namespace touchstone {

/// What passes through the desktop library's door for figures (app/desktop.h).
struct ChartFigure {
    ChartSpec spec;
    ChartData data;
    QString path; ///< ends with .svg, .pdf or .png
    Result<void> drawn; ///< how it went
};

} // namespace touchstone

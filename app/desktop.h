#pragma once

#include <QtCore/qglobal.h>

namespace touchstone {
struct ChartFigure;
}

/// The desktop is a library of its own, loaded when there is something to show: subcommands start
/// without it. These are its doors.

/// Opens the window with what the arguments name, and returns its exit code.
extern "C" Q_DECL_EXPORT int touchstoneDesktop(int argc, char **argv);

/// Draws a figure into a file, without a display. There must be no application object yet; the one
/// that this makes is gone when it returns.
extern "C" Q_DECL_EXPORT void touchstoneChart(int argc, char **argv,
                                              touchstone::ChartFigure *figure);

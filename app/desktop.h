#pragma once

/// The desktop is a library of its own, loaded when there is something to show: subcommands start
/// without it. These are its doors.

/// Opens the window with what the arguments name, and returns its exit code.
extern "C" Q_DECL_EXPORT int touchstoneDesktop(int argc, char **argv);

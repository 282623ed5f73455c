#pragma once

#include "core/run/runfile.h"

namespace touchstone::testing {

/// An attempt as no agent made it, of every sort of step there is to look at: an agent exports a
/// table from a dialogue (a real one, drawn here), then mends the program that reads it. GUI
/// thread.
FinishedAttempt showcaseAttempt();

} // namespace touchstone::testing

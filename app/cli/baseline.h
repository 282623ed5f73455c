#pragma once

#include "app/cli/cli.h"

namespace touchstone::cli {

/// --baseline and --gate of the subcommands that hold a run against a baseline.
struct GateFlags {
    std::string baseline;
    std::string mode = "exact";
    void addTo(CLI::App &command, bool required);
};

/// Holds the run against the baseline named, says what came of it, and gives Done or Below; BadUse
/// where the baseline can't be read.
int heldAgainstBaseline(const RunFile &file, const GateFlags &flags, bool json, bool quiet);

} // namespace touchstone::cli

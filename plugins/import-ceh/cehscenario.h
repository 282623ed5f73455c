#pragma once

#include "cehcase.h"
#include "cehnames.h"

namespace touchstone {

/// A case as a scenario, without its workspace. `lines`: see linesOf().
Json scenarioOf(const CehCase &theCase, const CehLines &lines, const CehNames &names,
                const Toolchains &toolchains);

} // namespace touchstone

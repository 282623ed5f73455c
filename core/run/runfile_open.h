#pragma once

#include "core/run/runfile_state.h"

namespace touchstone {

/// The header, and that the file is as long as it says. Errors as schema::readHeader(), and Corrupt
/// for a truncated one.
Result<void> checkWhole(const QString &path);
Result<void> openToWrite(RunFile::State &state);
/// Opens what is there to be read, wherever it is; what is amiss goes into state.warnings.
Result<void> openToRead(RunFile::State &state);

} // namespace touchstone

#pragma once

#include "core/exec/executor.h"

namespace touchstone {

/// Reads the supervisor's records (supervisor/protocol.h) into a result: its end, usage and
/// collected files. ToolFailed when they do not hold together or end early; Confinement with its
/// words when the supervisor could not run the command at all.
Result<void> parseRecords(QByteArrayView records, const ExecRequest &request, ExecResult &result);

} // namespace touchstone

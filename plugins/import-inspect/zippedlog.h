#pragma once

#include "logfile.h"

namespace touchstone {

/// A log in a zip. The newest of several members of one name counts, a missing header is made from
/// the journal, and a sample may be one member or a folder of chunks.
Result<std::unique_ptr<InspectLog>> openZippedLog(const QString &path);

} // namespace touchstone

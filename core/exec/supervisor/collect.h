#pragma once

#include "core/exec/supervisor/records.h"
#include "core/exec/supervisor/request.h"

namespace touchstone::supervisor {

/// Sends the files below `folder` that match the request's globs, as they now are; nothing of the
/// command may live any more. Symlinks are sent as such and never followed. What cannot be sent
/// (special files, too deep, more bytes than the command could use) is named with its reason. The
/// top-level .git is left out unless a glob begins with ".git".
void collectFiles(const Request &request, int folder, Records &records);

} // namespace touchstone::supervisor

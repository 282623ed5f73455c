#pragma once

#include "core/base/json.h"

namespace touchstone {

/// Where two JSON values differ, a line for each: "environment at /tools/gcc: "14" here, "13"
/// there". Objects are compared member by member, everything else as a whole.
QStringList differingMembers(const Json &here, const Json &there, const QString &name);

} // namespace touchstone

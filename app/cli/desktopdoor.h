#pragma once

#include "core/base/error.h"

#include <QtCore/QFunctionPointer>

namespace touchstone::cli {

/// A function of the desktop library (app/desktop.h), which is loaded for it.
Result<QFunctionPointer> desktopDoor(const char *name);

} // namespace touchstone::cli

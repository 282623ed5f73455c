#pragma once

#include "core/base/json.h"

namespace touchstone {

/// Validates against resources/schemas/NAME.schema.json (draft 7, by a packaged validator). The
/// error lists every violation, a line each, with file and JSON pointer, what was found and what
/// was expected. Compiled schemas are kept; thread-safe.
Result<void> validateJson(const Json &json, const QString &schema, const Place &place);

} // namespace touchstone

#pragma once

#include "core/base/json.h"

#include <vector>

namespace touchstone {

/// Validates against resources/schemas/NAME.schema.json (draft 7, by a packaged validator). The
/// error lists every violation, a line each, with file and JSON pointer, what was found and what
/// was expected. Compiled schemas are kept; thread-safe.
Result<void> validateJson(const Json &json, const QString &schema, const Place &place);

/// One way in which a value does not fit a schema.
struct Violation {
    QString pointer; ///< JSON pointer into the value; empty: the value itself
    QString message; ///< what was found and what was expected
    bool operator==(const Violation &) const = default;
};

/// Every violation, none where the value fits. An error means that there is no such schema, or that
/// the schema itself is broken.
Result<std::vector<Violation>> schemaViolations(const Json &json, const QString &schema);

/// Whether there is a schema of that name ("scenario", "checks/cases"): one of ours, or
/// schemas/NAME.schema.json in one of the pluginFolders().
bool hasSchema(const QString &schema);

/// A schema with everything that it refers to in other files put into its own definitions, so that
/// it stands alone: for completion and documentation.
Result<Json> schemaDocument(const QString &schema);

/// Refuses a file whose "format" is beyond `known` with ErrorCode::Newer. What else may be wrong
/// with it is the schema's affair.
Result<void> checkFormat(const Json &json, int known, const Place &place);

} // namespace touchstone

#pragma once

#include "core/base/json.h"

namespace touchstone {

/// The file of a schema by its name: ours, else a plugin's. NotFound where there is none; names
/// with
/// ".." are nobody's.
Result<QString> schemaFile(const QString &name);

/// Reads a schema and puts what it refers to in other files ("common.schema.json#/definitions/x")
/// into its own definitions. Refuses keywords that a stranger's value could use to take long or to
/// overflow the stack (uniqueItems, patternProperties, format).
Result<Json> bundledSchema(const QString &path);

/// What "#/a/b" refers to in `document`; null where it is not there.
const Json *referredSchema(const Json &document, const QString &reference);

} // namespace touchstone

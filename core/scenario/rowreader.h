#pragma once

#include "core/base/json.h"

namespace touchstone {

/// The members of a row that are asked for, read without building the rest. BadInput names the
/// place where the line is no JSON object, or nested too deeply.
Result<Json> readRowFields(QByteArrayView text, const QStringList &fields, const Place &place);

/// The whole row; the same errors.
Result<Json> readRow(QByteArrayView text, const Place &place);

} // namespace touchstone

#pragma once

#include "core/base/json.h"

#include <functional>

namespace touchstone {

/// Calls `visit` with each row of a CSV file as an object of texts by the names of the first row,
/// with the line it begins in. Fields are as RFC 4180 has them: quoted ones may hold commas, line
/// ends and doubled quotes; white space counts; the line ends LF and CRLF are taken, and a byte
/// order mark. Refused, with the line: text that is not UTF-8, quotes that don't match, rows with
/// another number of fields than the first one, two columns of one name. Stops at the first error.
Result<void> forEachCsvRow(const QString &path,
                           const std::function<Result<void>(Json row, const Place &)> &visit);

} // namespace touchstone

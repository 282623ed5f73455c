#pragma once

#include "core/report/report.h"

#include <QtCore/QIODevice>

namespace touchstone {

/// Each reads the run attempt by attempt and writes as it reads; memory does not grow with the
/// number of attempts. Whether the device took it all is for the caller to see.

/// One attempt a line, resources/schemas/export.schema.json.
Result<void> writeJsonLines(const RunFile &file, QIODevice &out, const ReportOptions &options);
/// RFC 4180, one attempt a row; cells that a spreadsheet would take for a formula begin with '.
Result<void> writeCsv(const RunFile &file, QIODevice &out, const ReportOptions &options);
/// A testsuite per agent, a testcase per attempt; an attempt that failed is a failure, a harness
/// error an error, what was unsupported or does not count is skipped.
Result<void> writeJunit(const RunFile &file, QIODevice &out, const ReportOptions &options);
/// One self-contained page, from the templates in resources/report.
Result<void> writeHtml(const RunFile &file, QIODevice &out, const ReportOptions &options);

} // namespace touchstone

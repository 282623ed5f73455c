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
/// An Inspect log (.eval, version 2): a zip with a sample per attempt. Of an attempt that was run
/// again the last one counts. BadInput where the attempts are of several agents.
Result<void> writeEval(const RunFile &file, QIODevice &out, const ReportOptions &options);
/// Trajectories, ATIF v1.7: one a line, their pictures left out; or one a file, into an existing
/// folder, with the pictures beside them.
Result<void> writeAtifLines(const RunFile &file, QIODevice &out, const ReportOptions &options);
Result<void> writeAtifFolder(const RunFile &file, const QString &folder,
                             const ReportOptions &options);
/// One self-contained page, from the templates in resources/report.
Result<void> writeHtml(const RunFile &file, QIODevice &out, const ReportOptions &options);

} // namespace touchstone

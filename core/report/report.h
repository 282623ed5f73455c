#pragma once

#include "core/report/compare.h"
#include "core/report/summary.h"

namespace touchstone {

/// What a report is about and how large it may get.
struct ReportOptions {
    std::vector<int> ks{1, 5, 10, 100}; ///< for pass@k and pass^k, as far as the samples allow
    int pass = 0; ///< the scoring pass to report; 0: the latest of each attempt
    WantedAttempt wanted; ///< none: every attempt
    bool checks = true; ///< figures per check; without them verdicts need not be read
    int width = 100; ///< of the terminal, in columns
    bool colour = false; ///< terminal escapes
    QString title; ///< of the HTML report; empty: the run file's name
    const Comparison *comparison = nullptr; ///< shown in the HTML report; borrowed
    /// How much an HTML report shows; what is left out is said where it would stand.
    int maxScenarios = 2'000;
    int maxMarks = 4'000; ///< attempts beyond which the matrix has no single samples
    int maxAttempts = 500; ///< that did not pass
    qint64 maxBytes = 24 << 20; ///< beyond it attempts are listed without evidence
};

/// Reads a run once, attempt by attempt. A damaged one as far as it can be read: see
/// RunSummary::damage.
Result<RunSummary> summarise(const RunFile &file, const ReportOptions &options);

/// Plain text for a terminal, with a newline at its end.
QString tableReport(const RunSummary &summary, int width, bool colour);

/// "table", "html", "junit", "csv", "jsonl", "json", "eval", "atif": resources/schemas has
/// summary.schema.json for json and export.schema.json for the lines of jsonl.
QStringList reportFormats();
/// Writes a report of the run. `outputPath` is replaced only when all of it was written; empty or
/// "-": stdout. Trajectories (atif) go one a file into a folder, unless the path ends with .jsonl.
/// BadInput for a format that there is not. Corrupt: the run is damaged; what could be
/// read of it was written.
Result<void> writeReport(const RunFile &file, const QString &format, const QString &outputPath,
                         const ReportOptions &options);

} // namespace touchstone

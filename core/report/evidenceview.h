#pragma once

#include "core/score/outcome.h"
#include "core/workspace/blobs.h"

namespace touchstone {

/// How much of strangers' evidence a page shows. What is cut says so where it was cut.
struct EvidenceLimits {
    qsizetype text = 6'000; ///< characters of one text
    qsizetype diffLines = 200;
    size_t tableRows = 40;
    size_t tableColumns = 12;
    size_t perVerdict = 12; ///< pieces of evidence
    qint64 pictureBytes = 1 << 20; ///< of one picture
};

/// A verdict as resources/report/attempt.html wants it; the evidence of one that passed is left
/// out. A picture or text whose blob can't be read is named as missing.
Json verdictView(const Verdict &verdict, const BlobSource &blobs, const EvidenceLimits &limits);
/// "good", "bad", "warn" or "neutral": the class of a status or outcome in the style sheet.
QString statusTone(VerdictStatus status);
QString outcomeTone(Outcome outcome);

} // namespace touchstone

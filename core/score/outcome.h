#pragma once

#include "core/check/verdict.h"

namespace touchstone {

enum class Outcome { Passed, Failed, Error, Unsupported };
QString outcomeName(Outcome outcome); ///< "passed", "failed", "error", "unsupported"
std::optional<Outcome> outcomeFromName(const QString &name);

/// What happened besides the checks.
struct AttemptEnding {
    std::optional<LimitKind> limit; ///< that the agent hit
    QString refusal; ///< why its answer was refused; empty: it was not
    QString harnessError; ///< the harness or the agent's connection failed; empty: it did not
    QString unsupported; ///< this machine can't run it at all; empty: it can
};

struct AttemptScore {
    Outcome outcome = Outcome::Failed;
    QString reason; ///< which check failed, which limit was hit, …
    double score = 0.0; ///< weighted mean of required and graded checks; 0 for errors (not counted)
    bool operator==(const AttemptScore &) const = default;
};

/// DESIGN.md, "Outcomes, defined once".
AttemptScore scoreAttempt(const std::vector<Verdict> &verdicts, const AttemptEnding &ending);

} // namespace touchstone

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

/// DESIGN.md, "Outcomes, defined once". In this order: unsupported; the harness failed, or a
/// required check is in error: error; the agent hit a limit, its answer was refused, or a required
/// check failed: failed, with which; else passed. A limit that judged code hits counts through its
/// check.
///
/// Skipped checks: one whose `after` did not pass counts 0 in the score, so that passing less never
/// scores more, and a required one can't pass. One with an errorCode was skipped because a check
/// before it was in error: it counts as in error itself, since that is no doing of the agent's.
/// Graded checks in error are left out of the mean. A refused answer has all its checks skipped,
/// and so scores 0. Nothing judged at all is an error: a gate never passes on nothing.
AttemptScore scoreAttempt(const std::vector<Verdict> &verdicts, const AttemptEnding &ending);

} // namespace touchstone

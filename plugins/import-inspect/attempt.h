#pragma once

#include "logfile.h"
#include "scores.h"

#include "core/run/runfile.h"

namespace touchstone {

/// What all attempts of a log have in common.
struct LogFacts {
    QString pack; ///< the task's name
    QString agent; ///< the model, as the evaluation was told; with the solver where it is named
    QString evalId;
    qint64 createdMs = 0;
    ScoreRules rules;
};

/// A sample as an attempt: its scenario is the sample's id, its number the epoch less one. BadInput
/// where it is not what a sample is.
Result<FinishedAttempt> attemptOf(const SampleText &sample, const Place &place,
                                  const LogFacts &facts);

/// The attempt of a sample that can't be read: an error that says so, which drops out of nothing.
FinishedAttempt brokenAttempt(const QString &sampleId, int epoch, const Error &error,
                              const LogFacts &facts);

} // namespace touchstone

#pragma once

#include "core/check/verdict.h"

namespace touchstone {

/// How a log's scores are read.
struct ScoreRules {
    QStringList order; ///< scorers as the log lists them: the first one that a sample has decides
    double passAt = 1.0; ///< a score of at least this passes
    double scale = 1.0; ///< the best value that there is
};

/// What a score's value is worth: numbers and booleans as they are; "C" 1, "P" 0.5, "I" and "N" 0,
/// yes, true, no, false and numbers in a text likewise; a list or object is the mean of its parts.
/// Nothing: no number can be made of it, or it is NaN, Inspect's sign for "not scored". Source:
/// inspect_ai/scorer/_metric.py, value_to_float().
std::optional<double> scoreValue(const Json &value);

/// A verdict per score; the deciding one is required, the others are informative, except for those
/// that Touchstone wrote itself, which keep what they were. What has no value in 0..scale is an
/// error, never 0.
std::vector<Verdict> verdictsFromScores(const Json &scores, const ScoreRules &rules);

/// Scorers in the order of the log's header.
QStringList scorerOrder(const Json &header);

} // namespace touchstone

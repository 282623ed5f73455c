#pragma once

#include "core/report/transcript.h"

#include <QtCore/QSet>

namespace touchstone {

/// An attempt as a sample of an Inspect log, version 2: github.com/UKGovernmentBEIS/inspect_ai,
/// src/inspect_ai/log/_log.py and src/inspect_ai/event. An imported one gets back what it was; of
/// ours each check is a score, and the outcome is one more, which decides.
Json evalSample(const RunFile &file, const Transcript &transcript, const Json &id);
/// The sample without what is long.
Json evalSummary(const Json &sample);
/// A score's value as a number; nothing: not scored.
std::optional<double> evalScoreNumber(const Json &value);
/// Text of JSON in which a value that is none of JSON's is written as Python does: NaN.
QByteArray pythonJson(const Json &json);

} // namespace touchstone

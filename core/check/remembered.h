#pragma once

#include "core/check/check.h"

namespace touchstone {

/// What a check found out and must not find out again, such as a model's answer: `data` with the
/// request's digest as its member "request". Its kind is the check's type.
Evidence rememberedEvidence(const QString &type, const QString &title, const Digest &request,
                            Json data);
/// The key under which a check looks such an answer up in the ResultCache. Types have keys of their
/// own: no check can answer for another.
Digest rememberedKey(const QString &type, const Digest &request);
/// Gives a cache what verdicts of an earlier pass remember.
void recall(const std::vector<Verdict> &verdicts, ResultCache &cache);

} // namespace touchstone

#pragma once

#include "core/check/casevalue.h"
#include "core/check/textmatch.h"

#include <vector>

namespace touchstone {

/// One thing done in a case, and what must come of it.
struct CaseStep {
    Json action; ///< what the driver is told: {"do"} | {"expr"} | {"call", "args"?, "kwargs"?}
    QString text; ///< the same for people
    std::optional<Json> expect; ///< the value, encoded as casevalue.h says
    QString raises; ///< the name of an exception's type or of one that it derives from; empty: none
    QString raisesMatching; ///< regular expression for its message; empty: any
};

/// One case: steps that share their variables. It passes when every step does.
struct CaseSpec {
    QString id;
    QString setup; ///< statements in the language, run first
    QString input; ///< stdin
    std::vector<CaseStep> steps;
    std::optional<QByteArray> output; ///< what it prints; compared as `match` says
    TextMatch match = TextMatch::Exact;
    ValueRules rules;
    double weight = 1.0;
};

/// {"cases": [{"id"?, "setup"?, "stdin"?, "weight"?, "tolerance"?, "types"?, "stdout"?, "match"?,
///   and "steps": [STEP, …] or one STEP's members}], "tolerance"?, "types"?, "match"?}
/// STEP: "do": statement | "expr": expression | "call": callable with "args"?, "kwargs"?; and, but
/// for "do", "expect": VALUE or "raises": NAME | {"type", "matches"?}. (A "do" may only raise.)
Result<std::vector<CaseSpec>> parseCases(const Json &parameters, const Place &place);

/// What the driver is told of a case: nothing of what is expected.
Json caseRequest(const CaseSpec &spec, size_t index);

} // namespace touchstone

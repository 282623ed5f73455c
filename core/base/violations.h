#pragma once

#include "core/base/schema.h"

namespace touchstone {

/// What the validator said: where in the value (member names and indexes), and its own words.
struct RawViolation {
    QStringList path;
    QString text;
};

/// Turns the validator's answer into messages for authors: leaves out the errors that merely say
/// that something inside was wrong, takes of several alternatives the one that was meant, and says
/// what was found and what `schema` expects there. `schema` is self-contained.
std::vector<Violation> explainViolations(const std::vector<RawViolation> &raw, const Json &json,
                                         const Json &schema);

/// `"text"`, `5`, `a list of 3`, …: a value as messages show it.
QString foundText(const Json &value);

} // namespace touchstone

#pragma once

#include "core/base/json.h"

#include <vector>

namespace touchstone {

/// One way in which code may be wrong: a line of it in other words.
struct Mutant {
    QString id;
    QString file;
    int line = 0; ///< from 1
    QString mutation; ///< what sort of change: "boundary"
    QString original; ///< the whole line, without its end
    QString replacement; ///< may be several lines, or empty
    bool operator==(const Mutant &) const = default;
};

/// {"format": 1, "made_by": …, "reviewed": true, "mutants": [{"id", "file", "line", "operator",
/// "original", "replacement"}]}. `place` is the parameter's.
Result<std::vector<Mutant>> parseMutants(const Json &json, const Place &place);

/// The file's text with the mutant's line replaced; the line's end stays. BadInput, with file and
/// id, where the line is not there as the mutant has it.
Result<QByteArray> mutated(const QByteArray &text, const Mutant &mutant);

} // namespace touchstone

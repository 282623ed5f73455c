#pragma once

#include "core/plugin/importer.h"

namespace touchstone {

/// CRUXEval: JSON lines with id, code (a function f), input and output. In mode "output" an answer
/// is what f(input) returns, in mode "input" a call of f that returns the output. An answer is
/// judged as github.com/facebookresearch/cruxeval does it (evaluation/utils_execute.py and
/// evaluate_generations.py): code + "\nassert OUTPUT == ANSWER" in one process, within 3 s. There,
/// an answer to "input" without a call of f, and one to "output" that repeats the call, is left out
/// of the list of samples, unless none of the list is right.
class CruxEvalImporter : public Importer {
public:
    [[nodiscard]] QString id() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] std::vector<ImportOption> options() const override;
    [[nodiscard]] Result<ImportReport> run(const ImportRequest &request) const override;
};

} // namespace touchstone

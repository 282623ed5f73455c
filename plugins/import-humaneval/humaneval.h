#pragma once

#include "core/plugin/importer.h"

namespace touchstone {

/// HumanEval's problem file, and files of its shape (EvalPlus): JSON lines with task_id, prompt,
/// entry_point, canonical_solution and test. A sample is judged as github.com/openai/human-eval
/// does it (human_eval/execution.py, check_program): prompt + completion + test + check(entry
/// point) in one process, within 3 s.
class HumanEvalImporter : public Importer {
public:
    [[nodiscard]] QString id() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] std::vector<ImportOption> options() const override;
    [[nodiscard]] Result<ImportReport> run(const ImportRequest &request) const override;
};

} // namespace touchstone

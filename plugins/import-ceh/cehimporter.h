#pragma once

#include "core/plugin/importer.h"

namespace touchstone {

/// Cases of the Copilot Evaluation Harness: github.com/24anisha/copilot-evaluation-harness, data/
/// with fix/, test_gen/ (case-N.json, about a file of a git repository) and doc/case-N/
/// (case-N.json with the source file beside it). A case becomes a scenario of the kind fix, test or
/// doc; what names there are for languages, analysers and rules stands in
/// resources/importers/ceh.json.
class CehImporter : public Importer {
public:
    [[nodiscard]] QString id() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] std::vector<ImportOption> options() const override;
    [[nodiscard]] Result<ImportReport> run(const ImportRequest &request) const override;
};

} // namespace touchstone

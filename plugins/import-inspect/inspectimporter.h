#pragma once

#include "core/plugin/importer.h"

namespace touchstone {

/// A log of Inspect's (.eval, .json) as a run: a scenario per sample id, an attempt per sample and
/// epoch, a verdict per score, and the trace of what happened. Sample by sample: memory holds a few
/// at a time, however many there are.
class InspectImporter : public Importer {
public:
    [[nodiscard]] QString id() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] ImportProduct product() const override { return ImportProduct::Run; }
    [[nodiscard]] std::vector<ImportOption> options() const override;
    [[nodiscard]] Result<ImportReport> run(const ImportRequest &request) const override;
};

} // namespace touchstone

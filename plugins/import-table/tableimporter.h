#pragma once

#include "core/plugin/importer.h"

namespace touchstone {

/// Any benchmark that is one table, CSV or JSON lines: columns are mapped to what a scenario needs.
/// A row is judged by a program that is the answer's file and the row's test, or by what the file
/// prints for the row's input.
class TableImporter : public Importer {
public:
    [[nodiscard]] QString id() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] std::vector<ImportOption> options() const override;
    [[nodiscard]] Result<ImportReport> run(const ImportRequest &request) const override;
};

} // namespace touchstone

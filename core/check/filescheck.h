#pragma once

#include "core/check/check.h"

namespace touchstone {

/// Files that must, or must not, be there or be so. Parameters: files_expected {path: {exists,
/// equals, matches, lacks, unchanged, executable}}, unchanged [globs], only_changed [globs].
/// Score: share of conditions that hold.
class FilesCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<void> validate(const Scenario &scenario, const CheckSpec &spec,
                                        const Place &place) const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone

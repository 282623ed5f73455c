#pragma once

#include "core/check/check.h"

namespace touchstone {

/// The answer changes no more lines than so many, or than so many times the reference's: lines
/// added and removed, as a diff has them. Parameters: max_lines, max_times_reference.
class ChangeSizeCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<void> validate(const Scenario &scenario, const CheckSpec &spec,
                                        const Place &place) const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone

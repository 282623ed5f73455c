#pragma once

#include "core/check/check.h"

namespace touchstone {

/// The tokens of the target file, or of the files named, are what they were before the answer.
/// Parameters: paths, language.
class CodeUnchangedCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<void> validate(const Scenario &scenario, const CheckSpec &spec,
                                        const Place &place) const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone

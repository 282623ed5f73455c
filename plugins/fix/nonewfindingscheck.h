#pragma once

#include "core/check/check.h"

namespace touchstone {

/// Analysers find nothing that they did not find before the answer. Parameters: analysers, rules,
/// paths (globs; else the files that the answer changed), max, language.
class NoNewFindingsCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone

#pragma once

#include "core/check/check.h"

namespace touchstone {

/// A finding of the fixture is no longer there, and was mended: neither silenced, nor configured
/// away, nor deleted together with its code. Parameters: analyser, rule (a wildcard), file (else
/// the target's), line (of the fixture; else all of that rule in the file), text (a part of the
/// line or of the message), language.
class FindingGoneCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<void> validate(const Scenario &scenario, const CheckSpec &spec,
                                        const Place &place) const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone

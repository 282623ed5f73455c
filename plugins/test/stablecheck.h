#pragma once

#include "core/check/check.h"

namespace touchstone {

/// The agent's tests give the same results each time. Parameters: runs (3), paths, language. They
/// are run in an order shuffled by TOUCHSTONE_SEED = 1, 2, …; where the toolchain can't shuffle, in
/// the plain order, and the reason says so. Whether they pass is not asked here. Score: the share
/// of tests whose result was always the same.
class StableCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone

#pragma once

#include "core/base/json.h"

namespace touchstone {

/// How far two numbers may be apart: |a - b| <= max(relative * max(|a|, |b|), absolute), as
/// Python's math.isclose has it. NaN is close to NaN, an infinity to itself.
struct Tolerance {
    double relative = 0.0;
    double absolute = 0.0;

    [[nodiscard]] bool isClose(double a, double b) const;
    [[nodiscard]] bool isExact() const { return relative == 0.0 && absolute == 0.0; }
    bool operator==(const Tolerance &) const = default;
};

/// A number (relative and absolute alike), {"relative", "absolute"}, or null for none.
Tolerance toleranceFrom(const Json &json);

} // namespace touchstone

#include "core/check/tolerance.h"

#include <algorithm>
#include <cmath>

namespace touchstone {

bool Tolerance::isClose(double a, double b) const
{
    if (std::isnan(a) || std::isnan(b))
        return std::isnan(a) && std::isnan(b);
    if (a == b)
        return true;
    if (std::isinf(a) || std::isinf(b))
        return false;
    return std::abs(a - b) <= std::max(relative * std::max(std::abs(a), std::abs(b)), absolute);
}

Tolerance toleranceFrom(const Json &json)
{
    if (json.is_number())
        return {json.get<double>(), json.get<double>()};
    return {numberOr(json, "relative", 0.0), numberOr(json, "absolute", 0.0)};
}

} // namespace touchstone

#include "money/money.h"

namespace money {
namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

std::optional<std::int64_t> parse_cents(std::string_view text)
{
    const bool negative = !text.empty() && text.front() == '-';
    if (negative)
        text.remove_prefix(1);
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    if (whole.empty() || whole.size() > 12)
        return std::nullopt;
    std::int64_t cents = 0;
    for (const char c : whole) {
        if (!is_digit(c))
            return std::nullopt;
        cents = cents * 10 + (c - '0');
    }
    cents *= 100;
    if (point != std::string_view::npos) {
        const std::string_view fraction = text.substr(point + 1);
        if (fraction.size() != 2 || !is_digit(fraction[0]) || !is_digit(fraction[1]))
            return std::nullopt;
        cents += (fraction[0] - '0') * 10 + (fraction[1] - '0');
    }
    return negative ? -cents : cents;
}

std::string format_cents(std::int64_t cents)
{
    const std::string digits = std::to_string(cents < 0 ? -cents : cents);
    const std::string padded =
        digits.size() < 3 ? std::string(3 - digits.size(), '0') + digits : digits;
    return (cents < 0 ? "-" : "") + padded.substr(0, padded.size() - 2) + "."
        + padded.substr(padded.size() - 2);
}

} // namespace money

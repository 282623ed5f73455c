#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace money {

/**
 * Reads an amount of money such as "12", "12.30" or "-0.05".
 *
 * @param text at most 12 digits, and perhaps a point with exactly two more behind it; a minus may
 * stand before them
 * @return the amount in cents; nothing where the text is anything else
 */
std::optional<std::int64_t> parse_cents(std::string_view text);

/// "12.30" of 1230.
std::string format_cents(std::int64_t cents);

} // namespace money

#pragma once

#include <string>
#include <string_view>

namespace touchstone::supervisor {

/// Whether a path matches a pattern, part by part: `*`, `?` and `[…]` within a part, `**` for any
/// number of parts.
bool matchesGlob(std::string_view pattern, std::string_view path);

} // namespace touchstone::supervisor

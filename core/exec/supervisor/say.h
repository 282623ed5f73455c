#pragma once

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace touchstone::supervisor {

/// Exit code of our own failures; nobody takes it for a command's, which comes as a record.
inline constexpr int failureCode = 125;

/// Says on stderr what failed, with errno's reason, and ends this process.
[[noreturn]] inline void giveUp(const char *doing, const char *what = "")
{
    std::fprintf(stderr, "touchstone-supervisor: %s%s%s: %s\n", doing, *what ? " " : "", what,
                 std::strerror(errno));
    std::_Exit(failureCode);
}

} // namespace touchstone::supervisor

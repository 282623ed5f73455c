#pragma once

namespace touchstone::supervisor {

/// As a command in a sandbox: tries what no command may do (`check PATH…`: reading these, but for
/// what every sandbox has, and network, writing outside, tracing and signalling PID 1, mounting,
/// new namespaces). Prints what succeeded, a line each, and exits 1 if anything did.
int check(int count, char **paths);

} // namespace touchstone::supervisor

#pragma once

namespace touchstone::supervisor {

/// The last step outside: `enter [OPTION…] -- PROGRAM ARGUMENT…` prepares this process and becomes
/// PROGRAM. Options, in any order:
///   --parent PID        die with this process (the launching thread); give up when it is gone
///   --private           a mount namespace of our own with a complete /proc and a staging folder
///                       (root only)
///   --stage PATH        make PATH reachable as /tmp/0, /tmp/1, … for a user who could not get
///                       there otherwise (with --private)
///   --drop ID           become this user and group, without any others (root only)
int enter(int count, char **arguments);

} // namespace touchstone::supervisor

#pragma once

#include "core/exec/supervisor/protocol.h"

/// What the harness says to a warm interpreter: one datagram per sample, with the descriptors that
/// a sandbox's supervisor has (see core/exec/supervisor/protocol.h) in it and nothing about the
/// sample, which stands in the request that only the sample's own supervisor reads. The interpreter
/// says one byte when it is ready.
namespace touchstone::warm {

/// Of the interpreter; every sample's descriptors have numbers behind it.
inline constexpr int socketFd = 0;
inline constexpr int descriptorCount = supervisor::fdCount;

} // namespace touchstone::warm

#pragma once

#include "core/trace/event.h"

#include <span>
#include <vector>

namespace touchstone {

/// What two traces are aligned by: what an event is, and what it says. Times, ids, tokens and what
/// else never comes twice are in neither.
struct StepKey {
    size_t kind = 0; ///< type, actor, conversation
    size_t content = 0; ///< the same and all that it says
    bool operator==(const StepKey &) const = default;
};
StepKey stepKey(const Event &event);
/// What an event says as text: to be hashed, and to be shown beside another's.
QString stepText(const Event &event);

/// One row of two traces beside each other.
struct AlignedStep {
    enum class Kind { Same, Changed, OnlyA, OnlyB };
    Kind kind = Kind::Same;
    int a = -1; ///< index in A; -1: there is none
    int b = -1;
    bool operator==(const AlignedStep &) const = default;
};

/// Aligns two sequences: first by a longest common subsequence of equal steps (Myers 1986, "An
/// O(ND) difference algorithm"), then, between those, by one of steps of the same kind. Both orders
/// are kept. Sequences with more than some thousand differences are aligned by kind alone where
/// they differ, and beyond that one after the other: the work is bounded.
std::vector<AlignedStep> alignSteps(std::span<const StepKey> a, std::span<const StepKey> b);

} // namespace touchstone

#pragma once

#include "core/run/attempt.h"
#include "core/scenario/pack.h"

namespace touchstone {

/// One thing that a scenario must show before its scores mean anything.
struct Proof {
    enum class State { Holds, Broken, Unknown };
    QString what; ///< "reference", "none", "sample right-1"
    QString expected; ///< "passes", "fails", "fails hidden, style"
    QString found; ///< what came of it
    State state = State::Unknown; ///< Unknown: this machine can't tell (a missing tool, …)
    bool flaky = false; ///< broken because verdicts on the same input differed
    std::vector<Verdict> verdicts;
};

struct Validation {
    QString pack;
    QString scenario;
    std::optional<Error> unreadable; ///< it could not even be loaded
    std::vector<Proof> proofs;
    [[nodiscard]] Proof::State state() const; ///< the worst
    [[nodiscard]] bool isFlaky() const; ///< broken, by nothing but flaky proofs
};

/// Proves that the reference passes, that doing nothing fails, that every sample labelled right
/// passes, and that every one labelled wrong fails the checks it is labelled with ("answer": is
/// refused). With `repeat` > 1 each is judged that often; a verdict that differs is a broken proof
/// (flaky). The only Error is Cancelled.
Result<Validation> validateScenario(Engine &engine, const Pack &pack, qsizetype index, int repeat,
                                    std::stop_token stop);

} // namespace touchstone

#pragma once

#include "core/agent/agent.h"
#include "core/check/check.h"

namespace touchstone {

/// What sort of task a scenario is.
class ScenarioKind {
public:
    virtual ~ScenarioKind() = default;
    [[nodiscard]] virtual QString id() const = 0;
    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual QString summary() const = 0; ///< one line for people
    /// Refuses scenarios of this kind that make no sense; `place` is the scenario's file.
    [[nodiscard]] virtual Result<void> validate(const Scenario &scenario,
                                                const Place &place) const = 0;
    /// The text a model is shown for a turn: the instruction with what the kind adds (target,
    /// signature).
    [[nodiscard]] virtual QString prompt(const Scenario &scenario, int turn) const = 0;
    /// The toolchain actions without which no scenario of this kind can be judged in a language;
    /// "analyse:*" stands for any one analyser.
    [[nodiscard]] virtual QStringList actions() const { return {}; }
};

/// How the answer is to be given, for a model; empty where nothing is to be said of it.
QString answerRule(const Scenario &scenario);

} // namespace touchstone

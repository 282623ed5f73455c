#pragma once

#include "app/scenarios/targets.h"

#include "core/agent/agent.h"

namespace touchstone::scenarios {

/// An agent that can be chosen.
struct AgentChoice {
    QString name;
    QString usage; ///< "samples[:FILE]"
    QString summary;
    QString problem; ///< why it can't be used; empty: it can
    [[nodiscard]] bool takesArgument() const { return usage.contains(u':'); }
    [[nodiscard]] bool needsArgument() const { return usage.startsWith(name + u':'); }
    [[nodiscard]] QString argumentHint() const; ///< "FILE"
};

/// The agents that the registry knows; loads their plugins. Any thread.
std::vector<AgentChoice> agentChoices();

/// What the form says.
struct RunCommand {
    RunTarget target;
    QStringList agents; ///< specifications
    int samples = 0; ///< 0: not said
    int jobs = 0; ///< 0: not said
    QString more; ///< further flags, as typed

    /// For `touchstone run`, without the file.
    [[nodiscard]] QStringList arguments() const;
};

/// A command line that a shell takes as it is.
QString shellText(const QStringList &words);

/// A name for a run file that is free in `folder`: "copilot-samples-20261127-101500.touchstone".
QString freeRunFile(const QString &folder, const QString &pack, const QStringList &agents,
                    const QDateTime &now);

} // namespace touchstone::scenarios

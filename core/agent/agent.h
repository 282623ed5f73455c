#pragma once

#include "core/scenario/scenario.h"

#include <QtCore/QFuture>

#include <functional>
#include <memory>
#include <optional>

namespace touchstone {

class Session;

/// What a run file says about an agent.
struct AgentDescription {
    QString name; ///< "reference", "samples:gpt.jsonl": names its attempts; no secrets, no absolute
                  ///< path
    QString model; ///< where one answers; empty: none
    Json parameters = Json::object();
    Digest
        identity; ///< of whatever decides its answers (a samples file's content); part of the plan
};

/// One attempt's side of an agent: lives as long as the attempt, is used from one thread at a time.
class Actor {
public:
    virtual ~Actor() = default;
    /// Acts on one turn through the session; the future ends when the agent has no more to do in
    /// it. It must end soon after session.stopToken() was asked to stop. An Error means that the
    /// agent's machinery failed (its model can't be reached); doing badly is no error.
    virtual QFuture<Result<void>> act(Session &session, int turn) = 0;
};

/// Produces actions. Shared by all attempts of a run; thread-safe.
class Agent {
public:
    using LoadScenario = std::function<Result<Scenario>()>;
    virtual ~Agent() = default;
    [[nodiscard]] virtual AgentDescription describe() const = 0;
    /// How many samples it has for a scenario; nothing: as many as one likes (they are run once
    /// unless asked for more). `load` gets the scenario where the id is not enough.
    [[nodiscard]] virtual Result<std::optional<int>>
    sampleCount(const QString &pack, const QString &id, const LoadScenario &load) const;
    /// The ids of scenarios that it has answers for, whatever pack they are of; nothing: it acts on
    /// any. So that answers that no scenario asks for can be named.
    [[nodiscard]] virtual std::optional<QStringList> answeredIds() const { return std::nullopt; }
    /// `sample` counts from 0. The scenario is borrowed for the actor's life.
    [[nodiscard]] virtual Result<std::unique_ptr<Actor>> begin(const Scenario &scenario,
                                                               int sample) const = 0;
};

/// Makes agents of one name from "NAME" or "NAME:ARGUMENT".
class AgentFactory {
public:
    virtual ~AgentFactory() = default;
    [[nodiscard]] virtual QString name() const = 0;
    [[nodiscard]] virtual QString usage() const = 0; ///< "samples[:FILE]"
    [[nodiscard]] virtual QString summary() const = 0; ///< one line for people
    /// BadInput names what was wrong with the argument.
    [[nodiscard]] virtual Result<std::unique_ptr<Agent>> create(const QString &argument) const = 0;
};

/// A future that is already there, for agents that need no waiting.
inline QFuture<Result<void>> done(Result<void> result = {})
{
    return QtFuture::makeReadyValueFuture(std::move(result));
}

/// The agents that need nothing but core: reference, none, samples.
std::vector<std::unique_ptr<AgentFactory>> builtInAgents();

} // namespace touchstone

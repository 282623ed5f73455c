#pragma once

#include "core/agent/agent.h"
#include "core/agent/session.h"

namespace touchstone::testing {

/// An agent whose turns are a function.
class ScriptedAgent : public Agent {
public:
    using Script = std::function<QFuture<Result<void>>(Session &, int)>;
    explicit ScriptedAgent(Script script)
        : m_script(std::move(script))
    {
    }
    AgentDescription describe() const override { return {.name = QStringLiteral("scripted")}; }
    Result<std::unique_ptr<Actor>> begin(const Scenario &, int) const override
    {
        struct Scripted : Actor {
            explicit Scripted(Script script)
                : m_script(std::move(script))
            {
            }
            QFuture<Result<void>> act(Session &session, int turn) override
            {
                return m_script(session, turn);
            }
            Script m_script;
        };
        return std::make_unique<Scripted>(m_script);
    }

private:
    Script m_script;
};

} // namespace touchstone::testing

// The smallest plugin that brings something of each sort worth showing: an agent and a check.
#include "core/plugin/plugin.h"
#include "core/agent/session.h"

#include <QtCore/QObject>

using namespace Qt::StringLiterals;

namespace touchstone {

/// Answers the instruction in capitals.
class ShoutAgent : public Agent {
public:
    AgentDescription describe() const override { return {.name = u"shout"_s}; }
    Result<std::unique_ptr<Actor>> begin(const Scenario &, int) const override
    {
        struct Shouting : Actor {
            QFuture<Result<void>> act(Session &session, int turn) override
            {
                const QString text =
                    session.scenario().turns.at(size_t(turn)).instruction.toUpper();
                const auto refused = session.answer({text.toUtf8(), AnswerForm::None, {}, {}});
                return done(refused ? Result<void>() : std::unexpected(refused.error()));
            }
        };
        return std::make_unique<Shouting>();
    }
};

class ShoutFactory : public AgentFactory {
public:
    QString name() const override { return u"shout"_s; }
    QString usage() const override { return u"shout"_s; }
    QString summary() const override { return u"answers the instruction in capitals"_s; }
    Result<std::unique_ptr<Agent>> create(const QString &) const override
    {
        return std::make_unique<ShoutAgent>();
    }
};

class IsLoud : public Check {
public:
    QString type() const override { return u"is-loud"_s; }
    QString summary() const override { return u"the answer is in capitals"_s; }
    Result<Verdict> run(const CheckInput &input, CheckContext &) const override
    {
        const QString answer = QString::fromUtf8(input.state.answer);
        return !answer.isEmpty() && answer == answer.toUpper()
            ? Verdict::passed()
            : Verdict::failed(u"not loud enough"_s);
    }
};

} // namespace touchstone

class ExamplePlugin : public QObject, public touchstone::Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TouchstonePluginIid FILE "plugin.json")
    Q_INTERFACES(touchstone::Plugin)

public:
    touchstone::Contributions contribute() override
    {
        touchstone::Contributions contributions;
        contributions.agents.push_back(std::make_unique<touchstone::ShoutFactory>());
        contributions.checks.push_back(std::make_unique<touchstone::IsLoud>());
        return contributions;
    }
};

#include "plugin.moc"

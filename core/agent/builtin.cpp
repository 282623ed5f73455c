#include "core/agent/agent.h"
#include "core/agent/answerindex.h"
#include "core/agent/session.h"

#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// Gives one prepared answer in the first turn.
class AnsweringActor : public Actor {
public:
    explicit AnsweringActor(Answer answer)
        : m_answer(std::move(answer))
    {
    }
    QFuture<Result<void>> act(Session &session, int turn) override
    {
        if (turn > 0)
            return done();
        const auto refusal = session.answer(m_answer);
        if (!refusal)
            return done(std::unexpected(refusal.error()));
        return done();
    }

private:
    Answer m_answer;
};

class IdleActor : public Actor {
public:
    QFuture<Result<void>> act(Session &, int) override { return done(); }
};

class ReferenceAgent : public Agent {
public:
    AgentDescription describe() const override { return {.name = u"reference"_s}; }
    Result<std::unique_ptr<Actor>> begin(const Scenario &scenario, int) const override
    {
        if (!scenario.reference)
            return fail(ErrorCode::Unsupported,
                        u"scenario '%1' ships no reference solution"_s.arg(scenario.id));
        return std::make_unique<AnsweringActor>(*scenario.reference);
    }
};

class IdleAgent : public Agent {
public:
    AgentDescription describe() const override { return {.name = u"none"_s}; }
    Result<std::unique_ptr<Actor>> begin(const Scenario &, int) const override
    {
        return std::make_unique<IdleActor>();
    }
};

/// The sample answers that scenarios ship with themselves, in their order.
class ShippedSamplesAgent : public Agent {
public:
    AgentDescription describe() const override { return {.name = u"samples"_s}; }
    Result<std::optional<int>> sampleCount(const QString &, const QString &,
                                           const LoadScenario &load) const override
    {
        const auto scenario = load();
        if (!scenario)
            return std::unexpected(scenario.error());
        return int(scenario->samples.size());
    }
    Result<std::unique_ptr<Actor>> begin(const Scenario &scenario, int sample) const override
    {
        if (sample < 0 || size_t(sample) >= scenario.samples.size())
            return fail(ErrorCode::NotFound,
                        u"scenario '%1' ships no sample %2"_s.arg(scenario.id).arg(sample));
        return std::make_unique<AnsweringActor>(scenario.samples.at(size_t(sample)).answer);
    }
};

class FileSamplesAgent : public Agent {
public:
    FileSamplesAgent(const QString &path, std::unique_ptr<AnswerIndex> index)
        : m_name(u"samples:"_s + QFileInfo(path).fileName())
        , m_index(std::move(index))
    {
    }
    AgentDescription describe() const override
    {
        return {.name = m_name,
                .parameters = {{"answers", m_index->size()}},
                .identity = m_index->digest()};
    }
    Result<std::optional<int>> sampleCount(const QString &, const QString &id,
                                           const LoadScenario &) const override
    {
        return m_index->count(id);
    }
    std::optional<QStringList> answeredIds() const override { return m_index->ids(); }
    Result<std::unique_ptr<Actor>> begin(const Scenario &scenario, int sample) const override
    {
        auto answer = m_index->answer(scenario.id, sample);
        if (!answer)
            return std::unexpected(std::move(answer.error()));
        return std::make_unique<AnsweringActor>(std::move(*answer));
    }

private:
    QString m_name;
    std::unique_ptr<AnswerIndex> m_index;
};

/// A factory of agents that take no argument.
template <typename T> class PlainFactory : public AgentFactory {
public:
    PlainFactory(QString name, QString summary)
        : m_name(std::move(name))
        , m_summary(std::move(summary))
    {
    }
    QString name() const override { return m_name; }
    QString usage() const override { return m_name; }
    QString summary() const override { return m_summary; }
    Result<std::unique_ptr<Agent>> create(const QString &argument) const override
    {
        if (!argument.isEmpty())
            return fail(ErrorCode::BadInput,
                        u"agent '%1' takes no argument, found '%2'"_s.arg(m_name, argument));
        return std::make_unique<T>();
    }

private:
    QString m_name;
    QString m_summary;
};

class SamplesFactory : public AgentFactory {
public:
    QString name() const override { return u"samples"_s; }
    QString usage() const override { return u"samples[:FILE]"_s; }
    QString summary() const override
    {
        return u"gives recorded answers: those of FILE, or those that the scenarios ship with"_s;
    }
    Result<std::unique_ptr<Agent>> create(const QString &argument) const override
    {
        if (argument.isEmpty())
            return std::make_unique<ShippedSamplesAgent>();
        auto index = AnswerIndex::open(argument);
        if (!index)
            return std::unexpected(std::move(index.error()));
        return std::make_unique<FileSamplesAgent>(argument, std::move(*index));
    }
};

} // namespace

Result<std::optional<int>> Agent::sampleCount(const QString &, const QString &,
                                              const LoadScenario &) const
{
    return std::nullopt;
}

std::vector<std::unique_ptr<AgentFactory>> builtInAgents()
{
    std::vector<std::unique_ptr<AgentFactory>> factories;
    factories.push_back(std::make_unique<PlainFactory<ReferenceAgent>>(
        u"reference"_s, u"gives each scenario's reference solution"_s));
    factories.push_back(std::make_unique<PlainFactory<IdleAgent>>(u"none"_s, u"does nothing"_s));
    factories.push_back(std::make_unique<SamplesFactory>());
    return factories;
}

} // namespace touchstone

#include "support/attemptbench.h"

#include "core/base/paths.h"
#include "support/checkbench.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace touchstone::test {
namespace {

class ScriptedAgent : public Agent {
public:
    explicit ScriptedAgent(AttemptBench::Act act)
        : m_act(std::move(act))
    {
    }
    AgentDescription describe() const override { return {.name = u"scripted"_s}; }
    Result<std::unique_ptr<Actor>> begin(const Scenario &, int) const override
    {
        struct Scripted : Actor {
            explicit Scripted(const AttemptBench::Act &act)
                : m_act(act)
            {
            }
            QFuture<Result<void>> act(Session &session, int) override
            {
                return done(m_act(session));
            }
            const AttemptBench::Act &m_act;
        };
        return std::make_unique<Scripted>(m_act);
    }

private:
    AttemptBench::Act m_act;
};

} // namespace

AttemptBench::AttemptBench(const QString &language)
    : m_registry(std::make_unique<Registry>(
          pluginFolders() << QCoreApplication::applicationDirPath() + u"/plugins"_s))
    , m_cache(makeMemoryCache())
{
    scenario.id = u"bench"_s;
    scenario.pack = u"tests"_s;
    scenario.kind = u"generate"_s;
    scenario.language = language;
    scenario.turns = {{u"Do it."_s, {}}};
    scenario.limits.wall = std::chrono::seconds(30);
    scenario.limits.cpu = std::chrono::seconds(30);
    scenario.limits.memoryBytes = 1 * GiB;
    auto toolchains = Toolchains::load();
    if (!toolchains)
        qFatal("%s", qPrintable(toolchains.error().text()));
    m_toolchains = std::move(*toolchains);
    auto executor = makeExecutor(Confine::Warm);
    if (executor)
        m_executor = std::move(*executor);
    else
        problem = executor.error().text();
}

AttemptBench::~AttemptBench() = default;

Manifest AttemptBench::files(const QMap<QString, QByteArray> &contents)
{
    Manifest manifest;
    for (auto it = contents.begin(); it != contents.end(); ++it)
        manifest.files.insert(it.key(), {FileMode::Regular, blobs.put(it.value()), it->size()});
    return manifest;
}

CheckSpec &AttemptBench::addCheck(const QString &id, const QString &type, const Json &parameters,
                                  const QMap<QString, QByteArray> &ownFiles)
{
    CheckSpec spec;
    spec.id = id;
    spec.type = type;
    spec.parameters = parameters;
    spec.files = files(ownFiles);
    return scenario.turns.front().checks.emplace_back(std::move(spec));
}

FinishedAttempt AttemptBench::attempt(const Act &act)
{
    return attempt(ScriptedAgent(act));
}

FinishedAttempt AttemptBench::attempt(const Agent &agent, int sample)
{
    Engine engine{*m_registry, *m_executor, m_toolchains, *m_cache};
    auto finished = runAttempt(
        engine,
        {agent, agent.describe().name, scenario, scenarioDigest(scenario), sample, 0, 0, {}}, blobs,
        {});
    if (!finished)
        qFatal("%s", qPrintable(finished.error().text()));
    return std::move(*finished);
}

FinishedAttempt AttemptBench::attempt(const Answer &answer)
{
    return attempt([&answer](Session &session) -> Result<void> {
        auto given = session.answer(answer);
        return given ? Result<void>() : std::unexpected(std::move(given.error()));
    });
}

FinishedAttempt AttemptBench::attempt(const QMap<QString, QByteArray> &answer)
{
    return attempt(Answer{{}, {}, files(answer), {}});
}

QByteArray shown(const FinishedAttempt &attempt)
{
    QByteArray text =
        outcomeName(attempt.record.outcome).toUtf8() + ": " + attempt.record.reason.toUtf8() + '\n';
    for (const Verdict &verdict : attempt.verdicts)
        text += shown(verdict);
    return text;
}

Verdict verdictOf(const FinishedAttempt &attempt, const QString &check)
{
    for (const Verdict &verdict : attempt.verdicts)
        if (verdict.check == check)
            return verdict;
    qFatal("there is no verdict of %s", qPrintable(check));
}

} // namespace touchstone::test

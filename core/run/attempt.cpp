#include "core/run/attempt.h"

#include "core/scenario/reader.h"

#include <condition_variable>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// Runs every command of an attempt on the root file system that its scenario names.
class RootedExecutor : public Executor {
public:
    RootedExecutor(Executor &below, QString rootFolder)
        : m_below(below)
        , m_rootFolder(std::move(rootFolder))
    {
    }
    Result<ExecResult> run(const ExecRequest &request, std::stop_token stop) override
    {
        if (m_rootFolder.isEmpty())
            return m_below.run(request, std::move(stop));
        ExecRequest rooted = request;
        rooted.command.rootFolder = m_rootFolder;
        rooted.command.warm.clear(); // a warm interpreter is this system's
        return m_below.run(rooted, std::move(stop));
    }
    Confinement confinement() const override { return m_below.confinement(); }

private:
    Executor &m_below;
    QString m_rootFolder;
};

/// Unpacked images lie in folders of $TOUCHSTONE_IMAGES, each named by its digest.
Result<QString> imageFolder(const QString &digest)
{
    if (digest.isEmpty())
        return QString();
    const auto parsed = Digest::fromHex(digest);
    if (!parsed)
        return std::unexpected(parsed.error());
    if (const auto folder = rootImageFolder(digest))
        return *folder;
    return fail(ErrorCode::Unsupported,
                u"it needs the root file system %1; unpack it to $TOUCHSTONE_IMAGES/%1"_s.arg(
                    parsed->hex()));
}

/// Why this machine or version can't run the scenario at all; empty: it can.
QString unsupported(Engine &engine, const Scenario &scenario)
{
    if (!scenario.workspaceMissing.isEmpty())
        return u"its workspace is not at hand: %1"_s.arg(scenario.workspaceMissing);
    if (const auto kind = engine.registry.kind(scenario.kind); !kind)
        return kind.error().text();
    if (!scenario.language.isEmpty() && !engine.toolchains.find(scenario.language))
        return u"there is no toolchain for language '%1'; there are: %2"_s.arg(
            scenario.language, engine.toolchains.all().keys().join(u", "_s));
    for (const Turn &turn : scenario.turns)
        for (const CheckSpec &spec : turn.checks)
            if (const auto check = engine.registry.check(spec.type); !check)
                return check.error().text();
    return {};
}

enum class Waited { Finished, TimeUp, Cancelled };

/// Waits for a future without polling: it, the deadline or the stop wakes us.
Waited waitFor(QFuture<Result<void>> &future, std::optional<std::chrono::milliseconds> limit,
               const std::stop_token &stop)
{
    if (future.isFinished())
        return Waited::Finished;
    // shared with the continuation, which may run after this function has returned
    struct Shared {
        std::mutex mutex;
        std::condition_variable_any changed;
        bool finished = false;
    };
    const auto shared = std::make_shared<Shared>();
    const auto finish = [shared] {
        const std::scoped_lock lock(shared->mutex);
        shared->finished = true;
        shared->changed.notify_all();
    };
    future.then(QtFuture::Launch::Sync, [finish](const QFuture<Result<void>> &) { finish(); })
        .onCanceled(finish);
    std::unique_lock lock(shared->mutex);
    const auto isFinished = [&shared] { return shared->finished; };
    if (limit) {
        if (shared->changed.wait_for(lock, stop, *limit, isFinished))
            return Waited::Finished;
        return stop.stop_requested() ? Waited::Cancelled : Waited::TimeUp;
    }
    return shared->changed.wait(lock, stop, isFinished) ? Waited::Finished : Waited::Cancelled;
}

/// How the agent's part of an attempt went.
struct Acted {
    AttemptEnding ending;
    std::vector<Manifest> afterTurn;
};

void endWithError(Acted &acted, Session &session, const Error &error)
{
    if (error.code == ErrorCode::Unsupported)
        acted.ending.unsupported = error.text();
    else
        acted.ending.harnessError = error.text();
    Event event;
    event.type = EventType::Error;
    event.actor = u"harness"_s;
    event.data = {
        {"code", errorCodeName(error.code)}, {"message", error.message}, {"trail", error.trail}};
    session.record(std::move(event));
}

/// One turn; false when the attempt ends with it.
bool actTurn(Actor &actor, Session &session, int turn, const AttemptRequest &request,
             std::stop_source &agentStop, const std::stop_token &stop, Acted &acted)
{
    session.beginTurn(turn);
    QFuture<Result<void>> future = actor.act(session, turn);
    const Waited waited = waitFor(future, request.agentWall, stop);
    if (waited != Waited::Finished) {
        agentStop.request_stop();
        future.waitForFinished(); // actors end soon after they are asked to
        if (waited == Waited::TimeUp) {
            acted.ending.limit = LimitKind::Wall;
            Event event;
            event.type = EventType::Limit;
            event.actor = u"harness"_s;
            event.data = {{"limit", "wall"}, {"agent_wall_ms", request.agentWall->count()}};
            session.record(std::move(event));
        }
        return false;
    }
    if (future.isCanceled() || future.resultCount() == 0) {
        endWithError(acted, session,
                     {ErrorCode::Internal, u"the agent's work was cancelled from within"_s, {}});
        return false;
    }
    if (const auto result = future.result(); !result) {
        endWithError(acted, session, result.error());
        return false;
    }
    return true;
}

Acted act(const AttemptRequest &request, Session &session, std::stop_source &agentStop,
          const std::stop_token &stop)
{
    Acted acted;
    auto actor = request.agent.begin(request.scenario, request.sample);
    if (!actor) {
        endWithError(acted, session, actor.error());
        return acted;
    }
    const size_t turns = request.scenario.turns.size();
    for (size_t turn = 0; turn < turns; ++turn) {
        bool goesOn = false;
        try {
            goesOn = actTurn(**actor, session, int(turn), request, agentStop, stop, acted);
        } catch (const std::exception &e) {
            endWithError(acted, session,
                         {ErrorCode::Internal,
                          u"the agent threw: %1"_s.arg(QString::fromUtf8(e.what())),
                          {}});
        }
        if (turns > 1)
            session.checkpoint(u"turn %1"_s.arg(turn + 1), u"harness"_s);
        acted.afterTurn.push_back(session.manifest());
        if (!goesOn)
            break;
    }
    acted.ending.refusal = session.refusal();
    return acted;
}

AttemptRecord describe(const AttemptRequest &request)
{
    const Scenario &scenario = request.scenario;
    AttemptRecord record;
    record.id = newId();
    record.pack = scenario.pack;
    record.scenario = scenario.id;
    record.scenarioDigest = request.scenarioDigest;
    record.kind = scenario.kind;
    record.language = scenario.language;
    record.tags = scenario.tags;
    record.difficulty = scenario.difficulty;
    record.agent = request.agentName;
    record.sample = request.sample;
    record.retry = request.retry;
    return record;
}

void addUsage(AttemptRecord &record, const Trace &trace)
{
    for (const Event &event : trace) {
        if (event.type != EventType::ModelCall)
            continue;
        const Json &usage = memberOr(event.data, "usage");
        record.inputTokens += integerOr(usage, "input_tokens", 0);
        record.outputTokens += integerOr(usage, "output_tokens", 0);
        record.cost += numberOr(usage, "cost", 0.0);
        record.model = stringOr(event.data, "model", record.model);
    }
}

} // namespace

Result<FinishedAttempt> runAttempt(Engine &engine, const AttemptRequest &request, BlobStore &blobs,
                                   std::stop_token stop)
{
    const Scenario &scenario = request.scenario;
    FinishedAttempt finished{describe(request), {}, {}, {}};
    AttemptRecord &record = finished.record;
    record.startedMs = engine.clock.wallMs();
    const qint64 startNs = engine.clock.monotonicNs();

    AttemptEnding ending;
    const auto root = imageFolder(scenario.rootImage);
    ending.unsupported = root ? unsupported(engine, scenario) : root.error().text();
    if (ending.unsupported.isEmpty()) {
        RootedExecutor executor(engine.executor, *root);
        Engine rooted{engine.registry, executor,        engine.toolchains, engine.cache,
                      engine.clock,    engine.verdicts, engine.times};
        std::stop_source agentStop;
        const std::stop_callback forward(stop, [&agentStop] { agentStop.request_stop(); });
        Session session(scenario, blobs, {executor, engine.toolchains, engine.cache, engine.clock},
                        agentStop.get_token(), request.seed);
        Acted acted = act(request, session, agentStop, stop);
        ending = std::move(acted.ending);
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, u"stopped during '%1'"_s.arg(scenario.id));
        record.agentUs = (engine.clock.monotonicNs() - startNs) / 1000;
        record.leftOut = session.leftOut();
        finished.events = session.trace();
        addUsage(record, finished.events);
        if (!session.lastAnswer().isNull())
            record.answer = blobs.put(session.lastAnswer());
        record.endManifest = blobs.put(dumpJson(toJson(session.manifest())));

        if (!ending.refusal.isEmpty()) {
            finished.verdicts = allSkipped(scenario, u"the answer was refused"_s);
        } else if (!ending.harnessError.isEmpty() || !ending.unsupported.isEmpty()) {
            finished.verdicts = allSkipped(scenario, u"the agent could not act"_s);
        } else {
            const qint64 checksStart = engine.clock.monotonicNs();
            auto verdicts =
                judge(rooted, scenario, {acted.afterTurn, session.lastAnswer(), finished.events},
                      blobs, stop);
            if (!verdicts)
                return std::unexpected(verdicts.error());
            finished.verdicts = std::move(*verdicts);
            record.checkUs = (engine.clock.monotonicNs() - checksStart) / 1000;
        }
    } else {
        finished.verdicts = allSkipped(scenario, u"this machine can't run the scenario"_s);
    }
    const AttemptScore score = scoreAttempt(finished.verdicts, ending);
    record.outcome = score.outcome;
    record.reason = score.reason;
    record.score = score.score;
    record.limit = limitHit(ending, finished.verdicts);
    record.durationUs = (engine.clock.monotonicNs() - startNs) / 1000;
    finished.blobs = blobs.own();
    return finished;
}

} // namespace touchstone

#include "core/run/scheduler.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <thread>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

using namespace std::chrono_literals;

constexpr size_t batchSize = 64;
constexpr auto batchDelay =
    100ms; ///< how long a finished attempt waits for others to be committed with
constexpr auto controlInterval = 500ms;

/// A scenario with its bytes, as the workers share it: the attempts of one scenario follow each
/// other.
struct LoadedScenario {
    BlobStore blobs;
    Scenario scenario;
    Digest digest;
};

/// Gives out plan items in order and the scenario that goes with each; the last few scenarios are
/// kept.
class Feeder {
public:
    Feeder(const RunPlan &plan, const StopSignals &stop)
        : m_plan(plan)
        , m_stop(stop)
    {
    }

    std::optional<PlanItem> next()
    {
        std::unique_lock lock(m_mutex);
        m_resumed.wait(lock, m_stop.afterCurrent, [this] { return !m_paused; });
        if (m_stopped || m_stop.afterCurrent.stop_requested() || m_stop.atOnce.stop_requested()
            || m_next == m_plan.items().size())
            return std::nullopt;
        return m_plan.items()[m_next++];
    }

    // shared_ptr: a worker may still use a scenario that this cache has already let go
    Result<std::shared_ptr<LoadedScenario>> scenario(const PlanItem &item)
    {
        const std::scoped_lock lock(m_loadMutex);
        const quint64 key = quint64(item.pack) << 32 | item.scenario;
        for (const auto &[known, loaded] : m_recent)
            if (known == key)
                return loaded;
        auto loaded = std::make_shared<LoadedScenario>();
        auto scenario = m_plan.pack(item).scenario(item.scenario, loaded->blobs);
        if (!scenario)
            return std::unexpected(std::move(scenario.error()));
        if (auto done = overrideLimits(*scenario, m_plan.spec().limits); !done)
            return std::unexpected(done.error());
        loaded->scenario = std::move(*scenario);
        loaded->digest = loaded->blobs.put(dumpJson(toResolved(loaded->scenario)));
        m_recent.emplace_back(key, loaded);
        if (m_recent.size() > 8)
            m_recent.pop_front();
        return loaded;
    }

    void setPaused(bool paused)
    {
        const std::scoped_lock lock(m_mutex);
        m_paused = paused;
        m_resumed.notify_all();
    }
    void stop()
    {
        const std::scoped_lock lock(m_mutex);
        m_stopped = true;
        m_paused = false;
        m_resumed.notify_all();
    }
    [[nodiscard]] bool isStopped()
    {
        const std::scoped_lock lock(m_mutex);
        return m_stopped;
    }
    [[nodiscard]] bool exhausted()
    {
        const std::scoped_lock lock(m_mutex);
        return m_next == m_plan.items().size();
    }

private:
    const RunPlan &m_plan;
    const StopSignals &m_stop;
    std::mutex m_mutex; ///< guards the position
    std::condition_variable_any m_resumed;
    size_t m_next = 0;
    bool m_paused = false;
    bool m_stopped = false;
    std::mutex
        m_loadMutex; ///< guards m_recent; held while loading, so that nobody loads the same twice
    std::deque<std::pair<quint64, std::shared_ptr<LoadedScenario>>> m_recent;
};

/// Finished attempts on their way from the workers to the writer; bounded, so that a slow disk
/// slows the workers.
class Outbox {
public:
    explicit Outbox(size_t limit)
        : m_limit(limit)
    {
    }

    void put(FinishedAttempt attempt)
    {
        std::unique_lock lock(m_mutex);
        m_room.wait(lock, [this] { return m_waiting.size() < m_limit || m_broken; });
        m_waiting.push_back(std::move(attempt));
        m_filled.notify_one();
    }
    /// Up to a batch; empty when nothing came for a while. `open` is false once the workers are
    /// done and all is taken.
    std::vector<FinishedAttempt> take(bool &open)
    {
        std::unique_lock lock(m_mutex);
        m_filled.wait_for(lock, controlInterval, [this] { return !m_waiting.empty() || m_closed; });
        if (!m_waiting.empty() && !m_closed)
            m_filled.wait_for(lock, batchDelay, [this] {
                return m_waiting.size() >= std::min(batchSize, m_limit) || m_closed;
            });
        std::vector<FinishedAttempt> batch;
        while (!m_waiting.empty() && batch.size() < batchSize) {
            batch.push_back(std::move(m_waiting.front()));
            m_waiting.pop_front();
        }
        open = !m_closed || !m_waiting.empty();
        m_room.notify_all();
        return batch;
    }
    void close()
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
        m_filled.notify_all();
    }
    /// The writer gave up: nobody waits for room any more.
    void breakUp()
    {
        const std::scoped_lock lock(m_mutex);
        m_broken = true;
        m_room.notify_all();
    }

private:
    size_t m_limit;
    std::mutex m_mutex; ///< guards everything below
    std::condition_variable m_filled;
    std::condition_variable m_room;
    std::deque<FinishedAttempt> m_waiting;
    bool m_closed = false;
    bool m_broken = false;
};

/// An attempt that could not be made: an error of the harness, named.
FinishedAttempt broken(const RunPlan &plan, const PlanItem &item, const Error &error,
                       const Clock &clock)
{
    FinishedAttempt finished;
    finished.record.id = newId();
    finished.record.pack = plan.pack(item).name();
    finished.record.scenario = plan.pack(item).idAt(item.scenario);
    finished.record.agent = plan.agentName(item);
    finished.record.sample = int(item.sample);
    finished.record.retry = item.retry;
    finished.record.outcome = Outcome::Error;
    finished.record.reason = error.text();
    finished.record.startedMs = clock.wallMs();
    return finished;
}

quint64 seedOf(const RunPlan &plan, const PlanItem &item)
{
    const QString name = u"%1\n%2\n%3\n%4"_s.arg(plan.spec().seed)
                             .arg(plan.pack(item).name(), plan.pack(item).idAt(item.scenario))
                             .arg(item.sample);
    return qHash(Digest::of(name.toUtf8()));
}

/// The scenario's own bytes travel with its attempts; the file keeps them once.
void addScenarioBlobs(FinishedAttempt &finished, const LoadedScenario &loaded)
{
    for (const auto &[digest, bytes] : loaded.blobs.own())
        finished.blobs.emplace(digest, bytes);
}

/// One attempt that throws must not end the run.
Result<FinishedAttempt> guarded(const std::function<Result<FinishedAttempt>()> &attempt)
{
    try {
        return attempt();
    } catch (const std::exception &e) {
        return fail(ErrorCode::Internal,
                    u"the attempt threw: %1"_s.arg(QString::fromUtf8(e.what())));
    }
}

void work(const RunPlan &plan, Engine &engine, Feeder &feeder, Outbox &outbox,
          const std::stop_token &atOnce)
{
    while (const auto item = feeder.next()) {
        const auto loaded = feeder.scenario(*item);
        if (!loaded) {
            outbox.put(broken(plan, *item, loaded.error(), engine.clock));
            continue;
        }
        BlobStore blobs(&(*loaded)->blobs);
        std::optional<std::chrono::milliseconds> agentWall;
        if (plan.spec().agentWallSeconds)
            agentWall = std::chrono::milliseconds(qint64(*plan.spec().agentWallSeconds * 1000));
        const AttemptRequest request{
            plan.agent(*item), plan.agentName(*item), (*loaded)->scenario, (*loaded)->digest,
            int(item->sample), item->retry,           seedOf(plan, *item), agentWall};
        auto finished = guarded([&] { return runAttempt(engine, request, blobs, atOnce); });
        if (!finished && finished.error().code == ErrorCode::Cancelled)
            return; // not in the file, so a resumed run takes it up again
        if (!finished) {
            outbox.put(broken(plan, *item, finished.error(), engine.clock));
            continue;
        }
        addScenarioBlobs(*finished, **loaded);
        outbox.put(std::move(*finished));
    }
}

/// Requests that came through the file from elsewhere.
void obey(const QString &request, RunFile &file, Feeder &feeder, RunObserver &observer)
{
    using State = RunActivity::State;
    State state = State::Running;
    if (request == u"pause"_s) {
        feeder.setPaused(true);
        state = State::Paused;
    } else if (request == u"resume"_s) {
        feeder.setPaused(false);
    } else if (request == u"stop"_s) {
        feeder.stop();
    } else {
        return;
    }
    if (feeder.isStopped()) // there is no way back
        state = State::Stopping;
    if (const auto told = file.tellActivity(state); !told)
        observer.note(told.error().text());
    observer.note(u"asked through the run file to %1"_s.arg(request));
}

} // namespace

Result<ScheduleResult> runPlan(const RunPlan &plan, Engine &engine, RunFile &file,
                               const ScheduleOptions &options, const StopSignals &stop,
                               RunObserver &observer)
{
    Feeder feeder(plan, stop);
    Outbox outbox(options.queueLength);
    std::stop_source giveUp; // the workers' own: asked from outside, or by a writer that failed
    const std::stop_callback forward(stop.atOnce, [&giveUp] { giveUp.request_stop(); });

    std::vector<std::jthread> workers;
    std::atomic<int> running = std::max(1, options.jobs);
    for (int i = 0; i < std::max(1, options.jobs); ++i) {
        workers.emplace_back([&, token = giveUp.get_token()] {
            work(plan, engine, feeder, outbox, token);
            if (--running == 0)
                outbox.close();
        });
    }

    (void)file.tellActivity(RunActivity::State::Running); // whatever was asked of an earlier one
    ScheduleResult result;
    std::optional<Error> failure;
    auto lastControl = std::chrono::steady_clock::now();
    bool isStopTold = false;
    for (bool open = true; open;) {
        const std::vector<FinishedAttempt> batch = outbox.take(open);
        if (!batch.empty() && !failure) {
            if (auto written = file.append(batch); !written) {
                failure = std::move(written.error()).within(u"writing %1"_s.arg(file.path()));
                feeder.stop();
                outbox.breakUp();
                giveUp.request_stop();
            } else {
                result.finished += qint64(batch.size());
                observer.finished(batch);
            }
        }
        if (const auto now = std::chrono::steady_clock::now();
            !failure && now - lastControl > controlInterval) {
            lastControl = now;
            if (stop.afterCurrent.stop_requested() && !std::exchange(isStopTold, true))
                (void)file.tellActivity(RunActivity::State::Stopping); // for those who look on
            if (const auto control = file.takeControl(); control && !control->isEmpty())
                obey(*control, file, feeder, observer);
        }
    }
    workers.clear(); // joins
    if (failure)
        return std::unexpected(std::move(*failure));
    result.interrupted = result.finished < qint64(plan.items().size());
    return result;
}

} // namespace touchstone

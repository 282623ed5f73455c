#include "core/base/version.h"
#include "core/check/remembered.h"
#include "core/run/replay.h"
#include "core/run/workspacesteps.h"

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t batchPerJob = 8; // enough that a slow attempt keeps nobody waiting for long

/// What a record and a trace say of how the attempt ended, besides its checks.
AttemptEnding endingOf(const Trace &trace)
{
    AttemptEnding ending;
    for (const Event &event : trace) {
        if (event.type == EventType::Limit) {
            ending.limit = limitFromName(stringOr(event.data, "limit"));
        } else if (event.type == EventType::Error) {
            const QString message = stringOr(event.data, "message");
            if (stringOr(event.data, "code") == errorCodeName(ErrorCode::Unsupported))
                ending.unsupported = message;
            else
                ending.harnessError = message;
        } else if (event.type == EventType::Edit && event.data.contains("form")
                   && stringOr(event.data, "form") != u"write"_s
                   && stringOr(event.data, "form") != u"remove"_s) {
            const Json &refused = memberOr(event.data, "refused");
            ending.refusal = refused.is_object()
                ? u"%1: %2"_s.arg(stringOr(refused, "code"), stringOr(refused, "message"))
                : QString();
        }
    }
    return ending;
}

/// The workspace after each turn: kept as checkpoints where there are several.
Result<std::vector<Manifest>> statesOf(const RunFile &file, const AttemptRecord &record,
                                       const Trace &trace, size_t turns)
{
    std::vector<Digest> digests;
    for (const Event &event : trace)
        if (turns > 1 && event.type == EventType::Checkpoint && event.actor == u"harness"_s
            && event.blobs.contains(u"manifest"_s)
            && stringOr(event.data, "label") == u"turn %1"_s.arg(digests.size() + 1))
            digests.push_back(event.blobs.value(u"manifest"_s));
    if (digests.empty())
        digests.push_back(record.endManifest);
    std::vector<Manifest> states;
    for (const Digest &digest : digests) {
        auto manifest = readManifest(file, digest);
        if (!manifest)
            return std::unexpected(std::move(manifest.error()));
        states.push_back(std::move(*manifest));
    }
    return states;
}

/// Everything that judging one attempt needs, read by the thread that owns the file.
struct Work {
    AttemptRecord record;
    std::optional<Scenario> scenario; ///< nothing: none was recorded, the attempt never began
    Judged judged;
    std::unique_ptr<BlobStore> blobs;
};

/// All bytes are read here, since the file is used from one thread only.
Result<void> preload(const RunFile &file, Work &work)
{
    std::vector<Digest> wanted = scenarioBlobs(*work.scenario);
    for (const Manifest &state : work.judged.afterTurn)
        for (const FileEntry &entry : state.files)
            wanted.push_back(entry.blob);
    for (const Digest &digest : wanted) {
        if (work.blobs->hasBlob(digest))
            continue;
        const auto bytes = file.blob(digest);
        if (!bytes)
            return std::unexpected(bytes.error());
        work.blobs->put(*bytes);
    }
    return {};
}

/// The scenario to judge by: as it is now, where the caller says so, else as it was recorded.
Result<std::optional<Scenario>> scenarioOf(const RunFile &file, const AttemptRecord &record,
                                           const RescoreOptions &options, BlobStore &blobs)
{
    if (options.scenario)
        if (auto current = options.scenario(record, blobs))
            return std::move(*current);
    if (record.scenarioDigest.isNull())
        return std::nullopt;
    const auto resolved = file.resolvedScenario(record.scenarioDigest);
    if (!resolved)
        return std::unexpected(resolved.error());
    return fromResolved(*resolved,
                        {u"scenario '%1' of %2"_s.arg(record.scenario, file.path()), {}, 0});
}

Result<void> loadJudged(const RunFile &file, Work &work)
{
    auto trace = file.events(work.record.id);
    if (!trace)
        return std::unexpected(trace.error());
    work.judged.trace = std::move(*trace);
    if (!work.record.answer.isNull()) {
        const auto answer = file.blob(work.record.answer);
        if (!answer)
            return std::unexpected(answer.error());
        work.judged.answer = *answer;
    }
    if (work.record.endManifest.isNull())
        return {};
    auto states = statesOf(file, work.record, work.judged.trace, work.scenario->turns.size());
    if (!states)
        return std::unexpected(std::move(states.error()));
    work.judged.afterTurn = std::move(*states);
    return preload(file, work);
}

Result<Work> load(const RunFile &file, const AttemptRecord &record, const RescoreOptions &options)
{
    Work work{record, {}, {}, std::make_unique<BlobStore>()};
    auto scenario = scenarioOf(file, record, options, *work.blobs);
    if (!scenario)
        return std::unexpected(std::move(scenario.error()));
    work.scenario = std::move(*scenario);
    if (work.scenario)
        if (auto loaded = loadJudged(file, work); !loaded)
            return std::unexpected(std::move(loaded.error()));
    return work;
}

Result<RunFile::Rescored> judgeAgain(Engine &engine, Work &work, const std::stop_token &stop)
{
    RunFile::Rescored rescored{work.record.id, {}, {}, {}};
    if (!work.scenario) {
        rescored.score = {work.record.outcome, work.record.reason, work.record.score};
        return rescored;
    }
    AttemptEnding ending = endingOf(work.judged.trace);
    if (work.record.endManifest.isNull()) { // it never got as far as a workspace
        if (work.record.outcome == Outcome::Unsupported)
            ending.unsupported = work.record.reason;
        else
            ending.harnessError = work.record.reason;
    }
    const bool nothingToJudge = !ending.unsupported.isEmpty() || !ending.harnessError.isEmpty()
        || !ending.refusal.isEmpty();
    if (nothingToJudge) {
        rescored.verdicts = allSkipped(*work.scenario, u"there is nothing to judge"_s);
    } else {
        auto verdicts = judge(engine, *work.scenario, work.judged, *work.blobs, stop);
        if (!verdicts)
            return std::unexpected(std::move(verdicts.error()));
        rescored.verdicts = std::move(*verdicts);
    }
    rescored.score = scoreAttempt(rescored.verdicts, ending);
    rescored.blobs = work.blobs->own();
    return rescored;
}

/// What earlier passes found out by asking a model is not asked again.
Result<void> recallPasses(const RunFile &file, const QString &attempt, ResultCache &cache)
{
    const auto passes = file.passes();
    if (!passes)
        return std::unexpected(passes.error());
    for (const ScoringPass &pass : *passes)
        if (const auto verdicts = file.verdicts(attempt, pass.id))
            recall(*verdicts, cache);
    return {};
}

/// Judges a handful of attempts, `jobs` at a time.
Result<std::vector<RunFile::Rescored>> judgeBatch(Engine &engine, std::vector<Work> &batch,
                                                  int jobs, const std::stop_token &stop)
{
    std::vector<Result<RunFile::Rescored>> results(batch.size(),
                                                   fail(ErrorCode::Internal, u"not judged"_s));
    {
        std::atomic<size_t> next = 0;
        std::vector<std::jthread> threads;
        for (int i = 0; i < jobs; ++i)
            threads.emplace_back([&] {
                for (size_t at = next++; at < batch.size(); at = next++)
                    results[at] = judgeAgain(engine, batch[at], stop);
            });
    }
    std::vector<RunFile::Rescored> all;
    for (auto &result : results) {
        if (!result)
            return std::unexpected(std::move(result.error()));
        all.push_back(std::move(*result));
    }
    return all;
}

} // namespace

Result<RescoreResult> rescore(Engine &engine, RunFile &file, const RescoreOptions &options,
                              const std::function<void(qint64)> &progress, std::stop_token stop)
{
    std::vector<QString> ids; // read first: the file is written to while they are judged
    Result<bool> wanted = true;
    auto listed = file.attempts({}, [&](const AttemptRecord &record) {
        if (options.wanted)
            wanted = options.wanted(file, record);
        if (wanted && *wanted)
            ids.push_back(record.id);
        return wanted.has_value();
    });
    if (!wanted || !listed)
        return std::unexpected(wanted ? listed.error() : wanted.error());
    const auto pass =
        file.beginPass({0, engine.clock.wallMs(), version() + u' ' + commit(), options.note});
    if (!pass)
        return std::unexpected(pass.error());

    RescoreResult result{*pass, 0, 0, false};
    const int jobs = std::max(1, options.jobs);
    const size_t atOnce = size_t(jobs) * batchPerJob;
    for (size_t first = 0; first < ids.size(); first += atOnce) {
        std::vector<Work> batch;
        for (size_t i = first; i < std::min(ids.size(), first + atOnce); ++i) {
            const auto record = file.attempt(ids[i]);
            if (!record)
                return std::unexpected(record.error());
            auto work = load(file, *record, options);
            if (!work)
                return std::unexpected(
                    std::move(work.error()).within(u"judging attempt %1 again"_s.arg(ids[i])));
            batch.push_back(std::move(*work));
            if (auto recalled = recallPasses(file, ids[i], engine.cache); !recalled)
                return std::unexpected(std::move(recalled.error()));
        }
        auto judged = judgeBatch(engine, batch, jobs, stop);
        if (!judged && judged.error().code == ErrorCode::Cancelled) {
            result.interrupted = true;
            return result;
        }
        if (!judged)
            return std::unexpected(std::move(judged.error()));
        for (size_t i = 0; i < batch.size(); ++i) {
            const Outcome outcome = (*judged)[i].score.outcome;
            result.changed += outcome != batch[i].record.outcome;
            result.errors += outcome == Outcome::Error;
        }
        if (auto written = file.appendPass(*pass, *judged); !written)
            return std::unexpected(std::move(written.error()));
        result.attempts += qint64(batch.size());
        progress(result.attempts);
    }
    return result;
}

} // namespace touchstone

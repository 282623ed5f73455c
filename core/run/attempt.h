#pragma once

#include "core/agent/session.h"
#include "core/plugin/registry.h"
#include "core/run/runfile.h"

namespace touchstone {

/// What becomes of verdicts on input that may be judged again.
enum class VerdictMemory {
    None,
    Keep, ///< they go into the cache
    Reuse, ///< and those on unchanged input come from it
};

/// What attempts are run with; everything is thread-safe and shared by all of them.
struct Engine {
    Registry &registry;
    Executor &executor;
    const Toolchains &toolchains;
    ResultCache &cache;
    const Clock &clock = Clock::system();
    VerdictMemory verdicts = VerdictMemory::None;
    ToolTimes *times = nullptr; ///< borrowed; none: nobody asks
};

/// One attempt to make.
struct AttemptRequest {
    const Agent &agent;
    QString agentName;
    const Scenario &scenario;
    Digest scenarioDigest;
    int sample = 0;
    int retry = 0;
    quint64 seed = 0;
    std::optional<std::chrono::milliseconds> agentWall; ///< of one turn; none: as long as it takes
};

/// Runs one attempt from the fixture to the score; blocks. What it makes goes into `blobs`, which
/// also gives the scenario's bytes. Whatever fails in it ends in its outcome; the only Error is
/// Cancelled.
Result<FinishedAttempt> runAttempt(Engine &engine, const AttemptRequest &request, BlobStore &blobs,
                                   std::stop_token stop);

/// The states to judge, one per turn.
struct Judged {
    std::vector<Manifest> afterTurn; ///< as the agent left the workspace
    QByteArray answer;
    Trace trace;
};

/// Runs a scenario's checks on recorded states, in order, `after` respected. The only Error is
/// Cancelled.
Result<std::vector<Verdict>> judge(Engine &engine, const Scenario &scenario, const Judged &judged,
                                   BlobStore &blobs, std::stop_token stop);

/// A verdict per check where there is nothing to look at: every one is skipped with the reason.
std::vector<Verdict> allSkipped(const Scenario &scenario, const QString &reason);

/// The first limit that the agent or judged code hit, if any.
QString limitHit(const AttemptEnding &ending, const std::vector<Verdict> &verdicts);

} // namespace touchstone

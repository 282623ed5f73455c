#pragma once

#include "core/run/attempt.h"
#include "core/run/plan.h"

#include <stop_token>

namespace touchstone {

/// Told of a run's course; called from one thread (the writer's), never at the same time.
class RunObserver {
public:
    virtual ~RunObserver() = default;
    /// The attempts are committed to the file.
    virtual void finished(const std::vector<FinishedAttempt> &attempts) = 0;
    /// Something that is worth telling but ends nothing: a scenario that can't be read, …
    virtual void note(const QString &message) = 0;
};

struct ScheduleOptions {
    int jobs = 1; ///< attempts at one time
    size_t queueLength =
        256; ///< finished attempts that may wait for the writer; more and the workers wait
};

struct ScheduleResult {
    qint64 finished = 0;
    bool interrupted = false; ///< stopped before the plan was done; the file can be resumed
};

/// How a run is stopped from outside.
struct StopSignals {
    std::stop_token afterCurrent; ///< no new attempts, those under way end
    std::stop_token atOnce; ///< those under way are given up
};

/// Runs every item of the plan and writes what comes of it to the file, in batches: one writer
/// thread commits and then announces. Blocks. One attempt's failure never ends the run; an Error is
/// the file's (disk full, …).
Result<ScheduleResult> runPlan(const RunPlan &plan, Engine &engine, RunFile &file,
                               const ScheduleOptions &options, const StopSignals &stop,
                               RunObserver &observer);

} // namespace touchstone

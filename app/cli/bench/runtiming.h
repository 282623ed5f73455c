#pragma once

#include "app/cli/bench/bench.h"
#include "app/cli/enginehost.h"

namespace touchstone::cli {

/// Only counts.
class Counter : public RunObserver {
public:
    void finished(const std::vector<FinishedAttempt> &attempts) override;
    void note(const QString &message) override { complain(message); }
    /// Largest resident size of this process so far, bytes.
    static qint64 peakMemory();

    qint64 total = 0;
    qint64 count = 0;
    qint64 passed = 0;
    qint64 early = 0; ///< peak memory when a tenth was done
};

/// Runs a specification through the whole harness into a run file; without a path into one that is
/// thrown away.
Result<Timing> timeRun(EngineHost &host, const RunSpec &spec, int jobs, Counter &counter,
                       const QString &path = {});

} // namespace touchstone::cli

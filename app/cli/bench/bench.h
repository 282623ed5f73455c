#pragma once

#include "app/cli/cli.h"
#include "core/base/error.h"
#include "core/base/json.h"

namespace touchstone::cli {

/// How many of something were done, and how long all of them took.
struct Timing {
    qint64 count = 0;
    qint64 passed = 0;
    double seconds = 0;
    [[nodiscard]] double rate() const { return seconds > 0 ? double(count) / seconds : 0; }
    /// What one took, with `jobs` at one time.
    [[nodiscard]] double milliseconds(int jobs) const
    {
        return count > 0 ? 1000 * seconds * jobs / double(count) : 0;
    }
};

/// Prints one figure: a line for people, or with `json` an event "bench" with these members.
void tell(bool json, const QString &line, Json members);

struct SamplesBench {
    QString pack;
    QString answers;
    QString peer; ///< a checkout of openai/human-eval; empty: none
    QString problems; ///< HumanEval's file; empty: none
    int jobs = 1;
    bool strict = false;
    bool json = false;
};
/// Recorded answers through the whole harness, against the benchmark's own evaluator and against
/// the floor, where `problems` is given.
int benchSamples(const SamplesBench &bench);

struct CommandsBench {
    int count = 1000;
    int jobs = 1;
    bool json = false;
};
/// What the sandbox costs a command that does nothing, by form.
int benchCommands(const CommandsBench &bench);

struct MemoryBench {
    int attempts = 100'000;
    int jobs = 1;
    bool json = false;
};
/// Many attempts that need no sandbox: what the harness itself takes.
int benchMemory(const MemoryBench &bench);

struct ToolsBench {
    QStringList packs;
    int jobs = 1;
    bool json = false;
};
/// The packs' references judged from a cold cache, with the time that each tool took, and judged
/// once more from the cache that this left.
int benchTools(const ToolsBench &bench);

struct LogsBench {
    int samples = 100;
    int calls = 20; ///< of the model, in a sample
    bool json = false;
};
/// How fast a log of another program's becomes a run. The log is made for it.
int benchLogs(const LogsBench &bench);

struct DesktopBench {
    int attempts = 200'000;
    int events = 300'000; ///< of one attempt
    int starts = 7; ///< of a window
    QString keep; ///< where the run that is made for it stays; empty: thrown away
    bool json = false;
};
/// What the desktop takes, in processes of its own: until its window can be used, until a large
/// run, a long attempt and a chart show and are complete, scrolling, the calls that kept its window
/// from answering, and memory. The runs are made for it.
int benchDesktop(const DesktopBench &bench);

} // namespace touchstone::cli

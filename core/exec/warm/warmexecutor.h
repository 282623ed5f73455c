#pragma once

#include "core/exec/strict.h"
#include "core/exec/warm/interpreter.h"

#include <condition_variable>
#include <mutex>

namespace touchstone {

/// The warm form: commands that a warm interpreter can run are run there, each in a clone with
/// namespaces, folders and limits of its own; all others go to the strict form, as do all where no
/// warm interpreter can be had. Both give equal verdicts. There is an interpreter for each command
/// at one time, started when it is first asked for; one that dies is replaced, and what it ran is
/// run again, once. Thread-safe.
class WarmExecutor : public Executor {
public:
    /// `strict` runs what no warm interpreter can; both use `host`.
    WarmExecutor(std::shared_ptr<SandboxHost> host, std::unique_ptr<Executor> strict);

    [[nodiscard]] Result<ExecResult> run(const ExecRequest &request, std::stop_token stop) override;
    [[nodiscard]] Confinement confinement() const override;

private:
    /// One for this call alone; null where there is none to be had.
    std::unique_ptr<Interpreter> take(const InterpreterKey &key);
    void giveBack(std::unique_ptr<Interpreter> interpreter);
    std::unique_ptr<Interpreter> start(const InterpreterKey &key);
    Result<ExecResult> runIn(Interpreter &interpreter, const ExecRequest &request,
                             const std::stop_token &stop) const;

    std::shared_ptr<SandboxHost> m_host; // before all that was started with it
    std::unique_ptr<Executor> m_strict;
    Launcher m_launcher; // in no control group: a sample is one of many processes of a sandbox

    mutable std::mutex m_mutex; // guards the rest
    std::condition_variable m_returned;
    std::vector<std::unique_ptr<Interpreter>> m_idle; ///< the last used is last
    int m_count = 0; ///< idle, in use, or being started
    std::optional<Error> m_unfit; ///< why none can be had
};

} // namespace touchstone

#pragma once

#include "core/exec/sandbox.h"
#include "core/exec/supervised.h"
#include "core/exec/warm/interpreterkey.h"

namespace touchstone {

/// A warm interpreter in a sandbox of its own. begin() is thread-safe.
class Interpreter {
public:
    /// Starts one and waits until it is ready (some tenths of a second). `slot`: see
    /// SandboxPlan::slot. ToolFailed with what it said when it does not come up.
    static Result<std::unique_ptr<Interpreter>> start(Launcher &launcher, const SandboxMeans &means,
                                                      const InterpreterKey &key, int slot);

    /// Has it clone a supervisor with these descriptors, which the caller still closes. ToolFailed
    /// when the interpreter is gone.
    [[nodiscard]] Result<void> begin(const SupervisorFds &descriptors);
    /// Whether it still runs.
    [[nodiscard]] bool isAlive() const;
    /// Ends it with everything in its sandbox.
    void kill() { m_child.kill(); }
    /// What it printed, to explain its end.
    [[nodiscard]] QString lastWords() const;

private:
    Interpreter(Child child, FileDescriptor socket, FileDescriptor errors);

    Child m_child;
    FileDescriptor m_socket;
    FileDescriptor m_errors;
};

} // namespace touchstone

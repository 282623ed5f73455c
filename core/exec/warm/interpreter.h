#pragma once

#include "core/exec/sandbox.h"
#include "core/exec/slots.h"
#include "core/exec/supervised.h"
#include "core/exec/warm/interpreterkey.h"

namespace touchstone {

/// A warm interpreter in a sandbox of its own. It runs one sample after the other.
class Interpreter {
public:
    /// Starts one and waits until it is ready (a tenth of a second). ToolFailed with what it said
    /// when it does not come up.
    static Result<std::unique_ptr<Interpreter>> start(Launcher &launcher, const SandboxMeans &means,
                                                      const InterpreterKey &key, Slots::Lease slot);

    /// Has it clone a supervisor with these descriptors, which the caller still closes. ToolFailed
    /// when the interpreter is gone.
    [[nodiscard]] Result<void> begin(const SupervisorFds &descriptors);
    [[nodiscard]] const InterpreterKey &key() const { return m_key; }
    /// The number that its user goes by, see SandboxPlan::slot.
    [[nodiscard]] int slot() const { return m_slot.number(); }
    /// Whether it still runs.
    [[nodiscard]] bool isAlive() const;
    /// What it printed, to explain its end.
    [[nodiscard]] QString lastWords() const;

private:
    Interpreter(InterpreterKey key, Slots::Lease slot)
        : m_key(std::move(key))
        , m_slot(std::move(slot))
    {
    }

    InterpreterKey m_key;
    Slots::Lease m_slot; // before the process that uses it
    Child m_child;
    FileDescriptor m_socket;
    FileDescriptor m_errors;
};

} // namespace touchstone

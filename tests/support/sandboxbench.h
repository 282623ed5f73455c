#pragma once

#include "core/exec/executor.h"
#include "core/workspace/blobs.h"
#include "support/outside.h"

#include <array>
#include <memory>
#include <vector>

namespace touchstone::test {

/// A way in which a Python program is run confined. What an executor keeps out, it keeps out in
/// every form: the tests of abuse have a row for each.
struct ExecutorForm {
    const char *name;
    Confine confine;
    const char *warm; ///< Command::warm
};
inline constexpr std::array executorForms{
    ExecutorForm{"strict", Confine::Strict, ""},
    ExecutorForm{"warm", Confine::Warm, "python"},
};

/// Limits that small programs keep to and that abuse hits soon.
Limits tightLimits();

/// An executor of one form and what lies around its sandboxes.
class SandboxBench {
public:
    explicit SandboxBench(const ExecutorForm &form);

    QString problem; ///< why there is no sandbox here; empty: there is one
    BlobStore blobs;
    Outside outside;

    /// The request to run a program, as abuse.py of the workspace.
    [[nodiscard]] ExecRequest python(const QByteArray &program,
                                     const Limits &limits = tightLimits());
    /// Ends the test program where the harness itself fails.
    ExecResult run(const ExecRequest &request);
    /// What is wrong after a command: with what lies outside, or with the next, normal command on
    /// the same executor; empty: nothing.
    QString aftermath();

private:
    ExecutorForm m_form;
    std::unique_ptr<Executor> m_executor;
};

/// One for each form, in their order.
using SandboxBenches = std::vector<std::unique_ptr<SandboxBench>>;
SandboxBenches sandboxBenches();

/// The name of the limit that was hit, else ExecResult::ending().
QString endingOf(const ExecResult &result);
/// Ending and output, for a failing test's message.
QByteArray shown(const ExecResult &result);

} // namespace touchstone::test

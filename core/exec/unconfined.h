#pragma once

#include "core/exec/executor.h"
#include "core/exec/launcher.h"

namespace touchstone {

/// For `--unconfined`: a temporary folder, limits and the end of the whole process tree, but no
/// sandbox. Commands can read what the user can, reach the network, and escape on purpose. Where a
/// command names /work or the target of a mount, it gets the folder that stands for it.
class UnconfinedExecutor : public Executor {
public:
    static Result<std::unique_ptr<UnconfinedExecutor>> make();
    [[nodiscard]] Result<ExecResult> run(const ExecRequest &request, std::stop_token stop) override;
    [[nodiscard]] Confinement confinement() const override;

private:
    UnconfinedExecutor() = default;

    Launcher m_launcher;
    QString m_supervisor;
};

} // namespace touchstone

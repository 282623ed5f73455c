#pragma once

#include "app/cli/cli.h"
#include "core/run/attempt.h"
#include "core/run/scheduler.h"

#include <memory>

namespace touchstone::cli {

/// Everything that attempts are run with, made once per process from the flags.
class EngineHost {
public:
    /// `unconfined` must have been asked for by the user.
    static Result<std::unique_ptr<EngineHost>> make(Confine confine);
    [[nodiscard]] Engine &engine() { return m_engine; }
    [[nodiscard]] const Executor &executor() const { return *m_executor; }
    [[nodiscard]] const Toolchains &toolchains() const { return m_toolchains; }
    /// What this run is made on: for the manifest.
    [[nodiscard]] Json environment() const;

private:
    EngineHost(std::unique_ptr<Executor> executor, Toolchains toolchains);
    std::unique_ptr<Executor> m_executor;
    Toolchains m_toolchains;
    std::unique_ptr<ResultCache> m_cache;
    Engine m_engine;
};

/// The version of a toolchain's tool as the sandbox sees it; empty where it is missing.
QString toolVersion(Executor &executor, const Toolchain &toolchain, const Tool &tool);

/// --strict / --unconfined of the subcommands that run strangers' code.
struct ConfineFlags {
    bool strict = false;
    bool unconfined = false;
    void addTo(CLI::App &command);
    [[nodiscard]] Confine chosen() const;
};

/// Ctrl-C: once, no new attempts are begun; twice, those under way are given up. Installed for the
/// object's life.
class Interrupts {
public:
    Interrupts();
    ~Interrupts();
    Interrupts(const Interrupts &) = delete;
    Interrupts &operator=(const Interrupts &) = delete;
    [[nodiscard]] StopSignals signals() const;
    [[nodiscard]] bool happened() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Attempts at one time where the user does not say: one per core.
int defaultJobs();

} // namespace touchstone::cli

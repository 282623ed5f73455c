#pragma once

#include "app/cli/cli.h"
#include "core/run/attempt.h"
#include "core/run/scheduler.h"

#include <memory>

namespace touchstone::cli {

/// Everything that attempts are run with, made once per process from the flags.
class EngineHost {
public:
    /// `unconfined` must have been asked for by the user. Results are remembered in the file
    /// `cache` where that can be had (a line on stderr says where it can't); empty: in memory
    /// alone.
    static Result<std::unique_ptr<EngineHost>> make(Confine confine, const QString &cache);
    [[nodiscard]] Engine &engine() { return m_engine; }
    [[nodiscard]] const Executor &executor() const { return *m_executor; }
    [[nodiscard]] const Toolchains &toolchains() const { return m_toolchains; }
    /// What this run is made on: for the manifest.
    [[nodiscard]] Json environment();

private:
    EngineHost(std::unique_ptr<Executor> executor, Toolchains toolchains,
               std::unique_ptr<ResultCache> cache);
    std::unique_ptr<Executor> m_executor;
    Toolchains m_toolchains;
    std::unique_ptr<ResultCache> m_cache;
    Engine m_engine;
};

/// The version of a toolchain's tool as the sandbox sees it; empty where it is missing.
QString toolVersion(Engine &engine, const Toolchain &toolchain, const Tool &tool);
/// The same for every tool of every toolchain, by language and tool, asked side by side.
QMap<QString, QMap<QString, QString>> toolVersions(Engine &engine);

/// --strict / --unconfined / --no-cache of the subcommands that run strangers' code.
struct ConfineFlags {
    bool strict = false;
    bool unconfined = false;
    bool forget = false;
    void addTo(CLI::App &command);
    [[nodiscard]] Confine chosen() const;
    [[nodiscard]] QString cache() const; ///< as EngineHost::make() takes it
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

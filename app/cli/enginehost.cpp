#include "app/cli/enginehost.h"

#include <thread>

using namespace Qt::StringLiterals;

namespace touchstone::cli {

EngineHost::EngineHost(std::unique_ptr<Executor> executor, Toolchains toolchains)
    : m_executor(std::move(executor))
    , m_toolchains(std::move(toolchains))
    , m_cache(makeMemoryCache())
    , m_engine{Registry::standard(), *m_executor, m_toolchains, *m_cache}
{
}

Result<std::unique_ptr<EngineHost>> EngineHost::make(Confine confine)
{
    auto toolchains = Toolchains::load();
    if (!toolchains)
        return std::unexpected(std::move(toolchains.error()));
    auto executor = makeExecutor(confine);
    if (!executor)
        return std::unexpected(std::move(executor.error()));
    return std::unique_ptr<EngineHost>(new EngineHost(std::move(*executor), std::move(*toolchains)));
}

void ConfineFlags::addTo(CLI::App &command)
{
    auto *strictFlag = command.add_flag("--strict", strict, "A sandbox of its own for every command, no warm interpreter");
    command.add_flag("--unconfined", unconfined, "Run strangers' code WITHOUT confinement: only on a machine you can lose")
        ->excludes(strictFlag);
}

Confine ConfineFlags::chosen() const
{
    if (unconfined)
        return Confine::Unconfined;
    return strict ? Confine::Strict : Confine::Warm;
}

int defaultJobs()
{
    return int(std::max(1U, std::thread::hardware_concurrency()));
}

} // namespace touchstone::cli

#include "core/exec/warm/warmexecutor.h"

#include "core/exec/supervised.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// Interpreters at one time; further callers wait.
constexpr int mostInterpreters = 32;

} // namespace

WarmExecutor::WarmExecutor(std::shared_ptr<SandboxHost> host, std::unique_ptr<Executor> strict)
    : m_host(std::move(host))
    , m_strict(std::move(strict))
{
}

Result<ExecResult> WarmExecutor::run(const ExecRequest &request, std::stop_token stop)
{
    const auto key = interpreterKey(request.command);
    // Without a /proc of its own, a clone would see the others'.
    if (!key || !m_host->means.ownProc)
        return m_strict->run(request, std::move(stop));
    for (bool again = false;; again = true) {
        auto interpreter = take(*key);
        if (!interpreter)
            return m_strict->run(request, stop);
        auto result = runIn(*interpreter, request, stop);
        const bool isFine = result || result.error().code == ErrorCode::Cancelled;
        // No verdict, and not the sample's fault: another interpreter may have more luck.
        giveBack(isFine ? std::move(interpreter) : nullptr);
        if (isFine || again)
            return result;
    }
}

std::unique_ptr<Interpreter> WarmExecutor::take(const InterpreterKey &key)
{
    std::unique_lock lock(m_mutex);
    while (true) {
        if (m_unfit)
            return nullptr;
        m_count -= int(std::erase_if(m_idle, [](const auto &idle) { return !idle->isAlive(); }));
        const auto fitting =
            std::ranges::find_if(m_idle, [&](const auto &idle) { return idle->key() == key; });
        if (fitting != m_idle.end()) {
            auto interpreter = std::move(*fitting);
            m_idle.erase(fitting);
            return interpreter;
        }
        if (m_count < mostInterpreters)
            break;
        if (!m_idle.empty()) { // for another key, and not used for the longest time
            m_idle.erase(m_idle.begin());
            --m_count;
            break;
        }
        m_returned.wait(lock);
    }
    ++m_count;
    lock.unlock();
    return start(key);
}

void WarmExecutor::giveBack(std::unique_ptr<Interpreter> interpreter)
{
    {
        const std::lock_guard lock(m_mutex);
        if (interpreter)
            m_idle.push_back(std::move(interpreter));
        else
            --m_count;
    }
    m_returned.notify_one();
}

std::unique_ptr<Interpreter> WarmExecutor::start(const InterpreterKey &key)
{
    auto started = Interpreter::start(m_launcher, m_host->means, key, m_host->slots.take());
    if (started)
        return std::move(*started);
    const std::lock_guard lock(m_mutex);
    m_unfit = std::move(started.error());
    --m_count;
    m_returned.notify_all();
    return nullptr;
}

Result<ExecResult> WarmExecutor::runIn(Interpreter &interpreter, const ExecRequest &request,
                                       const std::stop_token &stop) const
{
    auto file = m_host->confinedRequest(request);
    if (!file)
        return std::unexpected(file.error());
    const auto start = [&](const SupervisorFds &fds) -> Result<Child> {
        return interpreter.begin(fds).transform([] { return Child(); });
    };
    return runSupervised({start, std::move(*file), m_host->means.userOf(interpreter.slot())},
                         request, stop);
}

Confinement WarmExecutor::confinement() const
{
    Confinement all = m_strict->confinement();
    all.form = u"warm"_s;
    if (!m_host->means.ownProc)
        all.missing.append(u"warm interpreter: no /proc of its own can be mounted here"_s);
    if (m_host->controlGroups)
        all.missing.append(u"cgroup, for commands in a warm interpreter: their supervisors and "
                           "rlimits hold them alone"_s);
    const std::lock_guard lock(m_mutex);
    if (m_unfit)
        all.missing.append(u"warm interpreter: "_s + m_unfit->text());
    return all;
}

} // namespace touchstone

#pragma once

#include "core/exec/subprocess.h"

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

namespace touchstone {

/// Starts programs from one thread that lives as long as this object. A child's parent-death signal
/// (bwrap --die-with-parent) fires when the *thread* that started it ends, so that a worker thread
/// must never start one itself. Thread-safe. Must outlive the children that it started.
class Launcher {
public:
    /// `taskFiles`: of version 1 control groups, which the thread enters first; children are born
    /// into its groups. (Moving each child instead takes the kernel 5 to 20 ms.)
    explicit Launcher(const QStringList &taskFiles = {});
    ~Launcher();
    Launcher(const Launcher &) = delete;
    Launcher &operator=(const Launcher &) = delete;

    [[nodiscard]] Result<Child> start(const Program &program);
    /// Whether every control group could be entered; waits for the thread.
    [[nodiscard]] bool isInItsGroups() const { return m_inGroups.get(); }

private:
    struct Order {
        const Program *program; // borrowed: start() waits for the answer
        std::promise<Result<Child>> answer;
    };
    void work(const QStringList &taskFiles);

    std::promise<bool> m_entered;
    std::shared_future<bool> m_inGroups = m_entered.get_future().share();
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Order> m_orders;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace touchstone

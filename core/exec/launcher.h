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
    Launcher();
    ~Launcher();
    Launcher(const Launcher &) = delete;
    Launcher &operator=(const Launcher &) = delete;

    [[nodiscard]] Result<Child> start(const Program &program);

private:
    struct Order {
        const Program *program; // borrowed: start() waits for the answer
        std::promise<Result<Child>> answer;
    };
    void work();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Order> m_orders;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace touchstone

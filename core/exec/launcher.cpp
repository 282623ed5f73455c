#include "core/exec/launcher.h"

#include <QtCore/QFile>

#include <csignal>

namespace touchstone {

Launcher::Launcher(const QStringList &taskFiles)
{
    // Signals to the process (Ctrl-C) are for other threads: this one would only be delayed.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    m_thread = std::thread([this, taskFiles] { work(taskFiles); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

Launcher::~Launcher()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

Result<Child> Launcher::start(const Program &program)
{
    std::future<Result<Child>> answer;
    {
        const std::lock_guard lock(m_mutex);
        m_orders.push_back({&program, {}});
        answer = m_orders.back().answer.get_future();
    }
    m_wake.notify_one();
    return answer.get();
}

void Launcher::work(const QStringList &taskFiles)
{
    bool entered = true;
    for (const QString &path : taskFiles) {
        QFile file(path);
        entered = entered && file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
            && file.write("0") == 1; // the writing thread
    }
    m_entered.set_value(entered);
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait(lock, [this] { return m_ending || !m_orders.empty(); });
        if (m_orders.empty())
            return;
        Order order = std::move(m_orders.front());
        m_orders.pop_front();
        lock.unlock();
        order.answer.set_value(startProgram(*order.program));
        lock.lock();
    }
}

} // namespace touchstone

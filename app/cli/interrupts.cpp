#include "app/cli/enginehost.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <csignal>
#include <thread>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

int wakeFd = -1; // the only thing that a signal handler may touch

void onSignal(int)
{
    const quint64 one = 1;
    [[maybe_unused]] const auto written = ::write(wakeFd, &one, sizeof one);
}

} // namespace

struct Interrupts::State {
    std::stop_source afterCurrent;
    std::stop_source atOnce;
    std::atomic<bool> ending = false;
    std::jthread watcher;
    struct sigaction oldInt{};
    struct sigaction oldTerm{};
};

Interrupts::Interrupts()
    : m_state(std::make_unique<State>())
{
    wakeFd = eventfd(0, EFD_CLOEXEC | EFD_SEMAPHORE);
    struct sigaction action{};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, &m_state->oldInt);
    sigaction(SIGTERM, &action, &m_state->oldTerm);
    m_state->watcher = std::jthread([state = m_state.get()] {
        quint64 count = 0;
        for (int signals = 0; ::read(wakeFd, &count, sizeof count) > 0 && !state->ending;) {
            if (++signals == 1) {
                complain(u"\nstopping: attempts under way end first; once more to give them up"_s);
                state->afterCurrent.request_stop();
            } else {
                state->atOnce.request_stop();
            }
        }
    });
}

Interrupts::~Interrupts()
{
    sigaction(SIGINT, &m_state->oldInt, nullptr);
    sigaction(SIGTERM, &m_state->oldTerm, nullptr);
    m_state->ending = true;
    onSignal(0);
    m_state->watcher.join();
    close(wakeFd);
    wakeFd = -1;
}

StopSignals Interrupts::signals() const
{
    return {m_state->afterCurrent.get_token(), m_state->atOnce.get_token()};
}

bool Interrupts::happened() const
{
    return m_state->afterCurrent.stop_requested();
}

} // namespace touchstone::cli

#pragma once

#include "core/run/runfile.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QFuture>
#include <QtCore/QThreadPool>

#include <atomic>
#include <memory>

namespace touchstone::inspect {

/// A run file that is read by a thread of its own, in the order of asking. Whoever wants to read
/// much and whoever wants an answer at once take a reader each. Questions that were not begun when
/// the reader goes are dropped; its destructor waits for the one in work, which can ask `stopped`.
class RunReader {
public:
    explicit RunReader(const QString &path)
        : m_state(std::make_unique<State>())
        , m_path(path)
    {
        m_pool.setMaxThreadCount(1);
        m_pool.setExpiryTimeout(-1);
    }
    ~RunReader()
    {
        m_state->stopped = true;
        m_pool.clear();
        m_pool.waitForDone();
    }
    RunReader(const RunReader &) = delete;
    RunReader &operator=(const RunReader &) = delete;

    [[nodiscard]] const QString &path() const { return m_path; }

    /// Calls `question(const RunFile &, const std::atomic<bool> &stopped)`, which returns a
    /// Result<T>, in the reader's thread; the file is opened for the first. The caller takes the
    /// answer home with `.then(this, …)`.
    template <typename Question> auto ask(Question question)
    {
        using Answer = std::invoke_result_t<Question, const RunFile &, const std::atomic<bool> &>;
        return QtConcurrent::run(
            &m_pool, [state = m_state.get(), path = m_path, question = std::move(question)] {
                if (!state->file) {
                    auto opened = RunFile::open(path, RunFile::Mode::Read);
                    if (!opened)
                        return Answer(std::unexpected(std::move(opened.error())));
                    state->file = std::move(*opened);
                }
                return question(std::as_const(*state->file), std::as_const(state->stopped));
            });
    }

private:
    struct State {
        std::unique_ptr<RunFile> file; ///< in the thread only
        std::atomic<bool> stopped = false;
    };
    std::unique_ptr<State> m_state;
    QString m_path;
    QThreadPool m_pool; ///< one thread
};

} // namespace touchstone::inspect

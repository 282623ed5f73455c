#pragma once

#include "app/inspect/attempt/attemptreading.h"
#include "core/report/alignment.h"
#include "core/report/chartdata.h"
#include "core/report/compare.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QThreadPool>

namespace touchstone::inspect {

/// Two attempts beside each other; either may be missing.
struct AttemptPair {
    std::optional<AttemptRecord> a;
    std::optional<AttemptRecord> b;
    struct Step {
        AlignedStep::Kind kind = AlignedStep::Kind::Same;
        qint64 a = 0; ///< ids of the events; 0: there is none
        qint64 b = 0;
        EventType type = EventType::Note;
        QString lineA; ///< what they say, on a line
        QString lineB;
    };
    std::vector<Step> steps;
    qint64 stepsLeftOut = 0; ///< too many to align
    std::vector<VerdictChange> verdicts; ///< whose status differs, where both are there
    std::vector<FileDiff> files; ///< prompt and answer, then what differs of the workspaces
    QString problem; ///< why some of it can't be shown; empty: nothing
};

/// Two run files that are read by one thread, in the order of asking. Questions that were not begun
/// when it goes are dropped.
class ComparedRuns {
public:
    ComparedRuns(const QString &a, const QString &b);
    ~ComparedRuns();

    [[nodiscard]] QFuture<Result<Comparison>> compare(const CompareOptions &options,
                                                      const QString &filter);
    [[nodiscard]] QFuture<Result<AttemptPair>> pair(const QString &attemptA,
                                                    const QString &attemptB);
    /// What two events say, as a diff.
    [[nodiscard]] QFuture<Result<FileDiff>> step(const QString &attemptA, qint64 eventA,
                                                 const QString &attemptB, qint64 eventB);
    /// Agents' rates in all of these runs.
    [[nodiscard]] QFuture<Result<ChartData>> rates(const QStringList &runs, const QString &filter);

private:
    struct State {
        QString pathA;
        QString pathB;
        std::unique_ptr<RunFile> a; ///< in the thread only
        std::unique_ptr<RunFile> b;
        std::atomic<bool> stopped = false;
        Result<void> open();
    };
    template <typename Question> auto ask(Question question)
    {
        using Answer = std::invoke_result_t<Question, const State &>;
        return QtConcurrent::run(
            &m_pool, [state = m_state.get(), question = std::move(question)]() -> Answer {
                if (auto opened = state->open(); !opened)
                    return std::unexpected(std::move(opened.error()));
                return question(std::as_const(*state));
            });
    }

    std::unique_ptr<State> m_state;
    QThreadPool m_pool; ///< one thread
};

} // namespace touchstone::inspect

#pragma once

#include "core/report/attemptorder.h"
#include "core/report/summary.h"
#include "core/run/attemptfilter.h"

#include <atomic>

namespace touchstone {

/// What attempts can be put together by.
enum class Grouping { None, Kind, Language, Tag, Difficulty, Agent, Outcome };
inline constexpr int groupingCount = int(Grouping::Outcome) + 1;
QString groupingName(Grouping grouping); ///< "none", "kind", … the same in every language
std::optional<Grouping> groupingFromName(const QString &name);

/// Attempts that share a value, whoever made them.
struct AttemptGroup {
    QString name; ///< the value; empty: they have none
    int attempts = 0; ///< all, those that were run again too
    OutcomeCounts counts; ///< of first tries
    Estimate rate; ///< pass@1 over the scenarios, samples of all agents together
    double medianUs = 0.0;
};

/// Which attempts of a table are wanted, and in which order.
struct SelectionQuery {
    QString filter; ///< see Filter
    Grouping grouping = Grouping::None;
    std::optional<QString> group; ///< only the attempts of this group
    std::optional<AttemptField> sort; ///< none: as they finished
    bool descending = false;
    bool operator==(const SelectionQuery &) const = default;
};

struct AttemptSelection {
    std::vector<quint32> rows; ///< of the table, in the order asked for
    std::vector<AttemptGroup> groups; ///< of all that the filter leaves, before `group`
    RunSummary
        summary; ///< of `rows`: agents in total and the matrix; scenarios as `rows` have them
    int unread = 0; ///< attempts that can't be told by the filter, as they are damaged; left out
    QString damage; ///< why, of the first of them
};

/// How far a long piece of work is, and that it is no longer wanted. For several threads.
struct WorkProgress {
    std::atomic<qint64> done = 0;
    std::atomic<qint64> total = 0; ///< 0: nothing worth showing
    std::atomic<bool> cancelled = false;
};

/// Selects attempts, remembering what it had to read for a filter. Used from one thread at a time.
class AttemptSelector {
public:
    AttemptSelector();
    ~AttemptSelector();
    AttemptSelector(AttemptSelector &&) noexcept;
    AttemptSelector &operator=(AttemptSelector &&) noexcept;

    /// `table` is the one of the last call, perhaps with more behind it, or else forget() comes
    /// first. BadInput: the filter can't be understood, and where; Cancelled.
    Result<AttemptSelection> select(const RunFile &file, const AttemptTable &table,
                                    const SelectionQuery &query, WorkProgress &progress);
    void forget();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace touchstone

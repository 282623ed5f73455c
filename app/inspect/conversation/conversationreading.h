#pragma once

#include "core/run/runfile.h"
#include "core/trace/conversation.h"

#include <atomic>

namespace touchstone::inspect {

/// What is shown of one row of a conversation, read in the thread of a RunReader.
struct SaidText {
    qint64 event = 0; ///< of the row
    QString role; ///< of a message; of a command or an action what it was; safe to show
    QString text; ///< the beginning; not yet safe to show
    bool isMarkdown = false;
    bool isWhole = true; ///< else there is more
    qsizetype size = 0; ///< of all of it, in characters
    QString tokens; ///< "600 → 120 tokens"; empty: not told
    QString problem; ///< why it can't be read; empty: it can
    bool operator==(const SaidText &) const = default;
};

/// How much of a row is read before somebody asks for all of it, and then.
inline constexpr qsizetype briefCharacters = 2'000;
inline constexpr qsizetype briefLines = 24;
inline constexpr qsizetype wholeCharacters = 16'000; ///< laid out at once; the step has more

struct SaidWanted {
    ConversationRow row;
    bool whole = false;
};
/// In the order of asking; one that can't be read says so.
std::vector<SaidText> readSaid(const RunFile &file, const QString &attempt,
                               const std::vector<SaidWanted> &wanted);
/// All that a row says, however long: to be copied.
Result<QString> readAllSaid(const RunFile &file, const QString &attempt,
                            const ConversationRow &row);

/// The events of one conversation that hold a text, whatever its case.
struct SaidFound {
    std::vector<qint64> events;
    qint64 last = 0; ///< the last event that was looked at
    bool isDone = false;
};
/// Looks through up to `most` events after `after`.
Result<SaidFound> findSaid(const RunFile &file, const QString &attempt, const QString &conversation,
                           const QString &text, qint64 after, qint64 most,
                           const std::atomic<bool> &stopped);

/// At most so many characters and lines of a text; whole lines where there are any.
QString beginningOf(const QString &text, qsizetype characters, qsizetype lines);

} // namespace touchstone::inspect

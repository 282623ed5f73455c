#pragma once

#include "core/trace/timeline.h"

namespace touchstone {

/// One row of a conversation: a message, or something that was done between messages.
struct ConversationRow {
    qint64 event = 0; ///< what is told
    qint64 first = 0; ///< of the events that belong to it: the model call that a message came of
    qint64 answer = 0; ///< of an action: what was seen then; 0: not told
    quint32 branch = 0; ///< among the names: the conversation that begins here, when `begins`
    EventType type = EventType::Message;
    bool begins = false; ///< no event of this conversation: another one hangs here
    bool operator==(const ConversationRow &) const = default;
};

/// The rows of each conversation of an attempt, made of the pages of its timeline as they come. A
/// model call and the message that it gave are one row, so are an action and what was seen of it; a
/// sub-agent's conversation is a row of the one that began it. Checkpoints and notes are left out.
class ConversationIndex {
public:
    /// The pages of one TimelineMaker, in order. The last row of a conversation may change.
    void add(const TimelinePage &page);
    void clear();

    /// Conversations that have rows, as numbers among the names, in order.
    [[nodiscard]] const std::vector<quint32> &conversations() const { return m_order; }
    [[nodiscard]] const std::vector<ConversationRow> &rows(quint32 conversation) const;
    /// The conversation that an event belongs to; nothing where it is not told in any.
    [[nodiscard]] std::optional<quint32> conversationOf(qint64 event) const;
    /// The row that an event belongs to, or the last one before it; -1: there is none.
    [[nodiscard]] qsizetype rowOf(quint32 conversation, qint64 event) const;

private:
    void addEvent(const TimelinePage &page, const TimelineEntry &entry);
    bool joins(const TimelinePage &page, const TimelineEntry &entry,
               std::vector<ConversationRow> &rows) const;

    std::vector<std::vector<ConversationRow>> m_rows; ///< by number of the conversation
    std::vector<quint32> m_order;
};

} // namespace touchstone

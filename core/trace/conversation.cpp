#include "core/trace/conversation.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

bool isTold(EventType type)
{
    return type != EventType::Note && type != EventType::Checkpoint;
}

bool isOthers(const QString &actor)
{
    return actor == u"user"_s || actor == u"system"_s || actor == u"tool"_s
        || actor == u"harness"_s;
}

} // namespace

void ConversationIndex::clear()
{
    m_rows.clear();
    m_order.clear();
}

const std::vector<ConversationRow> &ConversationIndex::rows(quint32 conversation) const
{
    static const std::vector<ConversationRow> none;
    return conversation < m_rows.size() ? m_rows[conversation] : none;
}

void ConversationIndex::add(const TimelinePage &page)
{
    m_rows.resize(std::max(m_rows.size(), size_t(page.names.size())));
    for (const TimelineEntry &entry : page.entries)
        if (isTold(entry.type))
            addEvent(page, entry);
}

/// Whether an event belongs to the row before it; then it is put there.
bool ConversationIndex::joins(const TimelinePage &page, const TimelineEntry &entry,
                              std::vector<ConversationRow> &rows) const
{
    if (rows.empty() || rows.back().begins)
        return false;
    ConversationRow &last = rows.back();
    if (entry.type == EventType::Message && last.type == EventType::ModelCall
        && !isOthers(page.names[entry.actor])) {
        last.type = EventType::Message;
        last.event = entry.id;
        return true;
    }
    if (entry.type == EventType::Observation && last.type == EventType::Action && last.answer == 0
        && entry.parent == last.event) {
        last.answer = entry.id;
        return true;
    }
    return false;
}

void ConversationIndex::addEvent(const TimelinePage &page, const TimelineEntry &entry)
{
    std::vector<ConversationRow> &rows = m_rows[entry.conversation];
    if (rows.empty()) {
        m_order.push_back(entry.conversation);
        // one that nobody began stands below the first
        const quint32 above = conversationOf(entry.parent).value_or(m_order.front());
        if (above != entry.conversation)
            m_rows[above].push_back(
                {entry.id, entry.id, 0, entry.conversation, EventType::Message, true});
    }
    if (!joins(page, entry, rows))
        rows.push_back({entry.id, entry.id, 0, 0, entry.type, false});
}

std::optional<quint32> ConversationIndex::conversationOf(qint64 event) const
{
    for (const quint32 conversation : m_order) {
        const qsizetype row = rowOf(conversation, event);
        if (row < 0)
            continue;
        const ConversationRow &found = m_rows[conversation][size_t(row)];
        if (!found.begins
            && (found.event == event || found.first == event || found.answer == event))
            return conversation;
    }
    return std::nullopt;
}

qsizetype ConversationIndex::rowOf(quint32 conversation, qint64 event) const
{
    const auto &rows = this->rows(conversation);
    return std::ranges::upper_bound(rows, event, {}, &ConversationRow::first) - rows.begin() - 1;
}

} // namespace touchstone

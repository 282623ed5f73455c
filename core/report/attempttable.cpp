#include "core/report/attempttable.h"

#include <algorithm>
#include <limits>

namespace touchstone {
namespace {

constexpr qsizetype longestReason = 500; // in a line of a table; the attempt itself has all of it

template <typename Small, typename Large> Small clamped(Large value)
{
    return Small(std::clamp<Large>(value, std::numeric_limits<Small>::min(),
                                   std::numeric_limits<Small>::max()));
}

} // namespace

QString AttemptTable::id(size_t n) const
{
    const AttemptRow &found = row(n);
    return QString::fromUtf8(
        QByteArrayView(m_parts[n / partRows]->ids).sliced(found.idAt, found.idSize));
}

AttemptRecord AttemptTable::record(size_t n) const
{
    const AttemptRow &from = row(n);
    const ScenarioFacts &facts = scenario(from);
    AttemptRecord record;
    record.id = id(n);
    record.pack = text(facts.pack);
    record.scenario = text(facts.scenario);
    record.kind = text(facts.kind);
    record.language = text(facts.language);
    record.tags = tags(facts.tags);
    record.difficulty = text(facts.difficulty);
    record.agent = text(from.agent);
    record.sample = from.sample;
    record.retry = from.retry;
    record.outcome = from.outcomeValue();
    record.reason = text(from.reason);
    record.score = from.score;
    record.leftOut = from.leftOut;
    record.limit = text(from.limit);
    record.startedMs = from.startedMs;
    record.durationUs = from.durationUs;
    record.agentUs = from.agentUs;
    record.checkUs = from.checkUs;
    record.inputTokens = from.inputTokens;
    record.outputTokens = from.outputTokens;
    record.cost = from.cost;
    record.model = text(from.model);
    record.pass = from.pass;
    return record;
}

AttemptTableBuilder::AttemptTableBuilder()
{
    text({}); // 0: the empty text
}

quint32 AttemptTableBuilder::text(const QString &text)
{
    const auto known = m_textNumbers.constFind(text);
    if (known != m_textNumbers.cend())
        return *known;
    const auto number = quint32(m_table.m_texts.size());
    m_table.m_texts.append(text);
    m_textNumbers.insert(text, number);
    return number;
}

quint32 AttemptTableBuilder::scenario(const AttemptRecord &record)
{
    const QString tagsKey = record.tags.join(QChar(0));
    auto tags = m_tagNumbers.constFind(tagsKey);
    if (tags == m_tagNumbers.cend()) {
        tags = m_tagNumbers.insert(tagsKey, quint32(m_table.m_tags.size()));
        m_table.m_tags.append(record.tags);
    }
    const ScenarioFacts facts{text(record.pack),     text(record.scenario),   text(record.kind),
                              text(record.language), text(record.difficulty), *tags};
    const QByteArray key(reinterpret_cast<const char *>(&facts), sizeof facts);
    const auto known = m_scenarioNumbers.constFind(key);
    if (known != m_scenarioNumbers.cend())
        return *known;
    const auto number = quint32(m_table.m_scenarios.size());
    m_table.m_scenarios.append(facts);
    m_scenarioNumbers.insert(key, number);
    return number;
}

void AttemptTableBuilder::add(const AttemptRecord &record)
{
    AttemptRow row;
    const QByteArray id = record.id.toUtf8();
    row.idAt = quint32(m_open.ids.size());
    row.idSize = clamped<quint16>(id.size());
    m_open.ids.append(id.first(row.idSize));
    row.scenario = scenario(record);
    row.agent = text(record.agent);
    row.model = text(record.model);
    row.reason = text(record.reason.first(std::min(record.reason.size(), longestReason)));
    row.limit = text(record.limit);
    row.sample = record.sample;
    row.retry = clamped<quint16>(record.retry);
    row.pass = clamped<quint16>(record.pass);
    row.outcome = quint8(record.outcome);
    row.leftOut = record.leftOut;
    row.score = record.score;
    row.startedMs = record.startedMs;
    row.durationUs = record.durationUs;
    row.agentUs = record.agentUs;
    row.checkUs = record.checkUs;
    row.inputTokens = record.inputTokens;
    row.outputTokens = record.outputTokens;
    row.cost = record.cost;
    m_open.rows.push_back(row);
    if (m_open.rows.size() == AttemptTable::partRows)
        seal();
}

void AttemptTableBuilder::seal()
{
    m_open.rows.shrink_to_fit();
    m_open.ids.squeeze();
    m_table.m_size += m_open.rows.size();
    m_table.m_parts.push_back(
        std::make_shared<const AttemptTable::Part>(std::exchange(m_open, {})));
}

AttemptTable AttemptTableBuilder::table() const
{
    AttemptTable table = m_table;
    if (m_open.rows.empty())
        return table;
    table.m_size += m_open.rows.size();
    table.m_parts.push_back(std::make_shared<const AttemptTable::Part>(m_open));
    return table;
}

} // namespace touchstone

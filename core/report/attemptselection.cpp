#include "core/report/attemptselection.h"

#include "core/run/plan.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <unordered_map>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr std::array<const char *, groupingCount> names{"none",       "kind",  "language", "tag",
                                                        "difficulty", "agent", "outcome"};
constexpr size_t lookEvery = 1024; // rows between two looks at whether this is wanted still

enum class Decision : qint8 { Unknown = -1, No = 0, Yes = 1, Damaged = 2 };

std::unexpected<Error> cancelled()
{
    return fail(ErrorCode::Cancelled, u"no longer wanted"_s);
}

/// The values that a row has; mostly one.
QStringList valuesOf(const AttemptTable &table, const AttemptRow &row, Grouping grouping)
{
    const ScenarioFacts &facts = table.scenario(row);
    switch (grouping) {
    case Grouping::Kind:
        return {table.text(facts.kind)};
    case Grouping::Language:
        return {table.text(facts.language)};
    case Grouping::Difficulty:
        return {table.text(facts.difficulty)};
    case Grouping::Agent:
        return {table.text(row.agent)};
    case Grouping::Outcome:
        return {row.leftOut ? u"left out"_s : outcomeName(row.outcomeValue())};
    case Grouping::Tag: {
        QStringList tags = table.tags(facts.tags);
        tags.removeDuplicates();
        return tags.isEmpty() ? QStringList{QString()} : tags;
    }
    case Grouping::None:
        break;
    }
    return {};
}

/// For the estimators: what they need, and no dimension, whose groups would be estimated too.
AttemptRecord forSummary(const AttemptTable &table, quint32 n)
{
    AttemptRecord record = table.record(n);
    for (QString *dimension : {&record.kind, &record.language, &record.difficulty})
        dimension->clear();
    record.tags.clear();
    return record;
}

Result<RunSummary> summaryOf(const AttemptTable &table, const std::vector<quint32> &rows,
                             const WorkProgress &progress)
{
    SummaryBuilder builder;
    for (size_t i = 0; i < rows.size(); ++i) {
        if (i % lookEvery == 0 && progress.cancelled)
            return cancelled();
        builder.add(forSummary(table, rows[i]));
    }
    return builder.finish();
}

/// Known values in their own order, others by name, what has none last.
bool comesBefore(const AttemptGroup &a, const AttemptGroup &b)
{
    static const QStringList known{u"easy"_s,   u"medium"_s,   u"hard"_s,  u"passed"_s,
                                   u"failed"_s, u"left out"_s, u"error"_s, u"unsupported"_s};
    const qsizetype left = known.indexOf(a.name);
    const qsizetype right = known.indexOf(b.name);
    if (left >= 0 && right >= 0)
        return left < right;
    if (a.name.isEmpty() != b.name.isEmpty())
        return b.name.isEmpty();
    return compareNaturally(a.name, b.name) < 0;
}

Result<std::vector<AttemptGroup>> groupsOf(const AttemptTable &table,
                                           const std::vector<quint32> &rows, Grouping grouping,
                                           const WorkProgress &progress)
{
    SummaryBuilder builder; // groups take the place of agents
    std::map<QString, int> attempts;
    for (size_t i = 0; i < rows.size(); ++i) {
        if (i % lookEvery == 0 && progress.cancelled)
            return cancelled();
        AttemptRecord record = forSummary(table, rows[i]);
        for (const QString &value : valuesOf(table, table.row(rows[i]), grouping)) {
            record.agent = value;
            builder.add(record);
            ++attempts[value];
        }
    }
    std::vector<AttemptGroup> groups;
    for (const AgentSummary &agent : builder.finish({1}).agents)
        groups.push_back({agent.total.name, attempts[agent.total.name], agent.total.counts,
                          agent.total.passAt1(), agent.total.medianUs});
    std::ranges::sort(groups, comesBefore);
    return groups;
}

/// What the answer to a filter depends on besides what is read.
struct MemoKey {
    quint32 scenario = 0;
    quint32 agent = 0;
    quint8 outcome = 0;
    bool operator==(const MemoKey &) const = default;
};
struct MemoHash {
    size_t operator()(const MemoKey &key) const
    {
        return qHashMulti(0, key.scenario, key.agent, key.outcome);
    }
};

} // namespace

QString groupingName(Grouping grouping)
{
    return QString::fromLatin1(names[size_t(grouping)]);
}

std::optional<Grouping> groupingFromName(const QString &name)
{
    for (int i = 0; i < groupingCount; ++i)
        if (groupingName(Grouping(i)) == name)
            return Grouping(i);
    return std::nullopt;
}

struct AttemptSelector::State {
    QString expression;
    Filter filter;
    AttemptFilter reading;
    std::vector<Decision> decisions; ///< a row each
    std::unordered_map<MemoKey, std::optional<bool>, MemoHash> memo;
    QString damage;

    Result<void> parse(const QString &wanted);
    Decision fromRow(const AttemptTable &table, size_t n);
    Result<void> decide(const RunFile &file, const AttemptTable &table, WorkProgress &progress);
    Result<Decision> read(const RunFile &file, const QString &id);
};

Result<void> AttemptSelector::State::parse(const QString &wanted)
{
    if (wanted == expression)
        return {};
    auto parsed = Filter::parse(wanted);
    auto reader = AttemptFilter::parse(wanted);
    if (!parsed)
        return std::unexpected(std::move(parsed.error()));
    if (!reader)
        return std::unexpected(std::move(reader.error()));
    *this = {};
    expression = wanted;
    filter = std::move(*parsed);
    reading = std::move(*reader);
    return {};
}

/// The answer as far as the table has it.
Decision AttemptSelector::State::fromRow(const AttemptTable &table, size_t n)
{
    const AttemptRow &row = table.row(n);
    const auto [known, isNew] =
        memo.try_emplace({row.scenario, row.agent, row.outcome}, std::nullopt);
    if (isNew) {
        FilterSubject subject = filterSubject(table.record(n));
        const QStringList unread = QStringList{u"check"_s, u"text"_s} + subject.numbers.keys();
        subject.texts = {subject.id}; // the reason is the attempt's own, and so are numbers
        subject.numbers.clear();
        known->second = filter.decide(subject, unread);
    }
    if (known->second)
        return *known->second ? Decision::Yes : Decision::No;
    const auto decided = filter.decide(filterSubject(table.record(n)), {u"check"_s, u"text"_s});
    return decided ? (*decided ? Decision::Yes : Decision::No) : Decision::Unknown;
}

Result<Decision> AttemptSelector::State::read(const RunFile &file, const QString &id)
{
    const auto record = file.attempt(id);
    const auto matches = record ? reading.matches(file, *record) : std::unexpected(record.error());
    if (matches)
        return *matches ? Decision::Yes : Decision::No;
    if (matches.error().code != ErrorCode::Corrupt && matches.error().code != ErrorCode::NotFound)
        return std::unexpected(matches.error());
    if (damage.isEmpty())
        damage = matches.error().text();
    return Decision::Damaged;
}

Result<void> AttemptSelector::State::decide(const RunFile &file, const AttemptTable &table,
                                            WorkProgress &progress)
{
    for (size_t n = decisions.size(); n < table.size(); ++n) {
        if (n % lookEvery == 0 && progress.cancelled)
            return cancelled();
        decisions.push_back(filter.isEmpty() ? Decision::Yes : fromRow(table, n));
    }
    std::vector<quint32> unknown;
    for (size_t n = 0; n < decisions.size(); ++n)
        if (decisions[n] == Decision::Unknown)
            unknown.push_back(quint32(n));
    progress.total = qint64(unknown.size());
    progress.done = 0;
    for (const quint32 n : unknown) {
        if (progress.cancelled)
            return cancelled();
        const auto answer = read(file, table.id(n));
        if (!answer)
            return std::unexpected(answer.error());
        decisions[n] = *answer;
        ++progress.done;
    }
    return {};
}

AttemptSelector::AttemptSelector()
    : m_state(std::make_unique<State>())
{
}

AttemptSelector::~AttemptSelector() = default;
AttemptSelector::AttemptSelector(AttemptSelector &&) noexcept = default;
AttemptSelector &AttemptSelector::operator=(AttemptSelector &&) noexcept = default;

void AttemptSelector::forget()
{
    m_state = std::make_unique<State>();
}

Result<AttemptSelection> AttemptSelector::select(const RunFile &file, const AttemptTable &table,
                                                 const SelectionQuery &query,
                                                 WorkProgress &progress)
{
    if (auto parsed = m_state->parse(query.filter); !parsed)
        return std::unexpected(std::move(parsed.error()));
    if (auto decided = m_state->decide(file, table, progress); !decided)
        return std::unexpected(std::move(decided.error()));
    AttemptSelection selection;
    for (size_t n = 0; n < table.size(); ++n) {
        if (m_state->decisions[n] == Decision::Yes)
            selection.rows.push_back(quint32(n));
        selection.unread += m_state->decisions[n] == Decision::Damaged ? 1 : 0;
    }
    selection.damage = selection.unread > 0 ? m_state->damage : QString();
    if (query.grouping != Grouping::None) {
        auto groups = groupsOf(table, selection.rows, query.grouping, progress);
        if (!groups)
            return std::unexpected(std::move(groups.error()));
        selection.groups = std::move(*groups);
        if (query.group)
            std::erase_if(selection.rows, [&](quint32 n) {
                return !valuesOf(table, table.row(n), query.grouping).contains(*query.group);
            });
    }
    if (progress.cancelled)
        return cancelled();
    if (query.sort)
        sortRows(table, selection.rows, *query.sort, query.descending);
    auto summary = summaryOf(table, selection.rows, progress);
    if (!summary)
        return std::unexpected(std::move(summary.error()));
    selection.summary = std::move(*summary);
    return selection;
}

} // namespace touchstone

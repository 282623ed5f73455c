#include "core/report/attemptorder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr std::array<const char *, attemptFieldCount> names{
    "outcome",      "scenario",      "pack",  "kind",  "language", "difficulty", "tags",
    "agent",        "sample",        "retry", "score", "time",     "agent-time", "check-time",
    "input-tokens", "output-tokens", "cost",  "model", "started",  "reason"};

/// Where each text comes among those there are; the empty one last.
std::vector<double> ranksOf(qsizetype count, const std::function<QStringView(quint32)> &text)
{
    std::vector<quint32> order(static_cast<size_t>(count));
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [&](quint32 a, quint32 b) {
        const QStringView left = text(a);
        const QStringView right = text(b);
        if (left.isEmpty() != right.isEmpty())
            return right.isEmpty();
        return compareNaturally(left, right) < 0;
    });
    std::vector<double> ranks(order.size());
    double rank = 0;
    for (size_t i = 0; i < order.size(); ++i) {
        if (i > 0 && compareNaturally(text(order[i - 1]), text(order[i])) != 0)
            ++rank;
        ranks[order[i]] = rank;
    }
    return ranks;
}

double difficultyRank(const QString &name)
{
    const QStringList known{u"easy"_s, u"medium"_s, u"hard"_s};
    const qsizetype at = known.indexOf(name);
    return double(at < 0 ? known.size() : at);
}

using Key = std::function<double(const AttemptRow &)>;

Key numberKey(AttemptField field)
{
    switch (field) {
    case AttemptField::Outcome: // left out: behind failed
        return [](const AttemptRow &row) { return double(row.outcome) + (row.leftOut ? 0.5 : 0); };
    case AttemptField::Sample:
        return [](const AttemptRow &row) { return double(row.sample); };
    case AttemptField::Retry:
        return [](const AttemptRow &row) { return double(row.retry); };
    case AttemptField::Score:
        return [](const AttemptRow &row) { return row.score; };
    case AttemptField::Time:
        return [](const AttemptRow &row) { return double(row.durationUs); };
    case AttemptField::AgentTime:
        return [](const AttemptRow &row) { return double(row.agentUs); };
    case AttemptField::CheckTime:
        return [](const AttemptRow &row) { return double(row.checkUs); };
    case AttemptField::InputTokens:
        return [](const AttemptRow &row) { return double(row.inputTokens); };
    case AttemptField::OutputTokens:
        return [](const AttemptRow &row) { return double(row.outputTokens); };
    case AttemptField::Cost:
        return [](const AttemptRow &row) { return row.cost; };
    case AttemptField::Started:
        return [](const AttemptRow &row) { return double(row.startedMs); };
    default:
        return {};
    }
}

Key textKey(const AttemptTable &table, AttemptField field)
{
    if (field == AttemptField::Tags) {
        QStringList tags;
        quint32 most = 0;
        for (size_t n = 0; n < table.size(); ++n)
            most = std::max(most, table.scenario(table.row(n)).tags + 1);
        for (quint32 number = 0; number < most; ++number)
            tags.append(table.tags(number).join(u", "_s));
        const auto ranks = ranksOf(tags.size(), [&](quint32 n) { return QStringView(tags[n]); });
        return [&table, ranks](const AttemptRow &row) { return ranks[table.scenario(row).tags]; };
    }
    auto ranks = ranksOf(table.textCount(), [&](quint32 n) { return QStringView(table.text(n)); });
    const auto ofScenario = [&](quint32 ScenarioFacts::*member) -> Key {
        return [&table, ranks = std::move(ranks), member](const AttemptRow &row) {
            return ranks[table.scenario(row).*member];
        };
    };
    const auto ofRow = [&](quint32 AttemptRow::*member) -> Key {
        return [ranks = std::move(ranks), member](const AttemptRow &row) {
            return ranks[row.*member];
        };
    };
    switch (field) {
    case AttemptField::Pack:
        return ofScenario(&ScenarioFacts::pack);
    case AttemptField::Kind:
        return ofScenario(&ScenarioFacts::kind);
    case AttemptField::Language:
        return ofScenario(&ScenarioFacts::language);
    case AttemptField::Agent:
        return ofRow(&AttemptRow::agent);
    case AttemptField::Model:
        return ofRow(&AttemptRow::model);
    case AttemptField::Reason:
        return ofRow(&AttemptRow::reason);
    case AttemptField::Difficulty:
        return [&table](const AttemptRow &row) {
            return difficultyRank(table.text(table.scenario(row).difficulty));
        };
    default:
        return ofScenario(&ScenarioFacts::scenario);
    }
}

/// A run of digits, without leading zeros, from `at` on.
QStringView digitsAt(QStringView text, qsizetype at)
{
    qsizetype end = at;
    while (end < text.size() && text[end].isDigit())
        ++end;
    while (at + 1 < end && text[at] == u'0')
        ++at;
    return text.sliced(at, end - at);
}

} // namespace

QString attemptFieldName(AttemptField field)
{
    return QString::fromLatin1(names[size_t(field)]);
}

std::optional<AttemptField> attemptFieldFromName(const QString &name)
{
    const auto found = std::ranges::find(
        names, name, [](const char *known) { return QString::fromLatin1(known); });
    if (found == names.end())
        return std::nullopt;
    return AttemptField(found - names.begin());
}

int compareNaturally(QStringView a, QStringView b)
{
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() && j < b.size()) {
        if (a[i].isDigit() && b[j].isDigit()) {
            const QStringView left = digitsAt(a, i);
            const QStringView right = digitsAt(b, j);
            if (left.size() != right.size())
                return left.size() < right.size() ? -1 : 1;
            if (const int order = left.compare(right); order != 0)
                return order;
            i = left.end() - a.begin();
            j = right.end() - b.begin();
            continue;
        }
        const QChar left = a[i++].toCaseFolded();
        const QChar right = b[j++].toCaseFolded();
        if (left != right)
            return left < right ? -1 : 1;
    }
    return int(a.size() - i > 0) - int(b.size() - j > 0);
}

void sortRows(const AttemptTable &table, std::vector<quint32> &rows, AttemptField field,
              bool descending)
{
    Key key = numberKey(field);
    if (!key)
        key = textKey(table, field);
    std::vector<double> keys(table.size());
    for (const quint32 n : rows) {
        const double value = key(table.row(n));
        keys[n] = std::isnan(value) ? std::numeric_limits<double>::infinity()
            : descending            ? -value
                                    : value; // what is not known comes last in either order
    }
    std::ranges::stable_sort(rows, [&](quint32 a, quint32 b) { return keys[a] < keys[b]; });
}

} // namespace touchstone

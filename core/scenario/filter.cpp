#include "core/scenario/filter.h"

#include "core/scenario/filterparser.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

bool anyMatches(const std::vector<FilterPattern> &patterns, const QStringList &values)
{
    return std::ranges::any_of(values, [&](const QString &value) {
        const QString folded = value.toCaseFolded();
        return !value.isEmpty() && std::ranges::any_of(patterns, [&](const FilterPattern &pattern) {
            return pattern.matches(folded);
        });
    });
}

/// Words are looked for anywhere in a text.
bool anyOccurs(const std::vector<FilterPattern> &patterns, const QStringList &texts)
{
    return std::ranges::any_of(texts, [&](const QString &text) {
        const QString folded = text.toCaseFolded();
        return std::ranges::any_of(patterns, [&](const FilterPattern &pattern) {
            return FilterPattern{FilterPattern::anyText + pattern.folded + FilterPattern::anyText,
                                 {}}
                .matches(folded);
        });
    });
}

bool anyCheckMatches(const std::vector<FilterPattern> &patterns, const FilterSubject &subject)
{
    const bool isAttempt = !subject.outcome.isEmpty();
    return std::ranges::any_of(patterns, [&](const FilterPattern &pattern) {
        if (!isAttempt)
            return pattern.status.isEmpty() && anyMatches({pattern}, subject.checks);
        return std::ranges::any_of(subject.verdicts, [&](const FilterSubject::CheckStatus &check) {
            const bool meant = pattern.status.isEmpty() ? check.status != "passed"_L1
                                                        : check.status == pattern.status;
            return meant && anyMatches({pattern}, {check.id});
        });
    });
}

bool termMatches(const Filter::Node &term, const FilterSubject &subject)
{
    if (term.field == "text"_L1)
        return anyOccurs(term.patterns, subject.texts);
    if (term.field == "tag"_L1)
        return anyMatches(term.patterns, subject.tags);
    if (term.field == "check"_L1)
        return anyCheckMatches(term.patterns, subject);
    if (!term.ranges.empty()) {
        const auto number = subject.numbers.constFind(term.field);
        return number != subject.numbers.cend()
            && std::ranges::any_of(
                   term.ranges, [&](const FilterRange &range) { return range.contains(*number); });
    }
    const std::pair<QLatin1StringView, const QString &> fields[] = {
        {"id"_L1, subject.id},
        {"kind"_L1, subject.kind},
        {"language"_L1, subject.language},
        {"difficulty"_L1, subject.difficulty},
        {"pack"_L1, subject.pack},
        {"agent"_L1, subject.agent},
        {"outcome"_L1, subject.outcome},
    };
    for (const auto &[name, value] : fields)
        if (term.field == name)
            return anyMatches(term.patterns, {value});
    return false;
}

/// What is true of a part is true of the whole; what is not there may be in what is unread.
std::optional<bool> decideTerm(const Filter::Node &term, const FilterSubject &subject,
                               const QStringList &unread)
{
    if (termMatches(term, subject))
        return true;
    if (unread.contains(term.field))
        return std::nullopt;
    return false;
}

std::optional<bool> decideNode(const Filter::Node &node, const FilterSubject &subject,
                               const QStringList &unread)
{
    using Op = Filter::Node::Op;
    if (node.op == Op::Term)
        return decideTerm(node, subject, unread);
    if (node.op == Op::Not) {
        const auto inner = decideNode(*node.children.front(), subject, unread);
        return inner ? std::optional(!*inner) : std::nullopt;
    }
    const bool ends = node.op == Op::Or; // one of these decides
    std::optional<bool> decided = !ends;
    for (const auto &child : node.children) {
        const auto one = decideNode(*child, subject, unread);
        if (one == ends)
            return ends;
        if (!one)
            decided = std::nullopt;
    }
    return decided;
}

void collectFields(const Filter::Node &node, QStringList &fields)
{
    if (node.op == Filter::Node::Op::Term && !fields.contains(node.field))
        fields.append(node.field);
    for (const auto &child : node.children)
        collectFields(*child, fields);
}

} // namespace

Filter::Filter() = default;
Filter::~Filter() = default;
Filter::Filter(Filter &&) noexcept = default;
Filter &Filter::operator=(Filter &&) noexcept = default;

Result<Filter> Filter::parse(const QString &expression, FilterOf what)
{
    auto root = parseFilter(expression, what);
    if (!root)
        return std::unexpected(root.error());
    Filter filter;
    filter.m_root = std::move(*root);
    return filter;
}

bool Filter::matches(const FilterSubject &subject) const
{
    return decide(subject, {}).value_or(false);
}

std::optional<bool> Filter::decide(const FilterSubject &subject, const QStringList &unread) const
{
    return m_root ? decideNode(*m_root, subject, unread) : true;
}

bool Filter::isEmpty() const
{
    return !m_root;
}

QStringList Filter::fields() const
{
    QStringList fields;
    if (m_root)
        collectFields(*m_root, fields);
    return fields;
}

QString filterOfIds(const QStringList &ids)
{
    QStringList quoted;
    for (QString id : ids)
        quoted.append(u'"' + id.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s) + u'"');
    return quoted.isEmpty() ? QString() : u"id:"_s + quoted.join(u',');
}

} // namespace touchstone

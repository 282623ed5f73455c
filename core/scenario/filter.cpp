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

/// Words are looked for anywhere in the text.
bool anyOccurs(const std::vector<FilterPattern> &patterns, const QString &text)
{
    const QString folded = text.toCaseFolded();
    return std::ranges::any_of(patterns, [&](const FilterPattern &pattern) {
        return FilterPattern{FilterPattern::anyText + pattern.folded + FilterPattern::anyText}
            .matches(folded);
    });
}

bool termMatches(const Filter::Node &term, const FilterSubject &subject)
{
    if (term.field == "text"_L1)
        return !subject.text.isEmpty() && anyOccurs(term.patterns, subject.text);
    if (term.field == "tag"_L1)
        return anyMatches(term.patterns, subject.tags);
    if (term.field == "check"_L1)
        return anyMatches(term.patterns,
                          subject.outcome.isEmpty() ? subject.checks : subject.failedChecks);
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

bool nodeMatches(const Filter::Node &node, const FilterSubject &subject)
{
    const auto matches = [&](const auto &child) { return nodeMatches(*child, subject); };
    switch (node.op) {
    case Filter::Node::Op::Term:
        return termMatches(node, subject);
    case Filter::Node::Op::Not:
        return !matches(node.children.front());
    case Filter::Node::Op::And:
        return std::ranges::all_of(node.children, matches);
    case Filter::Node::Op::Or:
        return std::ranges::any_of(node.children, matches);
    }
    return false;
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

Result<Filter> Filter::parse(const QString &expression)
{
    auto root = parseFilter(expression);
    if (!root)
        return std::unexpected(root.error());
    Filter filter;
    filter.m_root = std::move(*root);
    return filter;
}

bool Filter::matches(const FilterSubject &subject) const
{
    return !m_root || nodeMatches(*m_root, subject);
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

} // namespace touchstone

#pragma once

#include "core/base/json.h"

#include <memory>

namespace touchstone {

/// What a filter is held against: a scenario, an attempt, or both. A field that is not known yet
/// (an attempt's, while listing scenarios) is empty and matches nothing but its negation.
struct FilterSubject {
    QString id;
    QString kind;
    QString language;
    QStringList tags;
    QString difficulty;
    QString pack;
    QString agent;
    QString outcome;
    QStringList failedChecks; ///< ids of checks that did not pass
    QStringList checks; ///< ids of all checks
    QString text; ///< title and instruction, for bare words
};

/// One grammar for the command line and the desktop:
///   kind:generate language:python,javascript tag:strings -agent:none outcome:failed check:hidden
///   "bare words"
/// Terms are joined by AND; OR, NOT (or -), and parentheses work; values are case-insensitive, may
/// hold * and
/// ?, several by comma; `id:` matches the whole id. `check:NAME` means that the check NAME failed
/// where an attempt is known, that it exists where not.
class Filter {
public:
    Filter();
    ~Filter();
    Filter(Filter &&) noexcept;
    Filter &operator=(Filter &&) noexcept;

    /// The error shows the expression and the place in it.
    static Result<Filter> parse(const QString &expression);
    [[nodiscard]] bool matches(const FilterSubject &subject) const;
    [[nodiscard]] bool isEmpty() const;
    /// The fields it asks about: "id", "kind", "text", …; lets a caller read no more than that.
    [[nodiscard]] QStringList fields() const;

    struct Node;

private:
    std::unique_ptr<Node> m_root;
};

} // namespace touchstone

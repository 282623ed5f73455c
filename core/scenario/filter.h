#pragma once

#include "core/base/json.h"

#include <QtCore/QMap>

#include <memory>
#include <optional>
#include <vector>

namespace touchstone {

/// What a filter is held against: a scenario, an attempt, or both. A field that is not known yet
/// (an attempt's, while listing scenarios) is empty and matches nothing but its negation.
struct FilterSubject {
    struct CheckStatus {
        QString id;
        QString status; ///< verdictStatusName()
    };
    QString id;
    QString kind;
    QString language;
    QStringList tags;
    QString difficulty;
    QString pack;
    QString agent;
    QString outcome; ///< empty: this is a scenario, not an attempt
    QStringList checks; ///< a scenario's: ids
    std::vector<CheckStatus> verdicts; ///< an attempt's
    /// An attempt's, by field: "time" (seconds), "tokens" (in and out), "cost" (US dollars),
    /// "score".
    QMap<QString, double> numbers;
    QStringList texts; ///< what bare words are looked for in, each by itself
};

/// What is filtered. Scenarios are not done yet: agent, outcome and a check's status are refused
/// there, since they would silently match nothing.
enum class FilterOf { Scenarios, Attempts };

/// One grammar for the command line and the desktop:
///   kind:generate language:python,javascript tag:strings -agent:none outcome:failed check:hidden
///   "bare words"
///   time:>10s time:1min..5min tokens:>=20k cost:<0.05 score:1
/// Terms are joined by AND; OR, NOT (or -), and parentheses work; values are case-insensitive, may
/// hold * and ?, several by comma; `id:` matches the whole id. Of an attempt `check:NAME` means
/// that the check NAME did not pass (it failed, was in error or was skipped), `check:NAME=STATUS`
/// that it has this status; of a scenario `check:NAME` means that it has such a check.
class Filter {
public:
    Filter();
    ~Filter();
    Filter(Filter &&) noexcept;
    Filter &operator=(Filter &&) noexcept;

    /// The error shows the expression and the place in it.
    static Result<Filter> parse(const QString &expression, FilterOf what = FilterOf::Attempts);
    [[nodiscard]] bool matches(const FilterSubject &subject) const;
    /// The answer as far as it is known while some fields ("check", "text") are not read yet, or
    /// not all of them: nothing where it depends on what is missing.
    [[nodiscard]] std::optional<bool> decide(const FilterSubject &subject,
                                             const QStringList &unread) const;
    [[nodiscard]] bool isEmpty() const;
    /// The fields it asks about: "id", "kind", "text", …; lets a caller read no more than that.
    [[nodiscard]] QStringList fields() const;

    struct Node;

private:
    std::unique_ptr<Node> m_root;
};

/// An expression that matches exactly these ids.
QString filterOfIds(const QStringList &ids);

} // namespace touchstone

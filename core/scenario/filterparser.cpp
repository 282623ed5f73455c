#include "core/scenario/filterparser.h"

#include "core/base/nearest.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

using NodePtr = std::unique_ptr<Filter::Node>;
using Op = Filter::Node::Op;

constexpr int maxDepth = 100; // of parentheses and NOTs: the parser recurses
constexpr qsizetype maxLength = 100'000;

const QStringList &knownFields()
{
    static const QStringList fields{
        u"id"_s,    u"kind"_s, u"language"_s,   u"tag"_s,  u"pack"_s,   u"agent"_s, u"outcome"_s,
        u"check"_s, u"text"_s, u"difficulty"_s, u"time"_s, u"tokens"_s, u"cost"_s,  u"score"_s};
    return fields;
}

/// The values that a field can have at all; empty: any.
QStringList knownValues(const QString &field)
{
    if (field == "outcome"_L1) // as outcomeName() has them, two layers above
        return {u"passed"_s, u"failed"_s, u"error"_s, u"unsupported"_s};
    if (field == "difficulty"_L1)
        return {u"easy"_s, u"medium"_s, u"hard"_s};
    if (field == "status"_L1) // of a check, as verdictStatusName() has them
        return {u"passed"_s, u"failed"_s, u"error"_s, u"skipped"_s};
    return {};
}

NodePtr makeNode(Op op)
{
    auto node = std::make_unique<Filter::Node>();
    node->op = op;
    return node;
}

/// or := and (OR and)*;  and := unary ([AND] unary)*;  unary := (NOT | -) unary | ( or ) | term;
/// term := [field :] value (, value)*;  value := "quoted" | bare, of a check also value = status
class Parser {
public:
    Parser(const QString &text, FilterOf what)
        : m_text(text)
        , m_what(what)
    {
    }

    Result<NodePtr> parse()
    {
        auto root = parseOr();
        if (!root)
            return root;
        skipSpace();
        if (!atEnd())
            return problem(u"this closes nothing"_s); // only ")" ends an expression early
        return root;
    }

private:
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] QChar current() const { return atEnd() ? QChar() : m_text[m_at]; }

    void skipSpace()
    {
        while (!atEnd() && current().isSpace())
            ++m_at;
    }

    [[nodiscard]] std::unexpected<Error> problem(const QString &what, qsizetype at = -1) const
    {
        // a long expression is shown around the place
        const qsizetype place = at < 0 ? m_at : at;
        const qsizetype from = std::max<qsizetype>(0, place - 60);
        QString shown = m_text.mid(from, 120);
        for (QChar &c : shown)
            if (!c.isPrint())
                c = u' ';
        return fail(ErrorCode::BadInput,
                    u"in the filter at character %1: %2\n  %3\n  %4^"_s.arg(place + 1).arg(
                        what, shown, QString(place - from, u' ')));
    }

    /// A keyword stands alone: OR, not ORDER and not or.
    bool takeWord(const QString &word)
    {
        skipSpace();
        if (!QStringView(m_text).mid(m_at).startsWith(word))
            return false;
        const qsizetype end = m_at + word.size();
        if (end < m_text.size() && !m_text[end].isSpace() && m_text[end] != u'('
            && m_text[end] != u')')
            return false;
        m_at = end;
        return true;
    }

    bool startsOr() const
    {
        Parser ahead(*this);
        return ahead.takeWord(u"OR"_s);
    }

    Result<NodePtr> parseOr()
    {
        return parseList(
            Op::Or, [this] { return parseAnd(); }, [this] { return takeWord(u"OR"_s); });
    }

    Result<NodePtr> parseAnd()
    {
        return parseList(
            Op::And, [this] { return parseUnary(); },
            [this] {
                if (takeWord(u"AND"_s))
                    return true;
                skipSpace();
                return !atEnd() && current() != u')' && !startsOr();
            });
    }

    template <typename Inner, typename More>
    Result<NodePtr> parseList(Op op, Inner inner, More more)
    {
        auto first = inner();
        if (!first || !more())
            return first;
        NodePtr list = makeNode(op);
        list->children.push_back(std::move(*first));
        do {
            auto next = inner();
            if (!next)
                return next;
            list->children.push_back(std::move(*next));
        } while (more());
        return list;
    }

    Result<NodePtr> parseUnary()
    {
        if (m_depth >= maxDepth)
            return problem(u"nested too deeply"_s);
        ++m_depth;
        auto node = parseUnaryInner();
        --m_depth;
        return node;
    }

    Result<NodePtr> parseUnaryInner()
    {
        bool negated = takeWord(u"NOT"_s);
        skipSpace();
        if (!negated && current() == u'-') {
            ++m_at;
            negated = true;
        }
        if (negated) {
            auto inner = parseUnary();
            if (!inner)
                return inner;
            NodePtr node = makeNode(Op::Not);
            node->children.push_back(std::move(*inner));
            return node;
        }
        if (current() != u'(' || atEnd())
            return parseTerm();
        const qsizetype open = m_at++;
        auto inner = parseOr();
        if (!inner)
            return inner;
        skipSpace();
        if (current() != u')')
            return problem(u"this parenthesis is not closed"_s, open);
        ++m_at;
        return inner;
    }

    Result<NodePtr> parseTerm()
    {
        skipSpace();
        const qsizetype start = m_at;
        if (atEnd() || current() == u')' || startsOr())
            return problem(u"a term is expected, such as kind:generate"_s);
        if (takeWord(u"AND"_s))
            return problem(u"a term is expected before AND"_s, start);
        NodePtr node = makeNode(Op::Term);
        node->field = u"text"_s;
        if (current() != u'"') {
            qsizetype end = m_at;
            while (end < m_text.size() && m_text[end].isLetter())
                ++end;
            if (end > m_at && end < m_text.size() && m_text[end] == u':') {
                node->field = m_text.mid(m_at, end - m_at).toLower();
                if (!knownFields().contains(node->field))
                    return problem(
                        u"there is no field '%1'%2; there are: %3 (put text with a colon in quotes)"_s
                            .arg(node->field, didYouMean(node->field, knownFields()),
                                 knownFields().join(u", "_s)));
                if (node->field == "agent"_L1 || node->field == "outcome"_L1
                    || filterNumberFields().contains(node->field))
                    if (auto known = requireAttempts(u"'%1'"_s.arg(node->field), start); !known)
                        return std::unexpected(known.error());
                m_at = end + 1;
            }
        }
        do {
            if (auto done = parseValue(*node); !done)
                return std::unexpected(done.error());
        } while (take(u','));
        return node;
    }

    bool take(QChar c)
    {
        if (current() != c)
            return false;
        ++m_at;
        return true;
    }

    Result<void> parseValue(Filter::Node &node)
    {
        const qsizetype start = m_at;
        if (filterNumberFields().contains(node.field))
            return parseRange(node);
        const bool quoted = current() == u'"';
        auto value = quoted ? parseQuoted() : Result<QString>(parseBare(node.field));
        if (!value)
            return std::unexpected(value.error());
        if (value->isEmpty())
            return problem(u"a value is expected"_s, start);
        const bool open = !quoted && (value->contains(u'*') || value->contains(u'?'));
        if (!open)
            if (auto known = requireKnown(*value, node.field, start); !known)
                return known;
        node.patterns.push_back(FilterPattern::of(*value, quoted));
        if (node.field != "check"_L1 || !take(u'='))
            return {};
        if (auto known = requireAttempts(u"a check's status"_s, m_at - 1); !known)
            return known;
        const qsizetype statusStart = m_at;
        const QString status = parseBare({}).toLower();
        node.patterns.back().status = status;
        return requireKnown(status, u"status"_s, statusStart);
    }

    Result<void> parseRange(Filter::Node &node)
    {
        const qsizetype start = m_at;
        const QString text = parseBare(node.field);
        const auto range = FilterRange::of(text, node.field);
        if (!range)
            return problem(u"'%1' is no %2; expected is a number, >10, <=10 or 5..10%3"_s.arg(
                               text, node.field,
                               node.field == "time"_L1 ? u", of seconds or with ms, s, min or h"_s
                                                       : QString()),
                           start);
        node.ranges.push_back(*range);
        return {};
    }

    /// Refuses what scenarios don't have.
    Result<void> requireAttempts(const QString &what, qsizetype at) const
    {
        if (m_what == FilterOf::Attempts)
            return {};
        return problem(
            u"only attempts have %1, and scenarios are filtered here; filter what came of "
            "a run, as with `touchstone report RUN --filter EXPR`"_s.arg(what),
            at);
    }

    /// Refuses what the field can't hold.
    Result<void> requireKnown(const QString &value, const QString &field, qsizetype at) const
    {
        const QStringList known = knownValues(field);
        if (known.isEmpty() || known.contains(value.toLower()))
            return {};
        return problem(u"'%1' is no %2%3; there are: %4"_s.arg(
                           value, field, didYouMean(value, known), known.join(u", "_s)),
                       at);
    }

    /// Up to a space, comma or parenthesis; a check's name also up to its status.
    QString parseBare(const QString &field)
    {
        const qsizetype start = m_at;
        while (!atEnd() && !current().isSpace() && current() != u',' && current() != u')'
               && (field != "check"_L1 || current() != u'='))
            ++m_at;
        return m_text.mid(start, m_at - start);
    }

    /// \" and \\ stand for " and \.
    Result<QString> parseQuoted()
    {
        const qsizetype open = m_at++;
        QString value;
        while (!atEnd() && current() != u'"') {
            if (current() == u'\\' && m_at + 1 < m_text.size()
                && (m_text[m_at + 1] == u'"' || m_text[m_at + 1] == u'\\'))
                ++m_at;
            value += m_text[m_at++];
        }
        if (atEnd())
            return problem(u"this quotation mark is not closed"_s, open);
        ++m_at;
        return value;
    }

    const QString &m_text;
    FilterOf m_what;
    qsizetype m_at = 0;
    int m_depth = 0;
};

} // namespace

namespace {

/// With its unit: "10", "10s", "2min", "20k".
std::optional<double> numberOf(QStringView text, const QString &field)
{
    static const QMap<QString, double> times{
        {u"ms"_s, 0.001}, {u"s"_s, 1}, {u"min"_s, 60}, {u"m"_s, 60}, {u"h"_s, 3600}};
    static const QMap<QString, double> counts{{u"k"_s, 1e3}, {u"m"_s, 1e6}};
    qsizetype end = text.size();
    while (end > 0 && text[end - 1].isLetter())
        --end;
    const QString unit = text.sliced(end).toString().toLower();
    double factor = 1;
    if (!unit.isEmpty()) {
        factor = field == "time"_L1 ? times.value(unit)
            : field == "tokens"_L1  ? counts.value(unit)
                                    : 0;
        if (factor == 0)
            return std::nullopt;
    }
    bool isNumber = false;
    const double value = text.first(end).toDouble(&isNumber);
    return isNumber ? std::optional(value * factor) : std::nullopt;
}

} // namespace

const QStringList &filterNumberFields()
{
    static const QStringList fields{u"time"_s, u"tokens"_s, u"cost"_s, u"score"_s};
    return fields;
}

std::optional<FilterRange> FilterRange::of(const QString &text, const QString &field)
{
    FilterRange range;
    if (const qsizetype dots = text.indexOf(u".."_s); dots >= 0) {
        const auto low = numberOf(QStringView(text).first(dots), field);
        const auto high = numberOf(QStringView(text).sliced(dots + 2), field);
        if (!low || !high)
            return std::nullopt;
        range.low = *low;
        range.high = *high;
        return range;
    }
    QStringView rest = text;
    const bool isAbove = rest.startsWith(u'>');
    const bool isBelow = rest.startsWith(u'<');
    if (isAbove || isBelow)
        rest = rest.sliced(1);
    const bool isClosed = (isAbove || isBelow) && rest.startsWith(u'=');
    if (isClosed)
        rest = rest.sliced(1);
    const auto number = numberOf(rest, field);
    if (!number)
        return std::nullopt;
    if (!isBelow)
        range.low = *number;
    if (!isAbove)
        range.high = *number;
    range.lowIsOpen = isAbove && !isClosed;
    range.highIsOpen = isBelow && !isClosed;
    return range;
}

FilterPattern FilterPattern::of(const QString &text, bool literal)
{
    FilterPattern pattern{text.toCaseFolded(), {}};
    if (!literal) {
        pattern.folded.replace(u'*', anyText);
        pattern.folded.replace(u'?', anyCharacter);
    }
    return pattern;
}

bool FilterPattern::matches(const QString &text) const
{
    // the usual two-pointer walk: on a mismatch, the last * takes one character more
    qsizetype t = 0;
    qsizetype p = 0;
    qsizetype star = -1;
    qsizetype resume = 0;
    while (t < text.size()) {
        if (p < folded.size() && folded[p] == anyText) {
            star = p++;
            resume = t;
        } else if (p < folded.size() && (folded[p] == anyCharacter || folded[p] == text[t])) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < folded.size() && folded[p] == anyText)
        ++p;
    return p == folded.size();
}

Result<NodePtr> parseFilter(const QString &expression, FilterOf what)
{
    if (expression.size() > maxLength)
        return fail(ErrorCode::BadInput,
                    u"the filter is longer than %1 characters"_s.arg(maxLength));
    if (expression.trimmed().isEmpty())
        return NodePtr();
    return Parser(expression, what).parse();
}

} // namespace touchstone

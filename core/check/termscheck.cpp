#include "core/check/termscheck.h"

#include "core/check/evidence.h"

#include <QtCore/QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype maxAnswer = 1 << 20; // bytes
constexpr int maxDepth = 50;
/// Steps that a regular expression may take on an answer before it gives up: seconds at worst.
constexpr auto matchLimit = "(*LIMIT_MATCH=5000000)(*LIMIT_DEPTH=100000)";

QRegularExpression expression(const QString &pattern, bool ignoreCase)
{
    QRegularExpression::PatternOptions options =
        QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    if (ignoreCase)
        options |= QRegularExpression::CaseInsensitiveOption;
    return QRegularExpression(QString::fromLatin1(matchLimit) + pattern, options);
}

/// The list of an allOf or anyOf, or of a bare list; null: it is none.
const Json &listOf(const Json &tree, const char *key)
{
    return tree.is_array() && std::string_view(key) == "allOf" ? tree : memberOr(tree, key);
}

/// A predicate in words, for people.
QString describe(const Json &tree)
{
    if (tree.is_string())
        return u"'%1'"_s.arg(tree.get<QString>());
    if (tree.contains("regex"))
        return u"/%1/"_s.arg(stringOr(tree, "regex"));
    if (tree.contains("not"))
        return u"not "_s + describe(tree["not"]);
    const bool all = listOf(tree, "allOf").is_array();
    QStringList parts;
    for (const Json &part : listOf(tree, all ? "allOf" : "anyOf"))
        parts.append(describe(part));
    return (all ? u"all of (%1)"_s : u"any of (%1)"_s).arg(parts.join(u", "_s));
}

/// Refuses what is no predicate; `place` is the tree's.
Result<void> checkTree(const Json &tree, const Place &place, int depth)
{
    const auto bad = [&](const QString &expected) {
        return fail(ErrorCode::BadInput, u"%1: expected %2"_s.arg(place.text(), expected));
    };
    if (depth > maxDepth)
        return bad(u"predicates that are nested at most %1 deep"_s.arg(maxDepth));
    if (tree.is_string())
        return tree.get<QString>().isEmpty() ? bad(u"a text that is not empty"_s) : Result<void>();
    if (tree.is_object() && tree.size() == 1 && tree.contains("not"))
        return checkTree(tree["not"], place.at(u"not"_s), depth + 1);
    if (tree.is_object() && tree.size() == 1 && memberOr(tree, "regex").is_string()) {
        const auto regex = expression(stringOr(tree, "regex"), false);
        if (regex.isValid() && !stringOr(tree, "regex").isEmpty())
            return {};
        return fail(ErrorCode::BadInput,
                    u"%1: not a regular expression: %2"_s.arg(
                        place.at(u"regex"_s).text(),
                        regex.isValid() ? u"it is empty"_s : regex.errorString()));
    }
    const char *key = tree.is_array() || tree.contains("allOf") ? "allOf" : "anyOf";
    const Json &list = listOf(tree, key);
    if (!list.is_array() || list.empty() || (tree.is_object() && tree.size() != 1))
        return bad(
            u"a text, a list, or an object with one of regex, allOf, anyOf and not, none of them empty"_s);
    const Place at = tree.is_array() ? place : place.at(QString::fromLatin1(key));
    for (size_t i = 0; i < list.size(); ++i)
        if (auto good = checkTree(list[i], at.at(qsizetype(i)), depth + 1); !good)
            return good;
    return {};
}

/// Looks for terms in one answer, and notes for each what came of it.
class Judge {
public:
    Judge(const QString &answer, bool ignoreCase)
        : m_answer(answer)
        , m_ignoreCase(ignoreCase)
    {
    }

    /// Every branch is looked at, so that the evidence is complete.
    Result<bool> holds(const Json &tree, bool wanted = true)
    {
        if (tree.is_string() || tree.contains("regex"))
            return leafHolds(tree, wanted);
        if (tree.contains("not")) {
            const auto inner = holds(tree["not"], !wanted);
            return inner ? Result<bool>(!*inner) : inner;
        }
        const bool all = listOf(tree, "allOf").is_array();
        bool result = all;
        for (const Json &part : listOf(tree, all ? "allOf" : "anyOf")) {
            const auto held = holds(part, wanted);
            if (!held)
                return held;
            result = all ? result && *held : result || *held;
        }
        return result;
    }

    /// The branch that decided against the answer, in words.
    Result<QString> culprit(const Json &tree)
    {
        const Json &all = listOf(tree, "allOf");
        if (all.is_array())
            for (const Json &part : all) {
                const auto held = holds(part);
                if (!held)
                    return std::unexpected(held.error());
                if (!*held)
                    return culprit(part);
            }
        return describe(tree);
    }

    [[nodiscard]] const std::vector<QStringList> &rows() const { return m_rows; }

private:
    Result<bool> leafHolds(const Json &leaf, bool wanted)
    {
        const auto at = leaf.is_string() ? placeOfText(leaf.get<QString>())
                                         : placeOfRegex(stringOr(leaf, "regex"));
        if (!at)
            return std::unexpected(at.error());
        const bool found = *at >= 0;
        const QString where = found
            ? u"line %1"_s.arg(QStringView(m_answer).first(*at).count(u'\n') + 1)
            : u"nowhere"_s;
        m_rows.push_back({oneLine(describe(leaf)), wanted ? u"there"_s : u"absent"_s, where,
                          found == wanted ? u"passed"_s : u"failed"_s});
        return found;
    }

    Result<qsizetype> placeOfText(const QString &text) const
    {
        return m_answer.indexOf(text, 0, m_ignoreCase ? Qt::CaseInsensitive : Qt::CaseSensitive);
    }

    Result<qsizetype> placeOfRegex(const QString &pattern) const
    {
        const auto match = expression(pattern, m_ignoreCase).match(m_answer);
        if (!match.isValid())
            return fail(
                ErrorCode::BadInput,
                u"the regular expression /%1/ gave up on an answer of %2 characters: it takes too many steps; write it so that it can't match the same text in many ways"_s
                    .arg(oneLine(pattern))
                    .arg(m_answer.size()));
        return match.hasMatch() ? match.capturedStart() : -1;
    }

    const QString &m_answer;
    const bool m_ignoreCase;
    std::vector<QStringList> m_rows;
};

} // namespace

QString TermsCheck::type() const
{
    return u"terms"_s;
}

QString TermsCheck::summary() const
{
    return u"the answer's text has certain terms, and lacks others"_s;
}

Result<void> TermsCheck::validate(const Scenario &, const CheckSpec &spec, const Place &place) const
{
    return checkTree(memberOr(spec.parameters, "terms"), place.at(u"terms"_s), 0);
}

Result<Verdict> TermsCheck::run(const CheckInput &input, CheckContext &) const
{
    const Json &tree = memberOr(input.spec.parameters, "terms");
    if (auto good = checkTree(tree, {u"check '%1'"_s.arg(input.spec.id), u"/terms"_s, 0}, 0); !good)
        return std::unexpected(std::move(good.error()));
    if (input.state.answer.size() > maxAnswer)
        return Verdict::failed(u"the answer has %1 bytes; more than %2 are not looked at"_s
                                   .arg(input.state.answer.size())
                                   .arg(maxAnswer));
    const QString answer = QString::fromUtf8(input.state.answer);
    if (answer.trimmed().isEmpty())
        return Verdict::failed(u"there is no answer"_s);
    const bool ignoreCase = boolOr(input.spec.parameters, "ignore_case", false);
    const Json parts =
        listOf(tree, "allOf").is_array() ? listOf(tree, "allOf") : Json::array({tree});
    Judge judge(answer, ignoreCase);
    double held = 0;
    for (const Json &part : parts) {
        const auto holds = judge.holds(part);
        if (!holds)
            return std::unexpected(holds.error());
        held += *holds ? 1 : 0;
    }
    const bool passes = held == double(parts.size());
    Verdict verdict = Verdict::passed(u"the answer has what it must"_s);
    if (!passes) {
        const auto culprit = Judge(answer, ignoreCase).culprit(tree);
        if (!culprit)
            return std::unexpected(culprit.error());
        verdict = Verdict::failed(oneLine(u"does not hold: "_s + *culprit, 300));
    }
    verdict.score = held / double(parts.size());
    verdict.measures = {{u"terms.parts"_s, double(parts.size())}, {u"terms.held"_s, held}};
    verdict.evidence.push_back(tableEvidence(
        u"Terms"_s, {u"term"_s, u"must be"_s, u"found"_s, u"status"_s}, judge.rows()));
    return verdict;
}

} // namespace touchstone

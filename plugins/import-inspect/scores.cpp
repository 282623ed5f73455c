#include "scores.h"

#include "core/base/text.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

std::optional<double> finite(double value)
{
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<double> textValue(const QString &text)
{
    if (text == "C"_L1)
        return 1.0;
    if (text == "P"_L1)
        return 0.5;
    if (text == "I"_L1 || text == "N"_L1)
        return 0.0;
    const QString lower = text.toLower();
    if (lower == "yes"_L1 || lower == "true"_L1)
        return 1.0;
    if (lower == "no"_L1 || lower == "false"_L1)
        return 0.0;
    bool number = false;
    const double value = text.toDouble(&number);
    return number ? finite(value) : std::nullopt;
}

void addMeasures(const Json &value, const QString &name, Verdict &verdict)
{
    if (value.is_object()) {
        for (const auto &[key, part] : value.items())
            if (const auto number = scoreValue(part))
                verdict.measures.insert(QString::fromStdString(key), *number);
    } else if (const auto number = scoreValue(value)) {
        verdict.measures.insert(name, *number);
    }
}

void addText(Verdict &verdict, const Json &score, const char *member)
{
    if (const QString text = stringOr(score, member); !text.isEmpty())
        verdict.evidence.push_back({u"text"_s, QString::fromLatin1(member), {{"text", text}}, {}});
}

QString firstLine(const QString &text)
{
    return shortened(visibleText(text.trimmed().section(u'\n', 0, 0)), 300);
}

/// What Touchstone noted of a verdict when it wrote the log.
void restore(const Json &noted, Verdict &verdict)
{
    verdict.type = stringOr(noted, "type", verdict.type);
    verdict.role = checkRoleFromName(stringOr(noted, "role")).value_or(verdict.role);
    verdict.status = verdictStatusFromName(stringOr(noted, "status")).value_or(verdict.status);
    verdict.weight = numberOr(noted, "weight", verdict.weight);
    verdict.turn = int(integerOr(noted, "turn", 0));
    verdict.score = std::clamp(numberOr(noted, "score", verdict.score), 0.0, 1.0);
    verdict.reason = stringOr(noted, "reason", verdict.reason);
    verdict.errorCode = stringOr(noted, "error_code");
    verdict.measures.clear();
    const Json &measures = memberOr(noted, "measures");
    if (measures.is_object())
        for (const auto &[key, value] : measures.items())
            if (value.is_number())
                verdict.measures.insert(QString::fromStdString(key), value.get<double>());
}

Verdict fromScore(const QString &name, const Json &score, const ScoreRules &rules)
{
    const Json &value = memberOr(score, "value");
    const auto number = scoreValue(value);
    const QString shown = shortened(QString::fromUtf8(dumpJson(value)), 100);
    const QString explanation = firstLine(stringOr(score, "explanation"));
    Verdict verdict;
    if (!number)
        verdict =
            Verdict::error({ErrorCode::Unsupported,
                            value.is_string() && stringOr(score, "value") == "NaN"_L1
                                ? u"not scored"_s
                                : u"its value %1 is none that a score can be made of"_s.arg(shown),
                            {}});
    else if (*number < 0 || *number > rules.scale)
        verdict = Verdict::error({ErrorCode::Unsupported,
                                  u"its value %1 is not within 0 and %2; say the best value with "
                                  "--scale"_s.arg(shown)
                                      .arg(rules.scale),
                                  {}});
    else if (const double worth = *number / rules.scale; *number >= rules.passAt)
        verdict = Verdict::passed(explanation);
    else
        verdict = Verdict::failed(
            explanation.isEmpty() ? u"its value is %1"_s.arg(shown) : explanation, worth);
    if (number && verdict.status == VerdictStatus::Passed)
        verdict.score = *number / rules.scale;
    verdict.check = name;
    verdict.type = u"inspect-score"_s;
    addMeasures(value, u"value"_s, verdict);
    addText(verdict, score, "answer");
    addText(verdict, score, "explanation");
    return verdict;
}

} // namespace

std::optional<double> scoreValue(const Json &value)
{
    if (value.is_boolean())
        return value.get<bool>() ? 1.0 : 0.0;
    if (value.is_number())
        return finite(value.get<double>());
    if (value.is_string())
        return textValue(value.get<QString>());
    if (!value.is_structured() || value.empty())
        return std::nullopt;
    double sum = 0;
    for (const Json &part : value) {
        const auto number = part.is_structured() ? std::nullopt : scoreValue(part);
        if (!number)
            return std::nullopt;
        sum += *number;
    }
    return sum / double(value.size());
}

std::vector<Verdict> verdictsFromScores(const Json &scores, const ScoreRules &rules)
{
    std::vector<Verdict> verdicts;
    if (!scores.is_object() || scores.empty())
        return verdicts;
    QString deciding;
    for (const QString &name : rules.order)
        if (deciding.isEmpty() && scores.contains(name.toStdString()))
            deciding = name;
    if (deciding.isEmpty())
        deciding = QString::fromStdString(scores.begin().key());
    for (const auto &[key, score] : scores.items()) {
        const QString name = QString::fromStdString(key);
        const Json &noted = memberOr(memberOr(score, "metadata"), "touchstone");
        if (boolOr(noted, "outcome", false))
            continue; // the sum of the others
        Verdict verdict = fromScore(name, score, rules);
        verdict.role = name == deciding ? CheckRole::Required : CheckRole::Informative;
        if (noted.is_object())
            restore(noted, verdict);
        verdicts.push_back(std::move(verdict));
    }
    const auto first = std::ranges::find(verdicts, deciding, &Verdict::check);
    if (first != verdicts.end())
        std::rotate(verdicts.begin(), first, first + 1);
    return verdicts;
}

QStringList scorerOrder(const Json &header)
{
    QStringList order;
    const Json &scores = memberOr(memberOr(header, "results"), "scores");
    const Json &scorers = memberOr(memberOr(header, "eval"), "scorers");
    for (const Json *list : {&scores, &scorers}) {
        if (!list->is_array())
            continue;
        for (const Json &scorer : *list)
            if (const QString name = stringOr(scorer, "name").section(u'/', -1);
                !name.isEmpty() && !order.contains(name))
                order.append(name);
    }
    return order;
}

} // namespace touchstone

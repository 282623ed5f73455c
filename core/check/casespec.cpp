#include "core/check/casespec.h"

#include "core/check/evidence.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QSet>

#include <array>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

std::unexpected<Error> refuse(const Place &place, const QString &why)
{
    return fail(ErrorCode::BadInput, u"%1: %2"_s.arg(place.text(), why));
}

QString callText(const Json &json)
{
    QStringList parts;
    for (const Json &argument : memberOr(json, "args"))
        parts.append(valueText(argument, 60));
    if (const Json &named = memberOr(json, "kwargs"); named.is_object())
        for (const auto &[name, argument] : named.items())
            parts.append(u"%1=%2"_s.arg(QString::fromStdString(name), valueText(argument, 60)));
    return u"%1(%2)"_s.arg(stringOr(json, "call"), parts.join(u", "_s));
}

Result<void> readArguments(const Json &json, const Place &place, CaseStep &step)
{
    if (const Json &args = memberOr(json, "args"); !args.is_null()) {
        if (!args.is_array())
            return refuse(place.at(u"args"_s), u"a list was expected"_s);
        if (auto checked = checkValue(args, place.at(u"args"_s)); !checked)
            return checked;
        step.action["args"] = args;
    }
    if (const Json &named = memberOr(json, "kwargs"); !named.is_null()) {
        if (!named.is_object() || named.contains("$"))
            return refuse(place.at(u"kwargs"_s), u"an object of arguments by name was expected"_s);
        if (auto checked = checkValue(named, place.at(u"kwargs"_s)); !checked)
            return checked;
        step.action["kwargs"] = named;
    }
    return {};
}

Result<void> readRaises(const Json &json, const Place &place, CaseStep &step)
{
    const Json &raises = memberOr(json, "raises");
    if (raises.is_null())
        return {};
    step.raises = raises.is_string() ? raises.get<QString>() : stringOr(raises, "type");
    step.raisesMatching = stringOr(raises, "matches");
    if (step.raises.isEmpty())
        return refuse(
            place, u"the name of an exception's type, or {\"type\", \"matches\"} was expected"_s);
    if (const QRegularExpression pattern(step.raisesMatching); !pattern.isValid())
        return refuse(place.at(u"matches"_s),
                      u"not a regular expression: %1"_s.arg(pattern.errorString()));
    return {};
}

Result<CaseStep> readStep(const Json &json, const Place &place)
{
    CaseStep step;
    step.action = Json::object();
    QString kind;
    for (const char *key : {"do", "expr", "call"}) {
        if (!memberOr(json, key).is_string())
            continue;
        if (!kind.isEmpty())
            return refuse(place, u"only one of do, expr and call can stand in a step"_s);
        kind = QString::fromLatin1(key);
        step.text = stringOr(json, key);
        step.action[key] = step.text;
    }
    if (kind.isEmpty())
        return refuse(place, u"a step needs do, expr or call"_s);
    if (kind == u"call"_s) {
        step.text = callText(json);
        if (auto read = readArguments(json, place, step); !read)
            return std::unexpected(std::move(read.error()));
    }
    if (auto read = readRaises(json, place.at(u"raises"_s), step); !read)
        return std::unexpected(std::move(read.error()));
    if (json.contains("expect")) {
        if (auto checked = checkValue(json["expect"], place.at(u"expect"_s)); !checked)
            return std::unexpected(std::move(checked.error()));
        step.expect = json["expect"];
    }
    if (step.expect && !step.raises.isEmpty())
        return refuse(place, u"a step has expect or raises, not both"_s);
    if (step.expect && kind == u"do"_s)
        return refuse(place, u"a statement (do) has no value to expect; use expr"_s);
    return step;
}

/// Whether the case says anything about what it finds; one that doesn't could not fail.
bool judgesSomething(const CaseSpec &spec)
{
    if (spec.output)
        return true;
    for (const CaseStep &step : spec.steps)
        if (step.expect || !step.raises.isEmpty())
            return true;
    return false;
}

Result<void> readRules(const Json &json, const Json &defaults, const Place &place, CaseSpec &spec)
{
    const auto own = [&](const char *key) -> const Json & {
        return json.contains(key) ? json.at(key) : memberOr(defaults, key);
    };
    spec.rules.tolerance = toleranceFrom(own("tolerance"));
    const Json &types = own("types");
    spec.rules.strictNumbers = types == "strict";
    const Json &match = own("match");
    if (match.is_string()) {
        const auto known = textMatchFromName(match.get<QString>());
        if (!known)
            return refuse(place.at(u"match"_s), u"exact, trimmed, tokens or lines was expected"_s);
        spec.match = *known;
    }
    return {};
}

Result<CaseSpec> readCase(const Json &json, const Json &defaults, size_t index, const Place &place)
{
    CaseSpec spec;
    spec.id = stringOr(json, "id", u"case %1"_s.arg(index + 1));
    spec.setup = stringOr(json, "setup");
    spec.input = stringOr(json, "stdin");
    spec.weight = numberOr(json, "weight", 1.0);
    if (auto read = readRules(json, defaults, place, spec); !read)
        return std::unexpected(std::move(read.error()));
    if (const Json &output = memberOr(json, "stdout"); output.is_string())
        spec.output = output.get<QString>().toUtf8();
    const Json &steps = memberOr(json, "steps");
    for (size_t i = 0; steps.is_array() && i < steps.size(); ++i) {
        auto step = readStep(steps[i], place.at(u"steps"_s).at(qsizetype(i)));
        if (!step)
            return std::unexpected(std::move(step.error()));
        spec.steps.push_back(std::move(*step));
    }
    if (!steps.is_array()) {
        auto step = readStep(json, place);
        if (!step)
            return std::unexpected(std::move(step.error()));
        spec.steps.push_back(std::move(*step));
    }
    if (!judgesSomething(spec))
        return refuse(place,
                      u"the case expects nothing, so that it could not fail; give it expect, "
                      "raises or stdout"_s);
    return spec;
}

} // namespace

Result<std::vector<CaseSpec>> parseCases(const Json &parameters, const Place &place)
{
    const Json &list = memberOr(parameters, "cases");
    const Place at = place.at(u"cases"_s);
    if (!list.is_array() || list.empty())
        return refuse(at, u"a list of at least one case was expected"_s);
    std::vector<CaseSpec> cases;
    QSet<QString> ids;
    for (size_t i = 0; i < list.size(); ++i) {
        auto spec = readCase(list[i], parameters, i, at.at(qsizetype(i)));
        if (!spec)
            return std::unexpected(std::move(spec.error()));
        if (ids.contains(spec->id))
            return refuse(at.at(qsizetype(i)).at(u"id"_s),
                          u"there are two cases '%1'"_s.arg(spec->id));
        ids.insert(spec->id);
        cases.push_back(std::move(*spec));
    }
    return cases;
}

Json caseRequest(const CaseSpec &spec, size_t index)
{
    Json request{
        {"index", index}, {"setup", spec.setup}, {"stdin", spec.input}, {"steps", Json::array()}};
    for (const CaseStep &step : spec.steps)
        request["steps"].push_back(step.action);
    return request;
}

} // namespace touchstone

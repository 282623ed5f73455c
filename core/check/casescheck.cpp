#include "core/check/casescheck.h"

#include "core/check/casesrun.h"
#include "core/check/evidence.h"
#include "core/check/running.h"

#include <QtCore/QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// How one case went, for the table.
struct CaseOutcome {
    QString expected;
    QString found;
    QString why; ///< empty: it passed
};

QString raisedName(const Json &record)
{
    const Json &types = memberOr(record, "raised");
    return types.is_array() && !types.empty() && types[0].is_string() ? types[0].get<QString>()
                                                                      : QString();
}

QString foundText(const Json &record)
{
    if (record.contains("value"))
        return valueText(record["value"]);
    if (record.contains("unserialisable"))
        return u"unserialisable: %1"_s.arg(oneLine(stringOr(record, "unserialisable")));
    if (record.contains("raised"))
        return oneLine(u"%1: %2"_s.arg(raisedName(record), stringOr(record, "message")));
    return u"done"_s;
}

QString expectedText(const CaseStep &step)
{
    if (step.expect)
        return valueText(*step.expect);
    if (!step.raises.isEmpty())
        return u"raises %1"_s.arg(step.raises);
    return u"no exception"_s;
}

/// Why a step that should raise did not do so; empty: it did.
QString raisingObjection(const CaseStep &step, const Json &record)
{
    if (!record.contains("raised"))
        return u"expected %1 to be raised, got %2"_s.arg(step.raises, foundText(record));
    const auto types = stringsOr(record, "raised");
    if (!types.contains(step.raises))
        return u"expected %1 to be raised, got %2"_s.arg(step.raises, foundText(record));
    if (!step.raisesMatching.isEmpty()
        && !QRegularExpression(step.raisesMatching).match(stringOr(record, "message")).hasMatch())
        return u"the message of %1 does not match '%2': %3"_s.arg(
            types.first(), step.raisesMatching, oneLine(stringOr(record, "message")));
    return {};
}

QString stepObjection(const CaseStep &step, const Json &record, const ValueRules &rules)
{
    if (!step.raises.isEmpty())
        return raisingObjection(step, record);
    if (record.contains("raised"))
        return u"raised %1"_s.arg(foundText(record));
    if (!step.expect)
        return {};
    if (!record.contains("value"))
        return u"expected %1, got %2"_s.arg(valueText(*step.expect), foundText(record));
    if (!checkValue(record["value"], {}))
        return u"expected %1, got a value that breaks the encoding"_s.arg(valueText(*step.expect));
    return valueMismatch(*step.expect, record["value"], rules).value_or(QString());
}

CaseOutcome judge(const CaseSpec &spec, const CaseAnswer &answer)
{
    CaseOutcome outcome;
    if (!answer.setupFailure.isEmpty())
        return {{}, answer.setupFailure, u"its setup raised %1"_s.arg(answer.setupFailure)};
    for (size_t i = 0; i < spec.steps.size(); ++i) {
        const CaseStep &step = spec.steps[i];
        const auto record = answer.steps.find(i);
        outcome.expected = expectedText(step);
        if (record == answer.steps.end()) {
            outcome.why = answer.stopped.isEmpty() ? u"there is no answer"_s : answer.stopped;
            outcome.found = outcome.why;
            return outcome;
        }
        outcome.found = foundText(record->second);
        outcome.why = stepObjection(step, record->second, spec.rules);
        if (!outcome.why.isEmpty()) {
            if (spec.steps.size() > 1)
                outcome.why =
                    u"step %1, %2: %3"_s.arg(i + 1).arg(oneLine(step.text, 80), outcome.why);
            return outcome;
        }
    }
    if (!answer.ended) {
        outcome.why = answer.stopped.isEmpty() ? u"it did not end"_s : answer.stopped;
    } else if (spec.output) {
        const auto mismatch =
            textMismatch(*spec.output, answer.output.value_or(QByteArray()), spec.match, {});
        if (mismatch)
            outcome = {valueText(QString::fromUtf8(*spec.output)),
                       valueText(QString::fromUtf8(answer.output.value_or(QByteArray()))),
                       u"printed something else: %1"_s.arg(*mismatch)};
    }
    return outcome;
}

QString caseText(const CaseSpec &spec)
{
    QStringList texts;
    for (const CaseStep &step : spec.steps)
        texts.append(oneLine(step.text, 120));
    return oneLine(texts.join(u"; "_s), 300);
}

Verdict verdictOf(const std::vector<CaseSpec> &cases, const CasesAnswer &answer)
{
    double total = 0.0;
    double held = 0.0;
    int passed = 0;
    QString firstFailure;
    std::vector<QStringList> rows;
    std::optional<LimitKind> limit = answer.loadLimit;
    for (size_t i = 0; i < cases.size(); ++i) {
        CaseOutcome outcome = judge(cases[i], answer.cases[i]);
        const bool holds = outcome.why.isEmpty();
        total += cases[i].weight;
        held += holds ? cases[i].weight : 0.0;
        passed += holds;
        if (!holds && firstFailure.isEmpty())
            firstFailure = u"%1: %2"_s.arg(cases[i].id, outcome.why);
        if (!limit)
            limit = answer.cases[i].limit;
        rows.push_back({cases[i].id, holds ? u"passed"_s : u"failed"_s, caseText(cases[i]),
                        outcome.expected, outcome.found, outcome.why});
    }
    const double score = total > 0 ? held / total : 0.0;
    Verdict verdict = size_t(passed) == cases.size()
        ? Verdict::passed(u"%1 of %1 cases"_s.arg(passed))
        : Verdict::failed(
              oneLine(
                  u"%1 of %2 cases passed; %3"_s.arg(passed).arg(cases.size()).arg(firstFailure),
                  300),
              score);
    if (!answer.loadFailure.isEmpty())
        verdict.reason = oneLine(u"it can't be loaded: %1"_s.arg(answer.loadFailure), 300);
    verdict.limit = limit;
    verdict.measures = {{u"cases.total"_s, double(cases.size())},
                        {u"cases.passed"_s, double(passed)}};
    verdict.evidence.push_back(tableEvidence(
        u"Cases"_s, {u"case"_s, u"status"_s, u"what"_s, u"expected"_s, u"got"_s, u"reason"_s},
        rows));
    return verdict;
}

} // namespace

QString CasesCheck::type() const
{
    return u"cases"_s;
}

QString CasesCheck::summary() const
{
    return u"expressions come to the expected values; compared outside the sandbox"_s;
}

Result<void> CasesCheck::validate(const Scenario &scenario, const CheckSpec &spec,
                                  const Place &place) const
{
    if (stringOr(spec.parameters, "file", scenario.target.file).isEmpty())
        return fail(
            ErrorCode::BadInput,
            u"%1: a cases check needs file, or a scenario with a target file"_s.arg(place.text()));
    const auto cases = parseCases(spec.parameters, place);
    return cases ? Result<void>() : std::unexpected(cases.error());
}

Result<Verdict> CasesCheck::run(const CheckInput &input, CheckContext &context) const
{
    const auto cases =
        parseCases(input.spec.parameters, {u"check '%1'"_s.arg(input.spec.id), {}, 0});
    if (!cases)
        return std::unexpected(cases.error());
    const auto toolchain = toolchainOf(input, context);
    if (!toolchain)
        return std::unexpected(toolchain.error());
    const QString file = stringOr(input.spec.parameters, "file", input.scenario.target.file);
    if (!judgedTree(input).files.contains(file))
        return Verdict::failed(u"'%1' is missing"_s.arg(file));
    auto answer = runCases(*cases, file, **toolchain, input, context);
    if (!answer)
        return std::unexpected(std::move(answer.error()));
    Verdict verdict = verdictOf(*cases, *answer);
    if (!answer->foreign.isEmpty()) {
        answer->objection = u"the judged code wrote to the channel of the results"_s;
        verdict.evidence.push_back(textEvidence(u"What it wrote there"_s, answer->foreign));
    }
    if (!answer->objection.isEmpty()) {
        verdict.status = VerdictStatus::Failed;
        verdict.score = 0.0;
        verdict.reason = answer->objection;
    }
    if (verdict.status == VerdictStatus::Failed)
        addOutput(verdict, answer->last);
    return verdict;
}

} // namespace touchstone

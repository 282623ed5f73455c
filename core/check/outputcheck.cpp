#include "core/check/outputcheck.h"

#include "core/check/evidence.h"
#include "core/check/running.h"
#include "core/check/textmatch.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t maxDiffs = 5;

/// One case, with the check's own members as its defaults.
struct OutputCase {
    QString id;
    QByteArray input;
    QStringList arguments;
    QByteArray expected;
    int exitCode = 0;
    double weight = 1.0;
    TextMatch match = TextMatch::Exact;
    Tolerance tolerance;
};

OutputCase readCase(const Json &json, const Json &defaults, size_t index)
{
    const auto text = [&](const char *key, const QString &fallback) {
        return stringOr(json, key, stringOr(defaults, key, fallback));
    };
    OutputCase one;
    one.id = stringOr(json, "id", u"case %1"_s.arg(index + 1));
    one.input = text("stdin", {}).toUtf8();
    one.arguments = stringsOr(json, "args", stringsOr(defaults, "args"));
    one.expected = text("stdout", {}).toUtf8();
    one.exitCode = int(integerOr(json, "exit", integerOr(defaults, "exit", 0)));
    one.weight = numberOr(json, "weight", 1.0);
    one.match = textMatchFromName(text("match", u"exact"_s)).value_or(TextMatch::Exact);
    one.tolerance = toleranceFrom(json.contains("tolerance") ? json.at("tolerance")
                                                             : memberOr(defaults, "tolerance"));
    return one;
}

std::vector<OutputCase> casesOf(const Json &parameters)
{
    std::vector<OutputCase> cases;
    const Json &list = memberOr(parameters, "cases");
    if (!list.is_array())
        return {readCase(Json::object(), parameters, 0)};
    for (size_t i = 0; i < list.size(); ++i)
        cases.push_back(readCase(list[i], parameters, i));
    return cases;
}

Result<ExecResult> runCase(const OutputCase &one, const CheckInput &input, CheckContext &context)
{
    const Json &parameters = input.spec.parameters;
    const Manifest tree = judgedTree(input);
    if (const QStringList argv = stringsOr(parameters, "argv"); !argv.isEmpty()) {
        Command command;
        command.argv = argv + one.arguments;
        command.input = one.input;
        return runCommand(std::move(command), tree, input, context);
    }
    const auto toolchain = toolchainOf(input, context);
    if (!toolchain)
        return std::unexpected(toolchain.error());
    const QString file = stringOr(parameters, "file", input.scenario.target.file);
    return runAction({**toolchain, u"run"_s, {file}, one.input, {}, one.arguments}, tree, input,
                     context);
}

/// Why the case failed; empty: it passed.
QString objection(const OutputCase &one, const ExecResult &result)
{
    if (result.end != ExecResult::End::Exited || result.exitCode != one.exitCode)
        return result.end == ExecResult::End::Exited && result.exitCode == 0
            ? u"ended with exit 0, exit %1 was expected"_s.arg(one.exitCode)
            : u"ended with %1"_s.arg(result.ending());
    return textMismatch(one.expected, result.output, one.match, one.tolerance).value_or(QString());
}

struct Tally {
    double held = 0.0;
    double total = 0.0;
    size_t failed = 0;
    QString firstFailure;
    std::optional<LimitKind> limit;
    std::vector<QStringList> rows;
    std::vector<Evidence> evidence;

    void take(const OutputCase &one, const ExecResult &result, const QString &why)
    {
        total += one.weight;
        held += why.isEmpty() ? one.weight : 0.0;
        rows.push_back({one.id, why.isEmpty() ? u"passed"_s : u"failed"_s, why});
        if (why.isEmpty())
            return;
        if (failed++ == 0)
            firstFailure = u"%1: %2"_s.arg(one.id, why);
        if (!limit && result.end == ExecResult::End::Limit)
            limit = result.limit;
        if (failed > maxDiffs)
            return;
        evidence.push_back(diffEvidence(one.id, one.expected, result.output));
        if (!result.errors.isEmpty())
            evidence.push_back(textEvidence(u"%1: standard error"_s.arg(one.id), result.errors));
    }
};

} // namespace

QString OutputCheck::type() const
{
    return u"output"_s;
}

QString OutputCheck::summary() const
{
    return u"a program prints what is expected for given input"_s;
}

Result<void> OutputCheck::validate(const Scenario &scenario, const CheckSpec &spec,
                                   const Place &place) const
{
    const Json &parameters = spec.parameters;
    if (stringsOr(parameters, "argv").isEmpty()
        && stringOr(parameters, "file", scenario.target.file).isEmpty())
        return fail(
            ErrorCode::BadInput,
            u"%1: an output check needs argv or file, or a scenario with a target file"_s.arg(
                place.text()));
    const Json &cases = memberOr(parameters, "cases");
    if (!cases.is_array() && !memberOr(parameters, "stdout").is_string())
        return fail(
            ErrorCode::BadInput,
            u"%1: an output check needs cases, or stdout for a single one"_s.arg(place.text()));
    if (cases.is_array() && cases.empty())
        return fail(
            ErrorCode::BadInput,
            u"%1: a list of at least one case was expected"_s.arg(place.at(u"cases"_s).text()));
    return {};
}

Result<Verdict> OutputCheck::run(const CheckInput &input, CheckContext &context) const
{
    Tally tally;
    for (const OutputCase &one : casesOf(input.spec.parameters)) {
        const auto result = runCase(one, input, context);
        if (!result)
            return std::unexpected(result.error());
        tally.take(one, *result, objection(one, *result));
    }
    const double score = tally.total > 0 ? tally.held / tally.total : double(tally.failed == 0);
    Verdict verdict = tally.failed == 0
        ? Verdict::passed(u"%1 of %1 outputs as expected"_s.arg(tally.rows.size()))
        : Verdict::failed(oneLine(tally.firstFailure, 300), score);
    verdict.limit = tally.limit;
    verdict.measures[u"cases.total"_s] = double(tally.rows.size());
    verdict.measures[u"cases.passed"_s] = double(tally.rows.size() - tally.failed);
    verdict.evidence.push_back(
        tableEvidence(u"Cases"_s, {u"case"_s, u"status"_s, u"reason"_s}, tally.rows));
    for (Evidence &evidence : tally.evidence)
        verdict.evidence.push_back(std::move(evidence));
    return verdict;
}

} // namespace touchstone

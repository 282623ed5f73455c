#include "core/check/externalcheck.h"

#include "core/rpc/message.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

QByteArray requestOf(const CheckInput &input)
{
    const Scenario &scenario = input.scenario;
    const Json params{
        {"scenario",
         {{"id", scenario.id},
          {"kind", scenario.kind},
          {"language", scenario.language},
          {"instruction", scenario.turns.empty() ? QString() : scenario.turns.front().instruction},
          {"target", {{"file", scenario.target.file}, {"symbol", scenario.target.symbol}}}}},
        {"parameters", memberOr(input.spec.parameters, "parameters")},
        {"answer", QString::fromUtf8(input.state.answer)},
        {"tampered", input.state.tampered},
    };
    return rpc::encode(rpc::Message::request(1, u"check/run"_s, params), rpc::Framing::Lines);
}

std::unexpected<Error> toolFailed(const CheckInput &input, const QString &why,
                                  const ExecResult &result)
{
    QString message =
        u"the program of check '%1' %2 (%3)"_s.arg(input.spec.id, why, result.ending());
    if (!result.errors.isEmpty())
        message += u"; it said: %1"_s.arg(QString::fromUtf8(result.errors.left(500)).trimmed());
    return fail(ErrorCode::ToolFailed, message);
}

/// The response to our request among what the program wrote.
Result<Json> answerOf(const CheckInput &input, const ExecResult &result)
{
    rpc::Decoder decoder(rpc::Framing::Lines);
    decoder.feed(result.output + '\n');
    auto message = decoder.next();
    for (; message && *message; message = decoder.next()) {
        if (!(*message)->isResponse() || (*message)->id != 1)
            continue;
        if ((*message)->error)
            return toolFailed(
                input, u"answered with an error: %1"_s.arg((*message)->error->message), result);
        return (*message)->result;
    }
    return toolFailed(input,
                      message ? u"gave no answer"_s
                              : u"answered with something else: %1"_s.arg(message.error().message),
                      result);
}

Result<Verdict> verdictOf(const CheckInput &input, const Json &answer, const ExecResult &result)
{
    const QString status = stringOr(answer, "status");
    if (status != u"passed"_s && status != u"failed"_s)
        return toolFailed(input, u"answered without a status of \"passed\" or \"failed\""_s,
                          result);
    Verdict verdict = status == u"passed"_s ? Verdict::passed() : Verdict::failed({});
    verdict.score = std::clamp(numberOr(answer, "score", verdict.score), 0.0, 1.0);
    verdict.reason = stringOr(answer, "reason");
    if (const Json &measures = memberOr(answer, "measures"); measures.is_object())
        for (const auto &[name, value] : measures.items())
            if (value.is_number())
                verdict.measures.insert(QString::fromStdString(name), value.get<double>());
    if (const Json &evidence = memberOr(answer, "evidence"); evidence.is_array())
        for (const Json &item : evidence)
            if (item.is_object())
                verdict.evidence.push_back({stringOr(item, "kind", u"text"_s),
                                            stringOr(item, "title"),
                                            memberOr(item, "data"),
                                            {}});
    return verdict;
}

} // namespace

QString ExternalCheck::type() const
{
    return u"external"_s;
}

QString ExternalCheck::summary() const
{
    return u"a program of the pack judges, over JSON-RPC"_s;
}

Result<Verdict> ExternalCheck::run(const CheckInput &input, CheckContext &context) const
{
    ExecRequest request;
    request.tree = judgedTree(input);
    request.blobs = &input.blobs;
    request.command.argv = stringsOr(input.spec.parameters, "command");
    request.command.input = requestOf(input);
    request.command.limits = input.scenario.limits;
    if (const Toolchain *toolchain = context.toolchains.find(input.scenario.language))
        request.command.memory = toolchain->memory;
    const auto result = context.executor.run(request, context.stop);
    if (!result)
        return std::unexpected(result.error());
    if (result->end == ExecResult::End::NotStarted)
        return fail(ErrorCode::ToolMissing,
                    u"the program of check '%1' can't be started: %2"_s.arg(input.spec.id,
                                                                            result->ending()));
    if (!result->succeeded())
        return toolFailed(input, u"did not end well"_s, *result);
    const auto answer = answerOf(input, *result);
    if (!answer)
        return std::unexpected(answer.error());
    return verdictOf(input, *answer, *result);
}

} // namespace touchstone

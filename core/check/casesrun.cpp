#include "core/check/casesrun.h"

#include "core/check/channel.h"
#include "core/check/evidence.h"
#include "core/check/running.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int maxLimitRestarts = 2; ///< after a case that took all the time there is
constexpr int maxRestarts = 20; ///< after one that ended the driver

QString raisedText(const Json &record)
{
    const Json &types = memberOr(record, "raised");
    const QString type = types.is_array() && !types.empty() && types[0].is_string()
        ? types[0].get<QString>()
        : u"an exception"_s;
    const QString message = stringOr(record, "message");
    QString text = message.isEmpty() ? type : type + u": "_s + message;
    if (const QString at = stringOr(record, "at"); !at.isEmpty())
        text += u" (%1)"_s.arg(at);
    return oneLine(text, 300);
}

std::optional<size_t> indexOf(const Json &record, const char *key, size_t size)
{
    const qint64 index = integerOr(record, key, -1);
    return index >= 0 && size_t(index) < size ? std::optional(size_t(index)) : std::nullopt;
}

/// Puts one driver's records in their places. Returns the case that was begun and not ended.
std::optional<size_t> take(const ChannelRecords &records, CasesAnswer &answer, bool &loaded)
{
    std::optional<size_t> open;
    for (const Json &record : records.records) {
        const QString event = stringOr(record, "event");
        loaded = loaded || event == u"loaded"_s;
        if (answer.objection.isEmpty())
            answer.objection = objectionIn(record);
        if (event == u"load-failed"_s)
            answer.loadFailure = raisedText(record);
        const auto index = indexOf(record, "case", answer.cases.size());
        if (!index)
            continue;
        CaseAnswer &one = answer.cases[*index];
        if (event == u"begin"_s) {
            open = index;
        } else if (event == u"setup-failed"_s) {
            one.setupFailure = raisedText(record);
        } else if (event == u"end"_s) {
            one.ended = true;
            if (const Json &output = memberOr(record, "stdout"); output.is_string())
                one.output = QByteArray::fromStdString(output.get<std::string>());
            open.reset();
        } else if (const auto step = indexOf(record, "step", 100'000); step && !one.ended) {
            one.steps.try_emplace(*step, record);
        }
    }
    return open;
}

Result<ExecResult> runDriver(const std::vector<CaseSpec> &cases, size_t first, const QString &file,
                             const Toolchain &toolchain, const QString &nonce,
                             const CheckInput &input, CheckContext &context)
{
    Json request{{"file", file}, {"cases", Json::array()}};
    for (size_t i = first; i < cases.size(); ++i)
        request["cases"].push_back(caseRequest(cases[i], i));
    return runAction(
        {toolchain, u"cases"_s, {file}, driverRequest(std::move(request), nonce), {}, {}},
        judgedTree(input), input, context);
}

/// The first case that nothing is known about yet.
size_t firstOpen(const CasesAnswer &answer)
{
    size_t i = 0;
    while (i < answer.cases.size() && (answer.cases[i].ended || !answer.cases[i].stopped.isEmpty()))
        ++i;
    return i;
}

void giveUp(CasesAnswer &answer, const QString &why)
{
    for (size_t i = firstOpen(answer); i < answer.cases.size(); ++i)
        if (!answer.cases[i].ended && answer.cases[i].stopped.isEmpty())
            answer.cases[i].stopped = u"not run: %1"_s.arg(why);
}

/// What a driver that ended means. False: nothing more is to be asked.
Result<bool> digest(const ChannelRecords &records, CasesAnswer &answer, const Toolchain &toolchain)
{
    const ExecResult &result = answer.last;
    if (answer.foreign.isEmpty())
        answer.foreign = records.foreign;
    for (const Json &record : records.records)
        if (const QString tool = stringOr(record, "missing"); !tool.isEmpty())
            return std::unexpected(toolMissing(toolchain, tool));
    // The driver says that it is ready before it touches the judged file: what fails earlier is
    // ours.
    const bool ready = std::ranges::any_of(
        records.records, [](const Json &r) { return stringOr(r, "event") == u"ready"_s; });
    if (!ready)
        return fail(
            ErrorCode::ToolFailed,
            u"the driver for cases in %1 did not get to its work; it ended with %2: %3"_s.arg(
                toolchain.title, result.ending(), oneLine(result.errors)));
    bool loaded = false;
    const auto open = take(records, answer, loaded);
    if (!answer.loadFailure.isEmpty())
        return false;
    if (!loaded) {
        answer.loadFailure = u"ended with %1 while it was loaded"_s.arg(result.ending());
        answer.loadLimit = result.limit;
        return false;
    }
    const size_t at = open.value_or(firstOpen(answer));
    if (at >= answer.cases.size())
        return false;
    CaseAnswer &one = answer.cases[at];
    one.stopped = result.succeeded() ? u"the program was ended by the case (exit 0)"_s
                                     : u"ended with %1"_s.arg(result.ending());
    one.limit = result.limit;
    return true;
}

} // namespace

Result<CasesAnswer> runCases(const std::vector<CaseSpec> &cases, const QString &file,
                             const Toolchain &toolchain, const CheckInput &input,
                             CheckContext &context)
{
    CasesAnswer answer;
    answer.cases.resize(cases.size());
    int limits = 0;
    while (firstOpen(answer) < cases.size()) {
        if (limits > maxLimitRestarts) {
            giveUp(answer, u"%1 cases before it hit a limit"_s.arg(limits));
            break;
        }
        if (answer.starts > maxRestarts) {
            giveUp(answer, u"%1 cases before it ended the program"_s.arg(answer.starts));
            break;
        }
        const QString nonce = newNonce();
        auto result = runDriver(cases, firstOpen(answer), file, toolchain, nonce, input, context);
        if (!result)
            return std::unexpected(std::move(result.error()));
        ++answer.starts;
        limits += result->end == ExecResult::End::Limit;
        answer.last = std::move(*result);
        const auto more = digest(readChannel(answer.last.channel, nonce), answer, toolchain);
        if (!more)
            return std::unexpected(more.error());
        if (!*more)
            break;
    }
    return answer;
}

} // namespace touchstone

#include "core/report/attemptstream.h"
#include "core/report/writers.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int exportFormat = 1; // as in resources/schemas/export.schema.json

double milliseconds(qint64 microseconds)
{
    return double(microseconds) / 1000.0;
}

Json orNull(const QString &text)
{
    return text.isEmpty() ? Json() : Json(text);
}

Json checkJson(const Verdict &verdict)
{
    Json json{{"type", verdict.type},
              {"role", checkRoleName(verdict.role)},
              {"weight", verdict.weight},
              {"turn", verdict.turn},
              {"status", verdictStatusName(verdict.status)},
              {"score", verdict.score},
              {"reason", verdict.reason},
              {"duration_ms", milliseconds(verdict.durationUs)}};
    if (!verdict.errorCode.isEmpty())
        json["error_code"] = verdict.errorCode;
    if (verdict.limit)
        json["limit"] = limitName(*verdict.limit);
    for (auto it = verdict.measures.begin(); it != verdict.measures.end(); ++it)
        if (std::isfinite(it.value())) // JSON has no word for the others
            json["measures"][it.key().toStdString()] = it.value();
    return json;
}

Json attemptJson(const AttemptRecord &record, const std::vector<Verdict> &verdicts)
{
    Json checks = Json::object();
    QStringList taken;
    for (const Verdict &verdict : verdicts) {
        taken.append(checkKey(verdict, taken));
        checks[taken.last().toStdString()] = checkJson(verdict);
    }
    return {{"format", exportFormat},
            {"id", record.id},
            {"pack", record.pack},
            {"scenario", record.scenario},
            {"kind", record.kind},
            {"language", record.language},
            {"difficulty", record.difficulty},
            {"tags", record.tags},
            {"agent", record.agent},
            {"model", orNull(record.model)},
            {"sample", record.sample},
            {"retry", record.retry},
            {"outcome", outcomeName(record.outcome)},
            {"reason", record.reason},
            {"score", record.score},
            {"left_out", record.leftOut},
            {"limit", orNull(record.limit)},
            {"checks", std::move(checks)},
            {"started_ms", record.startedMs},
            {"duration_ms", milliseconds(record.durationUs)},
            {"agent_ms", milliseconds(record.agentUs)},
            {"check_ms", milliseconds(record.checkUs)},
            {"input_tokens", record.inputTokens},
            {"output_tokens", record.outputTokens},
            {"cost_usd", record.cost},
            {"pass", record.pass}};
}

} // namespace

Result<void> writeJsonLines(const RunFile &file, QIODevice &out, const ReportOptions &options)
{
    return forEachAttempt(file, options, {}, [&](const AttemptRecord &record) {
        return withVerdicts(file, record, VerdictDetail::Full,
                            [&](const std::vector<Verdict> &verdicts) {
                                out.write(dumpJson(attemptJson(record, verdicts)) + '\n');
                            });
    });
}

} // namespace touchstone

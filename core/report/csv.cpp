#include "core/report/csv.h"

#include "core/report/attemptstream.h"
#include "core/report/writers.h"

#include <QtCore/QDateTime>
#include <QtCore/QTimeZone>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

QString millisecondsCell(qint64 microseconds)
{
    return QString::number(double(microseconds) / 1000.0, 'f', 3);
}

QString timeCell(qint64 wallMs)
{
    return wallMs == 0
        ? QString()
        : QDateTime::fromMSecsSinceEpoch(wallMs, QTimeZone::UTC).toString(Qt::ISODateWithMs);
}

/// "syntax=passed; tests=failed"
QString checksText(const std::vector<Verdict> &verdicts)
{
    QStringList parts;
    QStringList taken;
    for (const Verdict &verdict : verdicts) {
        taken.append(checkKey(verdict, taken));
        parts.append(taken.last() + u'=' + verdictStatusName(verdict.status));
    }
    return parts.join(u"; "_s);
}

struct Column {
    const char *name;
    QString (*cell)(const AttemptRecord &);
};

constexpr Column columns[] = {
    {"id", [](const AttemptRecord &r) { return csvText(r.id); }},
    {"pack", [](const AttemptRecord &r) { return csvText(r.pack); }},
    {"scenario", [](const AttemptRecord &r) { return csvText(r.scenario); }},
    {"kind", [](const AttemptRecord &r) { return csvText(r.kind); }},
    {"language", [](const AttemptRecord &r) { return csvText(r.language); }},
    {"difficulty", [](const AttemptRecord &r) { return csvText(r.difficulty); }},
    {"tags", [](const AttemptRecord &r) { return csvText(r.tags.join(u"; "_s)); }},
    {"agent", [](const AttemptRecord &r) { return csvText(r.agent); }},
    {"model", [](const AttemptRecord &r) { return csvText(r.model); }},
    {"sample", [](const AttemptRecord &r) { return QString::number(r.sample); }},
    {"retry", [](const AttemptRecord &r) { return QString::number(r.retry); }},
    {"outcome", [](const AttemptRecord &r) { return outcomeName(r.outcome); }},
    {"score", [](const AttemptRecord &r) { return csvNumber(r.score); }},
    {"left_out", [](const AttemptRecord &r) { return r.leftOut ? u"true"_s : u"false"_s; }},
    {"limit", [](const AttemptRecord &r) { return csvText(r.limit); }},
    {"reason", [](const AttemptRecord &r) { return csvText(r.reason); }},
    {"started", [](const AttemptRecord &r) { return timeCell(r.startedMs); }},
    {"duration_ms", [](const AttemptRecord &r) { return millisecondsCell(r.durationUs); }},
    {"agent_ms", [](const AttemptRecord &r) { return millisecondsCell(r.agentUs); }},
    {"check_ms", [](const AttemptRecord &r) { return millisecondsCell(r.checkUs); }},
    {"input_tokens", [](const AttemptRecord &r) { return QString::number(r.inputTokens); }},
    {"output_tokens", [](const AttemptRecord &r) { return QString::number(r.outputTokens); }},
    {"cost_usd", [](const AttemptRecord &r) { return csvNumber(r.cost); }},
    {"pass", [](const AttemptRecord &r) { return QString::number(r.pass); }},
};

} // namespace

Result<void> writeCsv(const RunFile &file, QIODevice &out, const ReportOptions &options)
{
    QStringList header;
    for (const Column &column : columns)
        header.append(QString::fromLatin1(column.name));
    out.write((header.join(u',') + u",checks\r\n"_s).toUtf8());
    return forEachAttempt(file, options, {}, [&](const AttemptRecord &record) {
        return withVerdicts(
            file, record, VerdictDetail::Brief, [&](const std::vector<Verdict> &verdicts) {
                QString row;
                for (const Column &column : columns)
                    row += column.cell(record) + u',';
                out.write((row + csvText(checksText(verdicts)) + u"\r\n"_s).toUtf8());
            });
    });
}

} // namespace touchstone

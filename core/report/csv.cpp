#include "core/base/text.h"
#include "core/report/attemptstream.h"
#include "core/report/writers.h"

#include <QtCore/QDateTime>
#include <QtCore/QTimeZone>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// A stranger's text as a cell. A spreadsheet takes what begins with one of these for a formula
/// (OWASP, "CSV injection"): an apostrophe in front makes it text.
QString textCell(const QString &text)
{
    QString cell = visibleText(text);
    static constexpr QStringView formulaStarts = u"=+-@\t\r|%＝＋－＠";
    if (!cell.isEmpty() && formulaStarts.contains(cell.front()))
        cell.prepend(u'\'');
    if (cell.contains(u'"') || cell.contains(u',') || cell.contains(u'\n') || cell.contains(u'\r'))
        cell = u'"' + cell.replace(u'"', u"\"\""_s) + u'"';
    return cell;
}

QString numberCell(double number)
{
    return QString::number(number, 'g', 17);
}

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
    {"id", [](const AttemptRecord &r) { return textCell(r.id); }},
    {"pack", [](const AttemptRecord &r) { return textCell(r.pack); }},
    {"scenario", [](const AttemptRecord &r) { return textCell(r.scenario); }},
    {"kind", [](const AttemptRecord &r) { return textCell(r.kind); }},
    {"language", [](const AttemptRecord &r) { return textCell(r.language); }},
    {"difficulty", [](const AttemptRecord &r) { return textCell(r.difficulty); }},
    {"tags", [](const AttemptRecord &r) { return textCell(r.tags.join(u"; "_s)); }},
    {"agent", [](const AttemptRecord &r) { return textCell(r.agent); }},
    {"model", [](const AttemptRecord &r) { return textCell(r.model); }},
    {"sample", [](const AttemptRecord &r) { return QString::number(r.sample); }},
    {"retry", [](const AttemptRecord &r) { return QString::number(r.retry); }},
    {"outcome", [](const AttemptRecord &r) { return outcomeName(r.outcome); }},
    {"score", [](const AttemptRecord &r) { return numberCell(r.score); }},
    {"left_out", [](const AttemptRecord &r) { return r.leftOut ? u"true"_s : u"false"_s; }},
    {"limit", [](const AttemptRecord &r) { return textCell(r.limit); }},
    {"reason", [](const AttemptRecord &r) { return textCell(r.reason); }},
    {"started", [](const AttemptRecord &r) { return timeCell(r.startedMs); }},
    {"duration_ms", [](const AttemptRecord &r) { return millisecondsCell(r.durationUs); }},
    {"agent_ms", [](const AttemptRecord &r) { return millisecondsCell(r.agentUs); }},
    {"check_ms", [](const AttemptRecord &r) { return millisecondsCell(r.checkUs); }},
    {"input_tokens", [](const AttemptRecord &r) { return QString::number(r.inputTokens); }},
    {"output_tokens", [](const AttemptRecord &r) { return QString::number(r.outputTokens); }},
    {"cost_usd", [](const AttemptRecord &r) { return numberCell(r.cost); }},
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
                out.write((row + textCell(checksText(verdicts)) + u"\r\n"_s).toUtf8());
            });
    });
}

} // namespace touchstone

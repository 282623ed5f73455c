#include "support/benchmarkrun.h"

#include "support/program.h"

#include <QtCore/QFile>

using namespace Qt::StringLiterals;

namespace touchstone::test {
namespace {

QByteArray outputOf(const QStringList &arguments)
{
    const ProgramResult done = runTouchstone(arguments);
    if (done.exitCode != 0)
        qFatal("%s: exit code %d\n%s", qPrintable(arguments.join(u' ')), done.exitCode,
               done.errors.constData());
    return done.output;
}

} // namespace

std::vector<Json> readLines(const QByteArray &text)
{
    std::vector<Json> rows;
    for (const QByteArray &line : text.split('\n')) {
        if (line.isEmpty())
            continue;
        auto row = parseJson(line, {u"a line"_s, {}, int(rows.size()) + 1});
        if (!row)
            qFatal("%s", qPrintable(row.error().text()));
        rows.push_back(std::move(*row));
    }
    return rows;
}

QByteArray toLines(const std::vector<Json> &rows)
{
    QByteArray text;
    for (const Json &row : rows)
        text += dumpJson(row) + '\n';
    return text;
}

QString BenchmarkRun::problem()
{
    const ProgramResult doctor = runTouchstone({u"doctor"_s, u"--json"_s});
    return doctor.exitCode == 3 ? QString::fromUtf8(doctor.errors) : QString();
}

QString BenchmarkRun::import(const QString &name, const QString &importer, const QString &input,
                             const QStringList &options)
{
    const QString pack = path(name);
    if (!QFile::exists(pack))
        outputOf(QStringList{u"import"_s, importer, input, u"-o"_s, pack} + options);
    return pack;
}

QMap<QString, Json> BenchmarkRun::run(const QString &pack, const QByteArray &samples)
{
    const QString run = path(u"run.touchstone"_s);
    QFile::remove(run);
    writeFile(path(u"samples"_s), samples);
    outputOf({u"run"_s, pack, u"--agent"_s, u"samples:"_s + path(u"samples"_s), u"-j2"_s,
              u"--quiet"_s, u"-o"_s, run});
    QMap<QString, Json> attempts;
    for (Json &attempt : readLines(outputOf({u"export"_s, run, u"--format"_s, u"jsonl"_s}))) {
        const QString key =
            u"%1 %2"_s.arg(stringOr(attempt, "scenario")).arg(integerOr(attempt, "sample", -1));
        attempts.insert(key, std::move(attempt));
    }
    return attempts;
}

Json BenchmarkRun::passAtK(const QString &ks) const
{
    const QByteArray report =
        outputOf({u"report"_s, path(u"run.touchstone"_s), u"--format"_s, u"json"_s, u"--at"_s, ks});
    const auto json = parseJson(report, {u"the report"_s, {}, 0});
    if (!json)
        qFatal("%s", qPrintable(json.error().text()));
    return (*json)["agents"].at(0)["pass_at_k"];
}

} // namespace touchstone::test

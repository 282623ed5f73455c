#include "core/report/report.h"

#include "core/report/writers.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>
#include <QtCore/QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// A damaged run is reported as far as it can be read, and then named.
Result<void> named(const RunSummary &summary)
{
    if (summary.damage.isEmpty())
        return {};
    return fail(ErrorCode::Corrupt, summary.damage);
}

Result<void> writeTable(const RunFile &file, QIODevice &out, const ReportOptions &options)
{
    const auto summary = summarise(file, options);
    if (!summary)
        return std::unexpected(summary.error());
    out.write(tableReport(*summary, options.width, options.colour).toUtf8());
    return named(*summary);
}

Result<void> writeSummaryJson(const RunFile &file, QIODevice &out, const ReportOptions &options)
{
    const auto summary = summarise(file, options);
    if (!summary)
        return std::unexpected(summary.error());
    out.write(prettyJson(summaryJson(*summary)));
    return named(*summary);
}

struct Format {
    QStringView name;
    Result<void> (*write)(const RunFile &, QIODevice &, const ReportOptions &);
};

constexpr Format formats[] = {
    {u"table", writeTable}, {u"html", writeHtml},       {u"junit", writeJunit},
    {u"csv", writeCsv},     {u"jsonl", writeJsonLines}, {u"json", writeSummaryJson},
    {u"eval", writeEval},   {u"atif", writeAtifLines},
};

Result<void> writeTo(const Format &format, const RunFile &file, const QString &path,
                     const ReportOptions &options)
{
    QSaveFile out(path); // a report that could not be finished replaces nothing
    if (!out.open(QIODevice::WriteOnly))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, out.errorString()));
    auto written = format.write(file, out, options);
    const bool damaged = !written && written.error().code == ErrorCode::Corrupt;
    if (!written && !damaged)
        return written;
    if (!out.commit())
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, out.errorString()));
    if (damaged)
        written.error().message += u" (%1 holds what could be read)"_s.arg(path);
    return written;
}

/// A file per attempt, into a new or empty folder that appears only when all are written.
Result<void> writeFolder(const RunFile &file, const QString &path, const ReportOptions &options)
{
    const QFileInfo info(path);
    if (info.exists() && (!info.isDir() || !QDir(path).isEmpty()))
        return fail(ErrorCode::BadInput,
                    u"%1 is not empty; trajectories are written to a new or empty folder, or to "
                    "FILE.jsonl"_s.arg(path));
    const QString above = QFileInfo(QDir::cleanPath(info.absoluteFilePath())).absolutePath();
    if (!QDir().mkpath(above))
        return fail(ErrorCode::Io, u"the folder %1 can't be made"_s.arg(above));
    QTemporaryDir staging(above + u"/.trajectories-XXXXXX"_s);
    if (!staging.isValid())
        return fail(ErrorCode::Io, staging.errorString());
    auto written = writeAtifFolder(file, staging.path(), options);
    const bool damaged = !written && written.error().code == ErrorCode::Corrupt;
    if (!written && !damaged)
        return written;
    QDir().rmdir(path);
    if (!QDir().rename(staging.path(), path))
        return fail(ErrorCode::Io, u"%1 can't be moved to %2"_s.arg(staging.path(), path));
    staging.setAutoRemove(false);
    // temporary folders are for their owner alone
    QFile::setPermissions(path,
                          QFile::permissions(path) | QFile::ReadGroup | QFile::ExeGroup
                              | QFile::ReadOther | QFile::ExeOther);
    return written;
}

Result<void> writeToStdout(const Format &format, const RunFile &file, const ReportOptions &options)
{
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly))
        return fail(ErrorCode::Io, u"standard output: %1"_s.arg(out.errorString()));
    auto written = format.write(file, out, options);
    if (!out.flush() || out.error() != QFileDevice::NoError)
        return fail(ErrorCode::Io, u"standard output: %1"_s.arg(out.errorString()));
    return written;
}

} // namespace

QStringList reportFormats()
{
    QStringList names;
    for (const Format &format : formats)
        names.append(format.name.toString());
    return names;
}

Result<void> writeReport(const RunFile &file, const QString &format, const QString &outputPath,
                         const ReportOptions &options)
{
    for (const Format &known : formats) {
        if (known.name != format)
            continue;
        const bool toStdout = outputPath.isEmpty() || outputPath == u"-"_s;
        const bool toFolder = format == "atif"_L1 && !toStdout && !outputPath.endsWith(".jsonl"_L1);
        auto written = toStdout ? writeToStdout(known, file, options)
            : toFolder          ? writeFolder(file, outputPath, options)
                                : writeTo(known, file, outputPath, options);
        if (!written)
            return std::unexpected(
                std::move(written.error())
                    .within(u"writing the %1 report of %2"_s.arg(format, file.path())));
        return {};
    }
    return fail(ErrorCode::BadInput,
                u"there is no report format '%1'; there are: %2"_s.arg(
                    format, reportFormats().join(u", "_s)));
}

} // namespace touchstone

#include "app/cli/bench/desktopstart.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>

#include <chrono>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

constexpr int longestMs = 10 * 60'000;

/// Lines that can't be read are passed over: plugins and Qt may say something, too.
DesktopTimes timesOf(const QString &output)
{
    DesktopTimes times;
    for (const QString &line : output.split(u'\n')) {
        const QStringList words = line.split(u' ');
        const QString name = words.value(0);
        const double number = words.value(1).toDouble();
        if (name == u"usable"_s)
            times.usable = number;
        else if (name == u"ready"_s)
            times.ready = number;
        else if (name == u"complete"_s)
            times.complete = number;
        else if (name == u"memory"_s)
            times.peakMebibytes = number / 1024;
        else if (name == u"scroll"_s)
            times.scroll = {number, words.value(2).toDouble(), words.value(3).toInt()};
        else if (name == u"slow"_s)
            times.slow.push_back({int(number), words.value(2).toInt(), words.sliced(3).join(u' ')});
    }
    return times;
}

} // namespace

Result<DesktopTimes> startDesktop(const QString &page)
{
    const QTemporaryDir settings;
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"TOUCHSTONE_SETTINGS"_s, settings.path());
    const qint64 now =
        std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
    environment.insert(u"TOUCHSTONE_BENCH"_s, QString::number(now));
    process.setProcessEnvironment(environment);
    process.setProgram(QCoreApplication::applicationFilePath());
    process.setArguments(page.isEmpty() ? QStringList() : QStringList{page});
    process.start(QIODevice::ReadOnly);
    if (!process.waitForFinished(longestMs)) {
        process.kill();
        process.waitForFinished();
        return fail(ErrorCode::ToolFailed, u"the desktop did not end by itself: %1"_s.arg(page));
    }
    const QString errors = QString::fromUtf8(process.readAllStandardError());
    const DesktopTimes times = timesOf(QString::fromUtf8(process.readAllStandardOutput()));
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0
        || times.peakMebibytes <= 0 || (!page.isEmpty() && times.ready <= 0))
        return fail(ErrorCode::Internal,
                    u"the desktop could not be measured: %1"_s.arg(errors.right(2000)));
    return times;
}

} // namespace touchstone::cli

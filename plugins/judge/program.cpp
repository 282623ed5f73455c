#include "program.h"

#include "core/check/evidence.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QProcess>

#include <csignal>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype maxAnswer = 1 << 20;
constexpr int slice = 100; ///< milliseconds between looks at the stop token

/// Kills it with all that it started, unless it has ended.
void killTree(QProcess &process)
{
    if (process.state() != QProcess::NotRunning && process.processId() > 0)
        ::kill(pid_t(-process.processId()), SIGKILL);
    process.kill();
    process.waitForFinished(5000);
}

} // namespace

Result<QByteArray> askProgram(const QStringList &argv, const QByteArray &request,
                              std::chrono::milliseconds patience, const std::stop_token &stop)
{
    QProcess process;
    process.setChildProcessModifier([] { ::setsid(); });
    process.start(argv.first(), argv.mid(1));
    if (!process.waitForStarted())
        return fail(
            ErrorCode::ToolMissing,
            u"the judge '%1' can't be started: %2"_s.arg(argv.first(), process.errorString()));
    process.write(request);
    process.closeWriteChannel();
    QElapsedTimer timer;
    timer.start();
    QByteArray answer;
    QByteArray errors;
    while (process.state() != QProcess::NotRunning) {
        process.waitForFinished(slice);
        answer += process.readAllStandardOutput();
        errors = (errors + process.readAllStandardError()).right(10'000);
        const bool late = timer.elapsed() > patience.count();
        if (process.state() == QProcess::NotRunning && !late)
            break;
        if (!stop.stop_requested() && !late && answer.size() <= maxAnswer)
            continue;
        killTree(process);
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, u"stopped while waiting for the judge"_s);
        return fail(ErrorCode::ToolFailed,
                    late ? u"the judge '%1' did not answer within %2 s"_s.arg(argv.first())
                               .arg(double(patience.count()) / 1000)
                         : u"the judge '%1' answered with more than %2 bytes"_s.arg(argv.first())
                               .arg(maxAnswer));
    }
    answer += process.readAllStandardOutput();
    errors += process.readAllStandardError();
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return answer;
    return fail(
        ErrorCode::ToolFailed,
        u"the judge '%1' ended with %2: %3"_s.arg(argv.first(),
                                                  process.exitStatus() == QProcess::NormalExit
                                                      ? u"exit code %1"_s.arg(process.exitCode())
                                                      : u"a crash"_s,
                                                  oneLine(errors)));
}

} // namespace touchstone

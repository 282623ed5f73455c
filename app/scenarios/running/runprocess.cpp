#include "app/scenarios/running/runprocess.h"

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

constexpr int interruptedCode = 130; // as app/cli documents it

/// The exit codes of a run that came to its end, whatever was scored.
bool isDone(int exitCode)
{
    return exitCode == 0 || exitCode == 1 || exitCode == 3;
}

} // namespace

RunProcess::RunProcess(const QString &program, const QStringList &arguments, QString file,
                       QObject *parent)
    : LiveRun(std::move(file), parent)
    , m_child(new ChildProgram(program, arguments, ChildProgram::Life::OutlivesWindow, this))
{
    connect(m_child, &ChildProgram::event, this, &RunProcess::takeEvent);
    connect(m_child, &ChildProgram::ended, this, &RunProcess::end);
}

void RunProcess::takeEvent(const Json &event)
{
    const QString name = stringOr(event, "event");
    if (name == u"note"_s)
        note(stringOr(event, "message"));
    passTime();
    courseToFill().add(event);
    if (name == u"run"_s) {
        setState(State::Running);
        watch();
        Q_EMIT begun();
    }
    Q_EMIT changed();
}

void RunProcess::end(int exitCode)
{
    const QString said = m_child->errorText();
    note(said);
    const bool isFailed = exitCode != interruptedCode && !isDone(exitCode);
    if (isFailed && said.isEmpty())
        note(tr("It ended unexpectedly (code %1)").arg(exitCode));
    setState(isFailed ? State::Failed : exitCode == interruptedCode ? State::Stopped : State::Done);
}

void RunProcess::askingFailed(const Error &error)
{
    LiveRun::askingFailed(error);
    if (m_isAskedToStop)
        m_child->interrupt();
}

void RunProcess::stop()
{
    if (state() == State::Running || state() == State::Paused) {
        if (std::exchange(m_isAskedToStop, true))
            m_child->interrupt(); // it has not listened yet
        else
            LiveRun::stop();
    } else if (isUnderWay()) {
        m_child->interrupt();
    }
}

} // namespace touchstone::scenarios

#include "app/scenarios/runs.h"

#include "core/run/runfile.h"

#include <QtConcurrent/QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

constexpr int interruptedCode = 130; // as app/cli documents it
constexpr qsizetype mostNotes = 100;

/// The exit codes of a run that came to its end, whatever was scored.
bool isDone(int exitCode)
{
    return exitCode == 0 || exitCode == 1 || exitCode == 3;
}

} // namespace

RunProcess::RunProcess(const QString &program, const QStringList &arguments, QString file,
                       QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_child(new ChildProgram(program, arguments, ChildProgram::Life::OutlivesWindow, this))
{
    m_ticks.setInterval(1000);
    connect(&m_ticks, &QTimer::timeout, this, [this] {
        passTime();
        Q_EMIT changed();
    });
    connect(m_child, &ChildProgram::event, this, &RunProcess::take);
    connect(m_child, &ChildProgram::ended, this, &RunProcess::end);
}

void RunProcess::passTime()
{
    if (!m_sinceStep.isValid())
        return;
    const qint64 passed = m_sinceStep.restart();
    if (m_state != State::Paused)
        m_course.seconds += double(passed) / 1000.0;
}

void RunProcess::take(const Json &event)
{
    const QString name = stringOr(event, "event");
    if (name == u"note"_s && m_notes.size() < mostNotes)
        m_notes.append(stringOr(event, "message"));
    passTime();
    m_course.add(event);
    if (name == u"run"_s) {
        m_state = State::Running;
        m_sinceStep.start();
        m_ticks.start();
        Q_EMIT begun();
    }
    Q_EMIT changed();
}

void RunProcess::end(int exitCode)
{
    passTime();
    m_ticks.stop();
    const QString said = m_child->errorText();
    if (!said.isEmpty())
        m_notes.append(said);
    m_state = exitCode == interruptedCode ? State::Stopped
        : isDone(exitCode)                ? State::Done
                                          : State::Failed;
    if (m_state == State::Failed && said.isEmpty())
        m_notes.append(tr("It ended unexpectedly (code %1)").arg(exitCode));
    Q_EMIT changed();
    Q_EMIT ended();
}

void RunProcess::request(const QString &what, State then)
{
    // a transaction of its own on the run file, which may have to wait for the writer
    QtConcurrent::run([file = m_file, what] {
        return RunFile::requestControl(file, what);
    }).then(this, [this, then](const Result<void> &asked) {
        if (!isUnderWay())
            return;
        if (asked) {
            passTime();
            m_state = then;
        } else {
            m_notes.append(asked.error().text());
            if (then == State::Stopping)
                m_child->interrupt();
        }
        Q_EMIT changed();
    });
}

void RunProcess::pause()
{
    if (m_state == State::Running)
        request(u"pause"_s, State::Paused);
}

void RunProcess::resume()
{
    if (m_state == State::Paused)
        request(u"resume"_s, State::Running);
}

void RunProcess::stop()
{
    if (m_state == State::Running || m_state == State::Paused)
        request(u"stop"_s, State::Stopping);
    else if (isUnderWay())
        m_child->interrupt();
}

QString RunProcess::stateText() const
{
    switch (m_state) {
    case State::Starting:
        return tr("starting");
    case State::Running:
        return tr("running");
    case State::Paused:
        return tr("paused");
    case State::Stopping:
        return tr("stopping when what is under way is done");
    case State::Done:
        return tr("done");
    case State::Stopped:
        return tr("stopped; it can be resumed");
    case State::Failed:
        return tr("failed");
    }
    return {};
}

Runs::Runs(QString program, QObject *parent)
    : QObject(parent)
    , m_program(std::move(program))
{
}

RunProcess *Runs::start(const QStringList &arguments, const QString &file)
{
    auto *run = new RunProcess(
        m_program, QStringList{u"run"_s} + arguments + QStringList{u"-o"_s, file, u"--json"_s},
        file, this);
    m_all.push_back(run);
    connect(run, &RunProcess::changed, this, &Runs::changed);
    connect(run, &RunProcess::begun, this, [this, run] { Q_EMIT begun(run); });
    connect(run, &RunProcess::ended, this, [this, run] { Q_EMIT ended(run); });
    Q_EMIT added(run);
    run->start();
    return run;
}

RunProcess *Runs::again(const QString &file, const QStringList &attempts)
{
    QStringList arguments;
    for (const QString &attempt : attempts)
        arguments << u"--retry"_s << attempt;
    return start(arguments, file);
}

int Runs::underWay() const
{
    return int(std::ranges::count_if(m_all, &RunProcess::isUnderWay));
}

void Runs::forget(RunProcess *run)
{
    if (run->isUnderWay())
        return;
    std::erase(m_all, run);
    Q_EMIT forgotten(run);
    Q_EMIT changed();
    run->deleteLater();
}

} // namespace touchstone::scenarios

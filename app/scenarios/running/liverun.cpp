#include "app/scenarios/running/liverun.h"

#include <QtConcurrent/QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

constexpr qsizetype mostNotes = 100;
constexpr int lookEveryMs = 1000;

} // namespace

LiveRun::LiveRun(QString file, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
{
    m_ticks.setInterval(lookEveryMs);
    connect(&m_ticks, &QTimer::timeout, this, [this] {
        passTime();
        look();
        Q_EMIT changed();
    });
}

void LiveRun::watch()
{
    m_sinceStep.start();
    m_ticks.start();
    look();
}

void LiveRun::passTime()
{
    if (!m_sinceStep.isValid())
        return;
    const qint64 passed = m_sinceStep.restart();
    if (m_state != State::Paused && isUnderWay())
        m_course.seconds += double(passed) / 1000.0;
}

void LiveRun::note(const QString &text)
{
    if (!text.isEmpty() && m_notes.size() < mostNotes)
        m_notes.append(text);
}

void LiveRun::setState(State state)
{
    if (!isUnderWay() || state == m_state)
        return;
    passTime();
    m_state = state;
    if (!isUnderWay())
        m_ticks.stop();
    Q_EMIT changed();
    if (!isUnderWay())
        Q_EMIT ended();
}

void LiveRun::look()
{
    if (m_looks || !isUnderWay())
        return;
    m_looks = true;
    QtConcurrent::run([file = m_file] {
        return RunFile::activity(file);
    }).then(this, [this](const Result<RunActivity> &activity) {
        m_looks = false;
        if (activity && isUnderWay())
            take(*activity);
    });
}

void LiveRun::take(const RunActivity &activity)
{
    switch (activity.state) {
    case RunActivity::State::Running:
        return setState(State::Running);
    case RunActivity::State::Paused:
        return setState(State::Paused);
    case RunActivity::State::Stopping:
        return setState(State::Stopping);
    case RunActivity::State::None:
    case RunActivity::State::Lost:
        return;
    }
}

/// A transaction of its own on the run file, which may have to wait for the writer.
void LiveRun::request(const QString &what)
{
    QtConcurrent::run([file = m_file, what] {
        return RunFile::requestControl(file, what);
    }).then(this, [this](const Result<void> &asked) {
        if (!isUnderWay())
            return;
        if (!asked)
            askingFailed(asked.error());
        Q_EMIT changed();
    });
}

void LiveRun::pause()
{
    if (m_state == State::Running)
        request(u"pause"_s);
}

void LiveRun::resume()
{
    if (m_state == State::Paused)
        request(u"resume"_s);
}

void LiveRun::stop()
{
    if (m_state == State::Running || m_state == State::Paused)
        request(u"stop"_s);
}

QString LiveRun::stateText() const
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

} // namespace touchstone::scenarios

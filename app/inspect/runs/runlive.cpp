#include "app/inspect/runs/runlive.h"

#include "app/ide/look.h"
#include "app/inspect/runs/runsource.h"

#include "core/base/text.h"
#include "core/report/figures.h"

#include <QtCore/QDateTime>
#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>

#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

using State = RunActivity::State;

constexpr qint64 silenceMs = 30'000; // a writer gives a sign of life every ten seconds

QString stateText(const RunActivity &activity)
{
    if (activity.asked == u"stop"_s)
        return RunLive::tr("is asked to stop");
    if (activity.asked == u"pause"_s)
        return RunLive::tr("is asked to pause");
    if (activity.asked == u"resume"_s)
        return RunLive::tr("is asked to go on");
    if (activity.state == State::Paused)
        return RunLive::tr("paused");
    if (activity.state == State::Stopping)
        return RunLive::tr("stops after the attempts under way");
    return {};
}

} // namespace

qint64 plannedAttempts(const RunManifest &manifest)
{
    return integerOr(manifest.plan, "attempts", 0);
}

RunLive::RunLive(RunSource &source, QWidget *parent)
    : QWidget(parent)
    , m_source(source)
    , m_bar(new QProgressBar(this))
    , m_course(new QLabel(this))
    , m_pause(new QPushButton(tr("Pause"), this))
    , m_stop(new QPushButton(tr("Stop"), this))
    , m_resume(new QPushButton(tr("Go On"), this))
    , m_passRate(std::nan(""))
{
    setAccessibleName(tr("Course of the run"));
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(8);
    m_bar->setMinimumWidth(160);
    m_course->setTextFormat(Qt::PlainText);
    m_course->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_course->setAccessibleName(tr("State of the run"));
    m_course->setWordWrap(true);
    m_stop->setToolTip(tr("Ends after the attempts under way; the run can be resumed"));
    m_resume->setToolTip(tr("Runs the attempts that are missing"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->addWidget(m_bar, 1);
    layout->addWidget(m_course, 2);
    for (QPushButton *button : {m_pause, m_stop, m_resume})
        layout->addWidget(button);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        m_source.control(m_source.activity().state == State::Paused ? u"resume"_s : u"pause"_s);
    });
    connect(m_stop, &QPushButton::clicked, this, [this] { m_source.control(u"stop"_s); });
    connect(m_resume, &QPushButton::clicked, this, &RunLive::resumeWanted);
    connect(&source, &RunSource::opened, this, &RunLive::tell);
    connect(&source, &RunSource::grew, this, &RunLive::tell);
    connect(&source, &RunSource::stateChanged, this, &RunLive::tell);
    connect(&source, &RunSource::controlled, this, &RunLive::answer);
    tell();
}

void RunLive::setPassRate(double rate)
{
    m_passRate = rate;
    tell();
}

void RunLive::setResumes(bool can)
{
    m_resumes = can;
    tell();
}

/// Its writer went without a word, or attempts of its plan were never made; retries may hide some.
bool RunLive::endedEarly() const
{
    return !m_source.isReading() && !m_source.isRunning()
        && (m_source.activity().state == State::Lost
            || qint64(m_source.table().size()) < plannedAttempts(m_source.manifest()));
}

void RunLive::tell()
{
    const bool isRunning = m_source.isRunning();
    const bool isEarly = endedEarly();
    setVisible(isRunning || isEarly);
    m_bar->setVisible(isRunning);
    m_pause->setVisible(isRunning);
    m_stop->setVisible(isRunning);
    m_resume->setVisible(isEarly && m_resumes);
    if (!isRunning)
        m_seenMs = 0;
    if (isRunning)
        tellCourse();
    else if (isEarly)
        tellEarlyEnd();
}

/// How fast it is since it was first seen, and how long it will take.
QString RunLive::rateText()
{
    const size_t done = m_source.table().size();
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (m_seenMs == 0 && !m_source.isReading()) {
        m_seenMs = now;
        m_seenAttempts = done;
    }
    const double seconds = double(now - m_seenMs) / 1000.0;
    const double rate = m_seenMs > 0 && seconds > 1 ? double(done - m_seenAttempts) / seconds : 0;
    if (rate <= 0 || m_source.activity().state == State::Paused)
        return {};
    const QString text = tr("%1/s").arg(rate, 0, 'f', rate < 10 ? 1 : 0);
    const qint64 planned = plannedAttempts(m_source.manifest());
    if (planned <= qint64(done))
        return text;
    return text + u" · "_s
        + tr("%1 left").arg(durationText(double(planned - qint64(done)) / rate * 1e6));
}

void RunLive::tellCourse()
{
    const auto done = qint64(m_source.table().size());
    const qint64 planned = plannedAttempts(m_source.manifest());
    const RunActivity &activity = m_source.activity();
    m_bar->setRange(0, planned > 0 ? int(std::min<qint64>(planned, INT_MAX)) : 0);
    m_bar->setValue(int(done));
    QStringList parts{stateText(activity),
                      planned > 0 ? tr("%1 of %2").arg(countText(done), countText(planned))
                                  : countText(done, tr("attempt"), tr("attempts")),
                      rateText()};
    if (std::isfinite(m_passRate))
        parts.append(tr("%1 passed so far").arg(percentText(m_passRate)));
    if (activity.silentMs > silenceMs)
        parts.append(
            tr("no sign of life for %1").arg(durationText(double(activity.silentMs) * 1e3)));
    parts.append(m_problem);
    parts.removeAll(QString());
    m_course->setText(visibleText(parts.join(u" · "_s)));
    m_course->setToolTip(Qt::convertFromPlainText(visibleText(activity.holder)));
    m_course->setPalette({});
    const bool isPaused = activity.state == State::Paused;
    m_pause->setText(isPaused ? tr("Resume") : tr("Pause"));
    m_pause->setEnabled(activity.state != State::Stopping && activity.asked.isEmpty());
    m_stop->setEnabled(activity.state != State::Stopping && activity.asked != u"stop"_s);
}

void RunLive::tellEarlyEnd()
{
    const RunActivity &activity = m_source.activity();
    const bool isLost = activity.state == State::Lost;
    const QString done = countText(qint64(m_source.table().size()));
    const qint64 planned = plannedAttempts(m_source.manifest());
    const QString far = planned > 0 ? tr("%1 of %2").arg(done, countText(planned)) : done;
    QString path = m_source.path();
    const QString command =
        u"touchstone run --resume -o '%1'"_s.arg(path.replace(u'\'', u"'\\''"_s));
    m_course->setText(
        visibleText((isLost ? u"! "_s + tr("Whoever ran it is gone, after %1 attempts").arg(far)
                            : tr("Ended after %1 attempts").arg(far))
                    + u" · "_s + tr("go on with: %1").arg(command)));
    m_course->setToolTip(Qt::convertFromPlainText(visibleText(activity.holder)));
    QPalette palette = this->palette();
    if (isLost)
        palette.setColor(QPalette::WindowText, ide::coloursOf(palette).warn);
    m_course->setPalette(palette);
}

void RunLive::answer(const QString &, const Result<void> &done)
{
    m_problem = done ? QString() : visibleText(done.error().message);
    tell();
}

void RunLive::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        tell();
    QWidget::changeEvent(event);
}

} // namespace touchstone::inspect

#include "app/scenarios/running/foreignrun.h"

#include "core/report/figures.h"

#include <QtConcurrent/QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

constexpr qint64 silenceMs = 30'000; // a writer gives a sign of life every ten seconds

} // namespace

ForeignRun::ForeignRun(QString file, const RunActivity &now, QObject *parent)
    : LiveRun(std::move(file), parent)
    , m_activity(now)
{
    LiveRun::take(now);
    watch();
}

QString ForeignRun::stateText() const
{
    if (!isUnderWay())
        return LiveRun::stateText();
    QString text = LiveRun::stateText();
    if (!m_activity.asked.isEmpty())
        text = tr("asked to %1").arg(m_activity.asked);
    text += u", "_s + m_activity.holder;
    if (m_activity.silentMs > silenceMs)
        text += u" · "_s
            + tr("no sign of life for %1").arg(durationText(double(m_activity.silentMs) * 1e3));
    return text;
}

Result<ForeignRun::Progress> ForeignRun::read(const QString &path, qint64 after)
{
    const auto file = RunFile::open(path, RunFile::Mode::Read);
    if (!file)
        return std::unexpected(file.error());
    const auto manifest = (*file)->manifest();
    const auto last = (*file)->lastNumber();
    if (!manifest || !last)
        return std::unexpected(manifest ? last.error() : manifest.error());
    Progress progress;
    progress.total = integerOr(manifest->plan, "attempts", 0);
    progress.upTo = *last;
    if (*last <= after)
        return progress;
    AttemptQuery query;
    query.after = after;
    query.upTo = *last;
    const auto visited = (*file)->attempts(query, [&progress](const AttemptRecord &record) {
        ++progress.done;
        progress.passed += record.outcome == Outcome::Passed;
        progress.errors += record.outcome == Outcome::Error;
        return true;
    });
    return visited ? Result<Progress>(progress) : std::unexpected(visited.error());
}

void ForeignRun::take(const RunActivity &activity)
{
    m_activity = activity;
    if (m_reads)
        return;
    m_reads = true;
    QtConcurrent::run(read, file(), m_after)
        .then(this, [this, activity](const Result<Progress> &progress) {
            m_reads = false;
            if (progress && isUnderWay())
                takeProgress(*progress, activity);
        });
}

void ForeignRun::takeProgress(const Progress &progress, const RunActivity &activity)
{
    Course &now = courseToFill();
    m_after = progress.upTo;
    now.done += progress.done;
    now.passed += progress.passed;
    now.errors += progress.errors;
    now.total = std::max(progress.total, now.done);
    now.seconds = 0; // nobody saw it begin: how fast it is would be made up
    if (activity.state == RunActivity::State::Lost) {
        note(tr("Whoever ran it is gone: %1. Open it to go on with it.").arg(activity.holder));
        setState(State::Failed);
    } else if (activity.state == RunActivity::State::None) {
        setState(now.done < progress.total ? State::Stopped : State::Done);
    } else {
        LiveRun::take(activity);
    }
    Q_EMIT changed();
}

} // namespace touchstone::scenarios

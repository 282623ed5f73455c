#include "app/scenarios/running/runs.h"

#include "app/scenarios/running/foreignrun.h"
#include "app/scenarios/running/runprocess.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {

Runs::Runs(QString program, QObject *parent)
    : QObject(parent)
    , m_program(std::move(program))
{
}

Runs::~Runs() = default;

void Runs::add(LiveRun *run)
{
    m_all.push_back(run);
    connect(run, &LiveRun::changed, this, &Runs::changed);
    connect(run, &LiveRun::begun, this, [this, run] { Q_EMIT begun(run); });
    connect(run, &LiveRun::ended, this, [this, run] { Q_EMIT ended(run); });
    Q_EMIT added(run);
    Q_EMIT changed();
}

RunProcess *Runs::start(const QStringList &arguments, const QString &file)
{
    auto *run = new RunProcess(
        m_program, QStringList{u"run"_s} + arguments + QStringList{u"-o"_s, file, u"--json"_s},
        file, this);
    add(run);
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

RunProcess *Runs::resume(const QString &file)
{
    return start({u"--resume"_s}, file);
}

void Runs::lookAt(const QStringList &files)
{
    for (const QString &file : files)
        QtConcurrent::run([file] {
            return RunFile::activity(file);
        }).then(this, [this, file](const Result<RunActivity> &activity) {
            if (activity && activity->isUnderWay())
                follow(file, *activity);
        });
}

void Runs::follow(const QString &file, const RunActivity &activity)
{
    const QString path = QFileInfo(file).canonicalFilePath();
    const bool isKnown = std::ranges::any_of(m_all, [&path](const LiveRun *run) {
        return run->isUnderWay() && QFileInfo(run->file()).canonicalFilePath() == path;
    });
    if (!isKnown)
        add(new ForeignRun(file, activity, this));
}

int Runs::underWay() const
{
    return int(std::ranges::count_if(m_all, &LiveRun::isUnderWay));
}

int Runs::oursUnderWay() const
{
    return int(std::ranges::count_if(
        m_all, [](const LiveRun *run) { return run->isUnderWay() && run->isOurs(); }));
}

void Runs::forget(LiveRun *run)
{
    if (run->isUnderWay())
        return;
    std::erase(m_all, run);
    Q_EMIT forgotten(run);
    Q_EMIT changed();
    run->deleteLater();
}

} // namespace touchstone::scenarios

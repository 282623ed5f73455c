#include "app/scenarios/packlibrary.h"

#include "app/ide/settings.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

constexpr qsizetype mostRuns = 8; // older ones say little of how a scenario does now

} // namespace

PackLibrary::PackLibrary(ide::Settings &settings, const QString &shipped, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_shipped(shipped)
{
    for (QThreadPool *pool : {&m_pool, &m_runsPool}) {
        pool->setMaxThreadCount(1);
        pool->setThreadPriority(QThread::LowPriority);
    }
}

PackLibrary::~PackLibrary()
{
    m_stopped = true;
    m_pool.clear();
    m_runsPool.clear();
    m_pool.waitForDone();
    m_runsPool.waitForDone();
}

void PackLibrary::load()
{
    if (!m_shipped.isEmpty())
        for (const QFileInfo &folder :
             QDir(m_shipped).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            if (QFileInfo::exists(folder.filePath() + u"/pack.json"_s))
                read(folder.absoluteFilePath(), true);
    for (const QString &folder : m_settings.remembered(u"scenarios/packs"_s).toStringList())
        if (!m_known.contains(folder) && QFileInfo::exists(folder))
            read(folder, false);
}

void PackLibrary::add(const QString &folder)
{
    if (m_known.contains(folder))
        return;
    read(folder, false);
    remember();
}

void PackLibrary::forget(const QString &folder)
{
    m_known.remove(folder);
    std::erase_if(m_packs, [&](const PackPointer &pack) { return pack->path == folder; });
    remember();
    Q_EMIT changed();
}

void PackLibrary::reload(const QString &folder)
{
    if (m_known.contains(folder))
        read(folder, m_known.value(folder));
}

void PackLibrary::remember()
{
    QStringList opened;
    for (auto it = m_known.cbegin(); it != m_known.cend(); ++it)
        if (!it.value())
            opened.append(it.key());
    opened.sort();
    m_settings.remember(u"scenarios/packs"_s, opened);
}

void PackLibrary::read(const QString &folder, bool isShipped)
{
    m_known.insert(folder, isShipped);
    ++m_waiting;
    Q_EMIT changed();
    QtConcurrent::run(&m_pool, loadPack, folder, isShipped)
        .then(this, [this](const PackPointer &pack) {
            --m_waiting;
            put(pack);
        });
}

void PackLibrary::put(const PackPointer &pack)
{
    const auto old = std::ranges::find(m_packs, pack->path, &LoadedPack::path);
    if (!m_known.contains(pack->path)) { // forgotten meanwhile
        Q_EMIT changed();
        return;
    }
    if (old != m_packs.end())
        *old = pack;
    else
        m_packs.push_back(pack);
    std::ranges::stable_sort(m_packs, [](const PackPointer &a, const PackPointer &b) {
        return std::pair(!a->isShipped, a->name()) < std::pair(!b->isShipped, b->name());
    });
    Q_EMIT changed();
}

PackPointer PackLibrary::find(const QString &folder) const
{
    const auto found = std::ranges::find(m_packs, folder, &LoadedPack::path);
    return found == m_packs.end() ? nullptr : *found;
}

void PackLibrary::setRuns(const QStringList &runs)
{
    m_runs = runs.first(std::min(runs.size(), mostRuns));
    const int ticket = ++m_runsTicket;
    m_runsPool.clear();
    QtConcurrent::run(&m_runsPool, [runs = m_runs, stopped = &m_stopped] {
        return lastResults(runs, *stopped);
    }).then(this, [this, ticket](ScenarioResults results) {
        if (ticket != m_runsTicket || results == m_results)
            return;
        m_results = std::move(results);
        Q_EMIT changed();
    });
}

const ScenarioResult *PackLibrary::result(const QString &pack, const QString &id) const
{
    const auto found = m_results.constFind(scenarioKey(pack, id));
    return found == m_results.cend() ? nullptr : &*found;
}

} // namespace touchstone::scenarios

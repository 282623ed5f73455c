#include "app/cli/enginehost.h"

#include "core/run/lastingcache.h"

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QSysInfo>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

QString cpuName()
{
    QFile info(u"/proc/cpuinfo"_s);
    static const QRegularExpression line(u"model name\\s*: (.*)"_s);
    return info.open(QIODevice::ReadOnly)
        ? line.match(QString::fromUtf8(info.readAll())).captured(1).trimmed()
        : QString();
}

} // namespace

EngineHost::EngineHost(std::unique_ptr<Executor> executor, Toolchains toolchains,
                       std::unique_ptr<ResultCache> cache)
    : m_executor(std::move(executor))
    , m_toolchains(std::move(toolchains))
    , m_cache(std::move(cache))
    , m_engine{Registry::standard(), *m_executor, m_toolchains, *m_cache}
{
}

Result<std::unique_ptr<EngineHost>> EngineHost::make(Confine confine, const QString &cache)
{
    auto toolchains = Toolchains::load();
    if (!toolchains)
        return std::unexpected(std::move(toolchains.error()));
    auto executor = makeExecutor(confine);
    if (!executor)
        return std::unexpected(std::move(executor.error()));
    QString problem;
    auto results = cache.isEmpty()
        ? makeMemoryCache()
        : openLastingCache(cache, resultWorld(*toolchains, (*executor)->confinement()), &problem);
    if (!problem.isEmpty())
        complain(problem);
    return std::unique_ptr<EngineHost>(
        new EngineHost(std::move(*executor), std::move(*toolchains), std::move(results)));
}

QString toolVersion(Engine &engine, const Toolchain &toolchain, const Tool &tool)
{
    const Command command = toolchain.versionCommand(tool);
    const auto ask = [&]() -> Result<Json> {
        const BlobStore nothing;
        const auto result = engine.executor.run({{}, &nothing, command}, {});
        if (!result || !result->succeeded())
            return fail(ErrorCode::ToolMissing, tool.id); // which is asked again the next time
        const QString text =
            QString::fromUtf8(result->output.isEmpty() ? result->errors : result->output);
        const auto match = QRegularExpression(tool.versionPattern).match(text);
        return Json(match.hasMatch() ? match.captured(1) : text.section(u'\n', 0, 0).trimmed());
    };
    const Json key = Json::array({"tool version", command.argv, tool.versionPattern});
    const auto version = engine.cache.get(Digest::of(dumpJson(key)), ask);
    return version && version->is_string() ? version->get<QString>() : QString();
}

QMap<QString, QMap<QString, QString>> toolVersions(Engine &engine)
{
    struct Asked {
        const Toolchain *toolchain;
        const Tool *tool;
        QString version;
    };
    std::vector<Asked> all;
    for (const Toolchain &toolchain : engine.toolchains.all())
        for (const Tool &tool : toolchain.tools)
            all.push_back({&toolchain, &tool, {}});
    {
        std::atomic<size_t> next = 0;
        std::vector<std::jthread> threads;
        for (int i = 0; i < defaultJobs(); ++i)
            threads.emplace_back([&] {
                for (size_t at = next++; at < all.size(); at = next++)
                    all[at].version = toolVersion(engine, *all[at].toolchain, *all[at].tool);
            });
    }
    QMap<QString, QMap<QString, QString>> versions;
    for (const Asked &asked : all)
        versions[asked.toolchain->language][asked.tool->id] = asked.version;
    return versions;
}

Json EngineHost::environment()
{
    const Confinement confinement = m_executor->confinement();
    Json tools = Json::object();
    for (const auto &versions : toolVersions(m_engine))
        for (auto it = versions.begin(); it != versions.end(); ++it)
            tools[it.key().toStdString()] = it.value();
    return {{"confinement", {{"form", confinement.form}, {"features", confinement.features}}},
            {"kernel", QSysInfo::kernelType() + u' ' + QSysInfo::kernelVersion()},
            {"os", QSysInfo::prettyProductName()},
            {"cpu", cpuName()},
            {"cores", std::thread::hardware_concurrency()},
            {"tools", tools},
            {"profile", "default-1"}};
}

void ConfineFlags::addTo(CLI::App &command)
{
    auto *strictFlag = command.add_flag(
        "--strict", strict, "A sandbox of its own for every command, no warm interpreter");
    command
        .add_flag("--unconfined", unconfined,
                  "Run strangers' code WITHOUT confinement: only on a machine you can lose")
        ->excludes(strictFlag);
    command.add_flag("--no-cache", forget,
                     "Remember no results, and use none that earlier commands remembered");
}

Confine ConfineFlags::chosen() const
{
    if (unconfined)
        return Confine::Unconfined;
    return strict ? Confine::Strict : Confine::Warm;
}

QString ConfineFlags::cache() const
{
    return forget ? QString() : lastingCachePath();
}

int defaultJobs()
{
    return int(std::max(1U, std::thread::hardware_concurrency()));
}

} // namespace touchstone::cli

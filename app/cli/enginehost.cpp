#include "app/cli/enginehost.h"

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QSysInfo>

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

EngineHost::EngineHost(std::unique_ptr<Executor> executor, Toolchains toolchains)
    : m_executor(std::move(executor))
    , m_toolchains(std::move(toolchains))
    , m_cache(makeMemoryCache())
    , m_engine{Registry::standard(), *m_executor, m_toolchains, *m_cache}
{
}

Result<std::unique_ptr<EngineHost>> EngineHost::make(Confine confine)
{
    auto toolchains = Toolchains::load();
    if (!toolchains)
        return std::unexpected(std::move(toolchains.error()));
    auto executor = makeExecutor(confine);
    if (!executor)
        return std::unexpected(std::move(executor.error()));
    return std::unique_ptr<EngineHost>(
        new EngineHost(std::move(*executor), std::move(*toolchains)));
}

QString toolVersion(Executor &executor, const Toolchain &toolchain, const Tool &tool)
{
    const BlobStore nothing;
    ExecRequest request;
    request.blobs = &nothing;
    request.command = toolchain.versionCommand(tool);
    const auto result = executor.run(request, {});
    if (!result || !result->succeeded())
        return {};
    const QString text =
        QString::fromUtf8(result->output.isEmpty() ? result->errors : result->output);
    const auto match = QRegularExpression(tool.versionPattern).match(text);
    return match.hasMatch() ? match.captured(1) : text.section(u'\n', 0, 0).trimmed();
}

Json EngineHost::environment() const
{
    const Confinement confinement = m_executor->confinement();
    Json tools = Json::object();
    for (const Toolchain &toolchain : m_toolchains.all())
        for (const Tool &tool : toolchain.tools)
            tools[tool.id.toStdString()] = toolVersion(*m_executor, toolchain, tool);
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
}

Confine ConfineFlags::chosen() const
{
    if (unconfined)
        return Confine::Unconfined;
    return strict ? Confine::Strict : Confine::Warm;
}

int defaultJobs()
{
    return int(std::max(1U, std::thread::hardware_concurrency()));
}

} // namespace touchstone::cli

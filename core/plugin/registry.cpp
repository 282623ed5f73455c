#include "core/plugin/registry.h"

#include "core/base/paths.h"
#include "core/base/version.h"
#include "core/check/builtin.h"

#include <QtCore/QDir>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QPluginLoader>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

const QStringList &categories()
{
    static const QStringList names{u"kinds"_s, u"agents"_s, u"checks"_s, u"importers"_s};
    return names;
}

/// The metadata of one plugin file; `problem` says why it can't be used.
PluginInfo readMetadata(const QString &file)
{
    PluginInfo info;
    info.file = file;
    info.name = QFileInfo(file).completeBaseName();
    const QPluginLoader loader(file);
    const QJsonObject meta = loader.metaData();
    if (meta.isEmpty()) {
        info.problem = u"not a Qt plugin of this Qt version"_s;
        return info;
    }
    if (meta.value("IID"_L1).toString() != QLatin1StringView(TouchstonePluginIid)) {
        info.problem = u"its interface is '%1', expected '%2'"_s.arg(
            meta.value("IID"_L1).toString(), QLatin1StringView(TouchstonePluginIid));
        return info;
    }
    const QJsonObject own = meta.value("MetaData"_L1).toObject();
    info.name = own.value("name"_L1).toString(info.name);
    info.title = own.value("title"_L1).toString(info.name);
    info.version = own.value("version"_L1).toString();
    const int abi = own.value("abi"_L1).toInt(-1);
    if (abi != pluginAbi)
        info.problem =
            u"built for plugin ABI %1, this Touchstone has %2: build it again"_s.arg(abi).arg(
                pluginAbi);
    for (const QString &category : categories()) {
        const QJsonArray ids = own.value(category).toArray();
        for (const auto &id : ids)
            info.provides[category].append(id.toString());
    }
    return info;
}

QString idOf(const ScenarioKind &kind)
{
    return kind.id();
}
QString idOf(const AgentFactory &agent)
{
    return agent.name();
}
QString idOf(const Check &check)
{
    return check.type();
}
QString idOf(const Importer &importer)
{
    return importer.id();
}

} // namespace

Registry::Registry(const QStringList &folders)
{
    PluginInfo own{u"core"_s, u"What comes with the engine"_s, version(), {}, {}, true, {}};
    Contributions contributions;
    contributions.agents = builtInAgents();
    contributions.checks = builtInChecks();
    for (const auto &agent : contributions.agents)
        own.provides[u"agents"_s].append(agent->name());
    for (const auto &check : contributions.checks)
        own.provides[u"checks"_s].append(check->type());
    announce(std::move(own));
    takeLocked(std::move(contributions), m_plugins.front());

    for (const QString &folder : folders) {
        const QFileInfoList files =
            QDir(folder).entryInfoList({u"*.so"_s}, QDir::Files, QDir::Name);
        for (const QFileInfo &file : files)
            announce(readMetadata(file.absoluteFilePath()));
        if (!QFileInfo(folder).isDir())
            announce({folder,
                      {},
                      {},
                      folder,
                      {},
                      false,
                      u"TOUCHSTONE_PLUGIN_PATH names a folder that does not exist"_s});
    }
}

Registry &Registry::standard()
{
    static Registry registry(pluginFolders());
    return registry;
}

void Registry::announce(PluginInfo info)
{
    const size_t index = m_plugins.size();
    if (info.problem.isEmpty()) {
        for (auto it = info.provides.cbegin(); it != info.provides.cend(); ++it) {
            for (const QString &id : it.value()) {
                const auto [owner, isNew] = m_owners[it.key()].try_emplace(id, index);
                if (!isNew)
                    info.problem = u"its %1 '%2' is already taken by plugin '%3'"_s.arg(
                        it.key().chopped(1), id, m_plugins.at(owner->second).name);
            }
        }
    }
    m_plugins.push_back(std::move(info));
}

void Registry::loadLocked(PluginInfo &plugin)
{
    if (plugin.loaded || !plugin.problem.isEmpty())
        return;
    QPluginLoader loader(plugin.file);
    QObject *object = loader.instance();
    auto *instance = qobject_cast<Plugin *>(object);
    if (!instance) {
        plugin.problem =
            object ? u"it does not implement touchstone::Plugin"_s : loader.errorString();
        return;
    }
    plugin.loaded = true;
    try {
        takeLocked(instance->contribute(), plugin);
    } catch (const std::exception &e) { // somebody's plugin must not take the rest down
        plugin.problem = u"it threw while being loaded: %1"_s.arg(QString::fromUtf8(e.what()));
    }
}

void Registry::takeLocked(Contributions contributions, PluginInfo &plugin)
{
    takeLocked(std::move(contributions.kinds), u"kinds"_s, m_kinds, plugin);
    takeLocked(std::move(contributions.agents), u"agents"_s, m_agents, plugin);
    takeLocked(std::move(contributions.checks), u"checks"_s, m_checks, plugin);
    takeLocked(std::move(contributions.importers), u"importers"_s, m_importers, plugin);
}

template <typename T>
void Registry::takeLocked(std::vector<std::unique_ptr<T>> items, const QString &category,
                          ById<T> &known, PluginInfo &plugin)
{
    for (auto &item : items) {
        const QString id = idOf(*item);
        if (!plugin.provides.value(category).contains(id))
            plugin.problem = u"it brings %1 '%2' that its metadata does not announce"_s.arg(
                category.chopped(1), id);
        else if (!known.try_emplace(id, std::move(item)).second)
            plugin.problem = u"it brings %1 '%2' twice"_s.arg(category.chopped(1), id);
    }
}

template <typename T>
Result<const T *> Registry::find(const QString &category, const QString &noun, const QString &id,
                                 const ById<T> &known)
{
    const std::scoped_lock lock(m_mutex);
    const auto &owners = m_owners[category];
    const auto owner = owners.find(id);
    if (owner == owners.end()) {
        QStringList there;
        for (const auto &[name, index] : owners)
            there.append(name);
        return fail(ErrorCode::NotFound,
                    u"there is no %1 '%2'; there are: %3"_s.arg(noun, id, there.join(u", "_s)));
    }
    PluginInfo &plugin = m_plugins.at(owner->second);
    loadLocked(plugin);
    const auto found = known.find(id);
    if (found != known.end())
        return found->second.get();
    const QString why =
        plugin.problem.isEmpty() ? u"it announces the id but does not bring it"_s : plugin.problem;
    return fail(ErrorCode::Unsupported,
                u"the %1 '%2' comes from plugin '%3', which can't be used: %4"_s.arg(
                    noun, id, plugin.name, why));
}

Result<const ScenarioKind *> Registry::kind(const QString &id)
{
    return find(u"kinds"_s, u"kind"_s, id, m_kinds);
}

Result<const Check *> Registry::check(const QString &type)
{
    return find(u"checks"_s, u"check"_s, type, m_checks);
}

Result<const Importer *> Registry::importer(const QString &id)
{
    return find(u"importers"_s, u"importer"_s, id, m_importers);
}

Result<const AgentFactory *> Registry::agentFactory(const QString &name)
{
    return find(u"agents"_s, u"agent"_s, name, m_agents);
}

Result<std::unique_ptr<Agent>> Registry::agent(const QString &specification)
{
    const qsizetype colon = specification.indexOf(u':');
    const QString name = colon < 0 ? specification : specification.left(colon);
    const auto factory = agentFactory(name);
    if (!factory)
        return std::unexpected(factory.error());
    auto agent = (*factory)->create(colon < 0 ? QString() : specification.mid(colon + 1));
    if (!agent)
        return std::unexpected(
            std::move(agent.error()).within(u"making agent '%1'"_s.arg(specification)));
    return agent;
}

QStringList Registry::ids(const QString &category) const
{
    const std::scoped_lock lock(m_mutex);
    QStringList ids;
    if (const auto owners = m_owners.find(category); owners != m_owners.end())
        for (const auto &[id, index] : owners->second)
            ids.append(id);
    return ids;
}

std::vector<PluginInfo> Registry::plugins() const
{
    const std::scoped_lock lock(m_mutex);
    return m_plugins;
}

} // namespace touchstone

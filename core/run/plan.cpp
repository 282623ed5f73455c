#include "core/run/plan.h"

#include "core/run/runfile.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QFileInfo>
#include <QtCore/QHash>
#include <QtCore/QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// Which shard a scenario belongs to: by a hash of its name, so that every machine agrees.
int shardOf(const QString &pack, const QString &id, int shards)
{
    const Digest digest = Digest::of((pack + u'/' + id).toUtf8());
    quint32 value = 0;
    for (int i = 0; i < 4; ++i)
        value = value << 8 | digest.bytes[size_t(i)];
    return int(value % quint32(shards)) + 1;
}

Result<Digest> digestOfFile(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    return Digest::fromBytes(hash.result());
}

} // namespace

Result<Digest> digestOfPack(const QString &path)
{
    const QFileInfo info(path);
    // absolute: a relative folder's files would be named with the folder
    const QDir folder(info.isDir() ? info.absoluteFilePath() : info.absolutePath());
    QStringList lines;
    QDirIterator files(folder.path(), QDir::Files | QDir::Hidden | QDir::System | QDir::NoSymLinks,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString relative = folder.relativeFilePath(file);
        if (relative.contains(u"__pycache__/"_s) || relative.endsWith(u".touchstone"_s))
            continue;
        const auto digest = digestOfFile(file);
        if (!digest)
            return digest;
        lines.append(digest->hex() + u' ' + relative);
    }
    lines.sort();
    return Digest::of(lines.join(u'\n').toUtf8());
}

Result<void> overrideLimits(Scenario &scenario, const Json &limits)
{
    if (limits.empty())
        return {};
    const auto changed = parseLimits(limits, {u"the run's limits"_s, {}, 0}, scenario.limits);
    if (!changed)
        return std::unexpected(changed.error());
    scenario.limits = *changed;
    return {};
}

FilterSubject filterSubject(const Scenario &scenario)
{
    FilterSubject subject;
    subject.id = scenario.id;
    subject.kind = scenario.kind;
    subject.language = scenario.language;
    subject.tags = scenario.tags;
    subject.difficulty = scenario.difficulty;
    subject.pack = scenario.pack;
    subject.texts = {scenario.id, scenario.title};
    for (const Turn &turn : scenario.turns) {
        subject.texts.append(turn.instruction);
        for (const CheckSpec &check : turn.checks)
            subject.checks.append(check.id);
    }
    return subject;
}

FilterSubject filterSubject(const AttemptRecord &record)
{
    FilterSubject subject;
    subject.id = record.scenario;
    subject.kind = record.kind;
    subject.language = record.language;
    subject.tags = record.tags;
    subject.difficulty = record.difficulty;
    subject.pack = record.pack;
    subject.agent = record.agent;
    subject.outcome = outcomeName(record.outcome);
    subject.texts = {record.scenario, record.reason};
    subject.numbers = {{u"time"_s, double(record.durationUs) / 1e6},
                       {u"tokens"_s, double(record.inputTokens + record.outputTokens)},
                       {u"cost"_s, record.cost},
                       {u"score"_s, record.score}};
    return subject;
}

Result<RunPlan> RunPlan::make(const RunSpec &spec, Registry &registry)
{
    RunPlan plan;
    plan.m_spec = spec;
    if (auto opened = plan.openPacks(); !opened)
        return std::unexpected(opened.error());
    if (auto opened = plan.openAgents(registry); !opened)
        return std::unexpected(opened.error());
    if (auto enumerated = plan.enumerate(); !enumerated)
        return std::unexpected(enumerated.error());
    if (auto identified = plan.identify(); !identified)
        return std::unexpected(identified.error());
    return plan;
}

Result<void> RunPlan::openPacks()
{
    if (m_spec.packs.isEmpty())
        return fail(ErrorCode::BadInput, u"no pack was named"_s);
    for (const QString &path : std::as_const(m_spec.packs)) {
        auto pack = Pack::open(path);
        if (!pack)
            return std::unexpected(std::move(pack.error()));
        const auto sameName = [&](const auto &other) { return other->name() == (*pack)->name(); };
        if (std::ranges::any_of(m_packs, sameName))
            return fail(
                ErrorCode::BadInput,
                u"two packs are called '%1' (the second is %2); attempts could not be told apart"_s
                    .arg((*pack)->name(), path));
        m_packs.push_back(std::move(*pack));
    }
    return {};
}

Result<void> RunPlan::openAgents(Registry &registry)
{
    if (m_spec.agents.isEmpty())
        return fail(
            ErrorCode::BadInput,
            u"no agent was named; there are: %1"_s.arg(registry.ids(u"agents"_s).join(u", "_s)));
    for (const QString &specification : std::as_const(m_spec.agents)) {
        auto agent = registry.agent(specification);
        if (!agent)
            return std::unexpected(std::move(agent.error()));
        QString name = (*agent)->describe().name;
        if (m_agentNames.contains(
                name)) // two files of the same name: the specification tells them apart
            name = specification;
        if (m_agentNames.contains(name))
            return fail(ErrorCode::BadInput,
                        u"agent '%1' is named twice; attempts could not be told apart"_s.arg(
                            specification));
        m_agentNames.append(name);
        m_agents.push_back(std::move(*agent));
    }
    return {};
}

Result<void> RunPlan::enumerate()
{
    auto filter = Filter::parse(m_spec.filter, FilterOf::Scenarios);
    if (!filter)
        return std::unexpected(std::move(filter.error()));
    std::vector<Coverage> coverage(m_agents.size());
    for (size_t p = 0; p < m_packs.size(); ++p) {
        const Pack &pack = *m_packs[p];
        for (qsizetype s = 0; s < pack.size(); ++s) {
            if (m_spec.shards > 1
                && shardOf(pack.name(), pack.idAt(s), m_spec.shards) != m_spec.shard)
                continue;
            if (auto added = enumerateScenario(quint16(p), quint32(s), *filter, coverage); !added)
                return added;
        }
    }
    m_notes = coverageNotes(m_agentNames, m_agents, m_packs, coverage);
    return {};
}

Result<void> RunPlan::enumerateScenario(quint16 packIndex, quint32 index, const Filter &filter,
                                        std::vector<Coverage> &coverage)
{
    const Pack &pack = *m_packs[packIndex];
    const QString id = pack.idAt(index);
    const auto load = [&]() -> Result<Scenario> {
        BlobStore blobs;
        return pack.scenario(index, blobs);
    };
    if (!filter.isEmpty()) {
        FilterSubject subject;
        if (filter.fields() == QStringList{u"id"_s}) { // no need to read the scenario
            subject.id = id;
        } else {
            const auto scenario = load();
            if (!scenario)
                return std::unexpected(scenario.error());
            subject = filterSubject(*scenario);
        }
        if (!filter.matches(subject))
            return {};
    }
    for (size_t a = 0; a < m_agents.size(); ++a) {
        const auto available = m_agents[a]->sampleCount(pack.name(), id, load);
        if (!available)
            return std::unexpected(available.error());
        int count = available->value_or(m_spec.samples.value_or(1));
        coverage[a].add(id, count > 0);
        if (m_spec.samples)
            count = std::min(count, *m_spec.samples);
        for (int sample = 0; sample < count; ++sample)
            m_items.push_back({index, quint32(sample), packIndex, quint16(a), 0});
    }
    return {};
}

Result<void> RunPlan::identify()
{
    Json packs = Json::array();
    for (const auto &pack : m_packs) {
        const auto digest = digestOfPack(pack->path());
        if (!digest)
            return std::unexpected(digest.error());
        packs.push_back({{"name", pack->name()}, {"digest", digest->hex()}});
    }
    Json agents = Json::array();
    for (size_t i = 0; i < m_agents.size(); ++i) {
        const AgentDescription about = m_agents[i]->describe();
        agents.push_back(
            {{"name", m_agentNames[qsizetype(i)]},
             {"model", about.model},
             {"parameters", about.parameters},
             {"identity", about.identity.isNull() ? QString() : about.identity.hex()}});
    }
    m_identity = {
        {"packs", packs},
        {"agents", agents},
        {"samples", m_spec.samples ? Json(*m_spec.samples) : Json()},
        {"filter", m_spec.filter},
        {"seed", m_spec.seed},
        {"limits", m_spec.limits},
        {"agent_wall_s", m_spec.agentWallSeconds ? Json(*m_spec.agentWallSeconds) : Json()}};
    m_digest = Digest::of(dumpJson(m_identity));
    return {};
}

QString RunPlan::keyOf(const PlanItem &item) const
{
    const Pack &itsPack = pack(item);
    return u"%1\n%2\n%3\n%4"_s.arg(itsPack.name(), itsPack.idAt(item.scenario), agentName(item))
        .arg(item.sample);
}

namespace {

QString keyOf(const AttemptRecord &record)
{
    return u"%1\n%2\n%3\n%4"_s.arg(record.pack, record.scenario, record.agent).arg(record.sample);
}

} // namespace

Result<qint64> RunPlan::skipFinished(const RunFile &file)
{
    QSet<Digest> finished; // hashes: constant size whatever the ids are
    auto read = file.attempts({}, [&](const AttemptRecord &record) {
        finished.insert(Digest::of(touchstone::keyOf(record).toUtf8()));
        return true;
    });
    if (!read)
        return std::unexpected(read.error());
    return qint64(std::erase_if(m_items, [&](const PlanItem &item) {
        return finished.contains(Digest::of(keyOf(item).toUtf8()));
    }));
}

Result<void> RunPlan::keepOnlyAgain(const RunFile &file, const QStringList &attempts)
{
    QHash<Digest, int> latest; ///< retry
    for (const QString &id : attempts) {
        const auto record = file.attempt(id);
        if (!record)
            return std::unexpected(record.error());
        latest.insert(Digest::of(touchstone::keyOf(*record).toUtf8()), record->retry);
    }
    auto read = file.attempts({}, [&](const AttemptRecord &record) {
        if (const auto known = latest.find(Digest::of(touchstone::keyOf(record).toUtf8()));
            known != latest.end())
            *known = std::max(*known, record.retry);
        return true;
    });
    if (!read)
        return std::unexpected(read.error());
    std::erase_if(m_items, [&](PlanItem &item) {
        const auto known = latest.constFind(Digest::of(keyOf(item).toUtf8()));
        if (known == latest.cend())
            return true;
        item.retry = quint16(*known + 1);
        return false;
    });
    return {};
}

Result<void> RunPlan::keepOnlyWallLimited(const RunFile &file)
{
    struct Latest {
        int retry = -1;
        bool wallLimited = false;
    };
    QHash<Digest, Latest> latest;
    auto read = file.attempts({}, [&](const AttemptRecord &record) {
        Latest &known = latest[Digest::of(touchstone::keyOf(record).toUtf8())];
        if (record.retry > known.retry)
            known = {record.retry, record.limit == limitName(LimitKind::Wall)};
        return true;
    });
    if (!read)
        return std::unexpected(read.error());
    std::erase_if(m_items, [&](PlanItem &item) {
        const auto known = latest.constFind(Digest::of(keyOf(item).toUtf8()));
        if (known == latest.cend() || !known->wallLimited)
            return true;
        item.retry = quint16(known->retry + 1);
        return false;
    });
    return {};
}

} // namespace touchstone

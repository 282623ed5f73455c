#include "core/run/runspec.h"

#include "core/base/schema.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace touchstone {

Json toJson(const RunSpec &spec)
{
    Json json{{"format", 1}, {"packs", spec.packs}, {"agents", spec.agents}, {"seed", spec.seed}};
    if (spec.samples)
        json["samples"] = *spec.samples;
    if (!spec.filter.isEmpty())
        json["filter"] = spec.filter;
    if (!spec.limits.empty())
        json["limits"] = spec.limits;
    if (spec.agentWallSeconds)
        json["agent_wall_s"] = *spec.agentWallSeconds;
    if (spec.jobs)
        json["jobs"] = *spec.jobs;
    if (spec.strict)
        json["confine"] = "strict";
    if (spec.shards > 1)
        json["shard"] = u"%1/%2"_s.arg(spec.shard).arg(spec.shards);
    return json;
}

RunSpec relativeTo(const QString &folder, RunSpec spec)
{
    const QDir to(QFileInfo(folder).absoluteFilePath());
    const auto moved = [&](const QString &path) {
        const QFileInfo info(path);
        return info.isRelative() ? to.relativeFilePath(info.absoluteFilePath()) : path;
    };
    for (QString &pack : spec.packs)
        pack = moved(pack);
    for (QString &agent : spec.agents) {
        const qsizetype colon = agent.indexOf(u':');
        if (colon >= 0 && QFileInfo::exists(agent.mid(colon + 1)))
            agent = agent.left(colon + 1) + moved(agent.mid(colon + 1));
    }
    return spec;
}

RunSpec absolute(RunSpec spec, const QString &folder)
{
    const QDir from(folder);
    for (QString &pack : spec.packs)
        pack = QDir::cleanPath(from.absoluteFilePath(pack));
    for (QString &agent : spec.agents) {
        const qsizetype colon = agent.indexOf(u':');
        if (colon < 0)
            continue;
        const QString file = QDir::cleanPath(from.absoluteFilePath(agent.mid(colon + 1)));
        if (QFileInfo::exists(file)) // else its argument is something else
            agent = agent.left(colon + 1) + file;
    }
    return spec;
}

Result<void> parseShard(const QString &text, RunSpec &spec)
{
    static const QRegularExpression form(u"^(\\d{1,6})/(\\d{1,6})$"_s);
    const auto match = form.match(text);
    const int shard = match.captured(1).toInt();
    const int shards = match.captured(2).toInt();
    if (!match.hasMatch() || shard < 1 || shard > shards)
        return fail(ErrorCode::BadInput,
                    u"'%1' is no shard: expected I/N with 1 <= I <= N, such as 2/8"_s.arg(text));
    spec.shard = shard;
    spec.shards = shards;
    return {};
}

Result<RunSpec> parseRunSpec(const Json &json, const Place &place)
{
    if (auto valid = validateJson(json, u"run"_s, place); !valid)
        return std::unexpected(std::move(valid.error()));
    RunSpec spec;
    spec.packs = stringsOr(json, "packs");
    spec.agents = stringsOr(json, "agents");
    spec = absolute(std::move(spec), QFileInfo(place.file).absolutePath());
    if (json.contains("samples"))
        spec.samples = int(integerOr(json, "samples", 1));
    spec.filter = stringOr(json, "filter");
    spec.seed = quint64(integerOr(json, "seed", 0));
    if (const Json &limits = memberOr(json, "limits"); limits.is_object())
        spec.limits = limits;
    if (json.contains("agent_wall_s"))
        spec.agentWallSeconds = numberOr(json, "agent_wall_s", 0);
    if (json.contains("jobs"))
        spec.jobs = int(integerOr(json, "jobs", 1));
    spec.strict = stringOr(json, "confine") == u"strict"_s;
    if (json.contains("shard"))
        if (auto shard = parseShard(stringOr(json, "shard"), spec); !shard)
            return std::unexpected(
                std::move(shard.error()).within(u"reading %1"_s.arg(place.at(u"shard"_s).text())));
    return spec;
}

} // namespace touchstone

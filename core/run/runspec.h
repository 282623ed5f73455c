#pragma once

#include "core/base/json.h"

#include <optional>

namespace touchstone {

/// What to run. The command line's flags and a run specification
/// (resources/schemas/run.schema.json) say the same things and give the same run.
struct RunSpec {
    QStringList packs; ///< paths
    QStringList agents; ///< "reference", "samples:FILE", …
    std::optional<int> samples; ///< per agent and scenario; none: what the agent has, else 1
    QString filter; ///< see Filter
    quint64 seed = 0;
    Json limits = Json::object(); ///< replaces limits of every scenario (members as in a scenario)
    std::optional<double> agentWallSeconds; ///< for one turn of an agent
    std::optional<int> jobs; ///< attempts at one time; changes no outcome
    bool strict = false; ///< a sandbox for every command; changes no outcome
    int shard = 1; ///< which of `shards`, from 1: by hash of pack and scenario id
    int shards = 1;
    bool operator==(const RunSpec &) const = default;
};

Json toJson(const RunSpec &spec);
/// The same run from whatever folder: relative paths are taken from `folder`.
RunSpec absolute(RunSpec spec, const QString &folder);
/// The same with paths that are relative to the present folder made relative to another one, which
/// need not exist; absolute ones stay.
RunSpec relativeTo(const QString &folder, RunSpec spec);
/// Validated against the schema; relative paths are taken from the specification's folder.
Result<RunSpec> parseRunSpec(const Json &json, const Place &place);
/// "2/8" -> shard 2 of 8.
Result<void> parseShard(const QString &text, RunSpec &spec);

} // namespace touchstone

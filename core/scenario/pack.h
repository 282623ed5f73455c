#pragma once

#include "core/scenario/outline.h"
#include "core/scenario/scenario.h"
#include "core/workspace/blobs.h"

#include <memory>

namespace touchstone {

/// A pack: a folder with pack.json and a folder per scenario, or a table (JSON lines plus a
/// template in pack.json). Scenarios are loaded, resolved and validated when asked for; a table of
/// 100,000 rows is indexed in seconds and stays small in memory. Thread-safe after opening.
class Pack {
public:
    virtual ~Pack() = default;
    /// `path`: the pack's folder, its pack.json, or one scenario's folder (a pack of one).
    static Result<std::unique_ptr<Pack>> open(const QString &path);

    [[nodiscard]] virtual QString name() const = 0;
    [[nodiscard]] virtual QString title() const = 0;
    [[nodiscard]] virtual QString path() const = 0;
    [[nodiscard]] virtual Json metadata() const = 0; ///< pack.json as it stands
    [[nodiscard]] virtual qsizetype size() const = 0;
    [[nodiscard]] virtual QString idAt(qsizetype index) const = 0;
    [[nodiscard]] virtual std::optional<qsizetype> indexOf(const QString &id) const = 0;
    /// Where its JSON stands: its scenario.json, or the table's line.
    [[nodiscard]] virtual Place placeAt(qsizetype index) const = 0;
    /// Quick, for lists; an error where there is no JSON to be read.
    [[nodiscard]] virtual Result<ScenarioOutline> outline(qsizetype index) const = 0;
    /// Bytes that the scenario refers to go into `blobs`.
    [[nodiscard]] virtual Result<Scenario> scenario(qsizetype index, BlobStore &blobs) const = 0;
};

/// Writes a new scenario folder to start from (scenario.json, workspace, reference, samples,
/// tests), with pack.json where the pack is new. Refuses to overwrite.
Result<QString> newScenario(const QString &packFolder, const QString &id, const QString &kind,
                            const QString &language);

} // namespace touchstone

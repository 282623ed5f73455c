#pragma once

#include "core/scenario/filescope.h"
#include "core/scenario/scenario.h"
#include "core/workspace/blobs.h"

#include <QtCore/QSet>

namespace touchstone {

/// What a pack knows that its scenarios take from it.
struct PackContext {
    QString name;
    QString licence; ///< of scenarios that name none; so for the next two
    QString author;
    QString source;
    QMap<QString, Limits> limits; ///< defaults by language
};

/// Where one scenario's JSON comes from.
struct ScenarioOrigin {
    Place place; ///< of the scenario's object
    FileScope files;
    const PackContext *pack = nullptr; ///< borrowed
    /// Pointers (as Place has them) of values that a table's row gave: in these, {"file": …} is no
    /// reference to a file but data.
    QSet<QString> fromRow;
};

/// Validates a scenario.json (or a filled-in template) and resolves everything that it refers to;
/// bytes go into `blobs`.
Result<Scenario> readScenario(const Json &json, const ScenarioOrigin &origin, BlobStore &blobs);

/// Refuses an empty, overlong or unprintable id.
Result<void> checkScenarioId(const QString &id, const Place &place);

/// Refuses what is nested so deeply that a run file, which keeps it below further levels, could not
/// be read again.
Result<void> checkDepth(const Json &json, const Place &place);

/// The folder of an unpacked image ("sha256:…"): named by its digits in a folder of
/// $TOUCHSTONE_IMAGES. Nothing where it is not at hand.
std::optional<QString> rootImageFolder(const QString &image);

} // namespace touchstone

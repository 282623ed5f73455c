#pragma once

#include "core/scenario/pack.h"

#include <memory>

namespace touchstone::scenarios {

/// A pack with what lists show of its scenarios. Immutable: workers read it while the window goes
/// on to a newer one, which is why it is shared.
struct LoadedPack {
    QString path; ///< absolute; as it was opened
    std::unique_ptr<const Pack> pack; ///< null: it could not be opened
    std::optional<Error> error; ///< why not
    bool isShipped = false;
    std::vector<ScenarioOutline> outlines; ///< by index in the pack; without instructions
    std::vector<QString> problems; ///< by index: why there is no outline; empty: there is one

    [[nodiscard]] QString name() const; ///< the folder's where there is no pack
    [[nodiscard]] QString title() const;
};
using PackPointer = std::shared_ptr<const LoadedPack>;

/// Reads a pack with all outlines: 100,000 rows take seconds. Any thread.
PackPointer loadPack(const QString &path, bool isShipped);

/// The pack that a file or folder is of: the folder with pack.json at or around it, else a
/// scenario's own folder; empty where it is neither. Looks at the disk, but reads little.
QString packFolderOf(const QString &path);

} // namespace touchstone::scenarios

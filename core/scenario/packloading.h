#pragma once

#include "core/scenario/pack.h"
#include "core/scenario/reader.h"

namespace touchstone {

/// pack.json, validated, with what follows from it.
struct PackHeader {
    QString path; ///< the pack's folder, as the user would write it
    QString folder; ///< the same, absolute
    Json metadata = Json::object();
    PackContext context;

    [[nodiscard]] Place place() const; ///< of pack.json
    [[nodiscard]] QString title() const;
};

Result<PackHeader> readPackHeader(const QString &folder);
/// Of the pack that a scenario's folder lies in, else headerWithoutPack().
Result<PackHeader> headerAround(const QString &scenarioFolder);
/// For a scenario's folder without a pack around it.
Result<PackHeader> headerWithoutPack(const QString &folder);

Result<std::unique_ptr<Pack>> openFolderPack(PackHeader header);
/// A pack of the one scenario in `folder`, which lies in the header's folder or is it.
Result<std::unique_ptr<Pack>> openSinglePack(PackHeader header, const QString &folder);
Result<std::unique_ptr<Pack>> openTablePack(PackHeader header);

} // namespace touchstone

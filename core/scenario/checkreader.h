#pragma once

#include "core/scenario/reader.h"

namespace touchstone {

/// Reads lists of checks: common members, files, and the type's own members against
/// checks/TYPE.schema.json where there is one.
class CheckReader {
public:
    CheckReader(const ScenarioOrigin &origin, BlobStore &blobs)
        : m_origin(origin)
        , m_blobs(blobs)
    {
    }
    /// Appends to `checks`; ids must differ from those that are there and from each other.
    Result<void> append(const Json &list, const Place &place, std::vector<CheckSpec> &checks);

private:
    Result<CheckSpec> read(const Json &json, const Place &place);
    Result<void> readParameters(const Json &json, const Place &place, CheckSpec &spec);
    Result<Json> resolved(const Json &json, const Place &place);
    Result<Json> fileContent(const QString &path, const Place &place);
    Result<void> validate(const CheckSpec &spec, const Place &place) const;
    [[nodiscard]] bool isFromRow(const Place &place) const;

    const ScenarioOrigin &m_origin;
    BlobStore &m_blobs;
    QMap<QString, Place> m_places; ///< of the checks read so far, by id
    QMap<QString, QString> m_contents; ///< pointer to the file that was read in there
};

} // namespace touchstone

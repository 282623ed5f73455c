#pragma once

#include "core/base/json.h"

#include <QtCore/QTemporaryDir>

#include <memory>

namespace touchstone {

/// A pack's folder while it is written: beside its place, where nothing is until put() has
/// succeeded. Not thread-safe.
class PackStaging {
public:
    /// `folder` must not exist or be empty.
    static Result<PackStaging> create(const QString &folder);

    [[nodiscard]] QString filePath(const QString &relative) const
    {
        return m_staging->filePath(relative);
    }
    /// The folder's name as a pack may be called.
    [[nodiscard]] QString packName() const;
    /// Writes a file, and the folders above it.
    [[nodiscard]] Result<void> write(const QString &relative, const QByteArray &bytes) const;
    /// pack.json with format and name filled in, then all of it to its place.
    Result<void> put(Json pack);

private:
    PackStaging() = default;

    QString m_folder;
    std::unique_ptr<QTemporaryDir> m_staging;
};

} // namespace touchstone

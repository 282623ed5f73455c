#pragma once

#include "core/base/json.h"

namespace touchstone {

/// How far the paths in a pack's files reach: they start at `base` and end within `root`, also
/// through symbolic links. Both are absolute.
struct FileScope {
    QString root;
    QString base;

    /// The canonical path of an existing regular file. BadInput names `place`, the path and why
    /// not.
    [[nodiscard]] Result<QString> file(const QString &path, const Place &place) const;
    /// The same for a folder.
    [[nodiscard]] Result<QString> folder(const QString &path, const Place &place) const;
    /// A file's bytes, at most maxBytes.
    [[nodiscard]] Result<QByteArray> read(const QString &path, const Place &place,
                                          qint64 maxBytes = 64 << 20) const;
    /// The scope of a folder within this one.
    [[nodiscard]] FileScope within(const QString &path) const { return {root, base + u'/' + path}; }

private:
    [[nodiscard]] Result<QString> resolved(const QString &path, const Place &place) const;
};

/// Reads a regular file; a device or a pipe, which might never end, is refused.
Result<QByteArray> readRegularFile(const QString &path, qint64 maxBytes);

} // namespace touchstone

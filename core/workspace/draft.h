#pragma once

#include "core/workspace/answer.h"

#include <QtCore/QSet>

namespace touchstone {

/// What an answer wants to change, made together or not at all: nothing reaches the blobs before
/// finish() has accepted every path and file.
class Draft {
public:
    Draft(const Manifest &before, BlobStore &blobs, qint64 maxBytes);

    [[nodiscard]] const Manifest &before() const { return m_before; }
    [[nodiscard]] qint64 maxBytes() const { return m_maxBytes; }
    /// Whether there is such a file, with what was drafted so far.
    [[nodiscard]] bool has(const QString &path) const;
    [[nodiscard]] bool drafted(const QString &path) const { return m_writes.contains(path); }
    /// Regular where there is none.
    [[nodiscard]] FileMode mode(const QString &path) const;
    /// The bytes with what was drafted so far.
    [[nodiscard]] Result<QByteArray> read(const QString &path) const;
    /// The bytes as they were before the answer.
    [[nodiscard]] Result<QByteArray> readBefore(const QString &path) const;

    void write(const QString &path, const QByteArray &bytes, FileMode mode);
    /// What was there before goes; what is drafted at this path (before or after) stays.
    void remove(const QString &path);

    Applied finish();

private:
    struct Write {
        QByteArray bytes;
        FileMode mode;
    };
    [[nodiscard]] std::optional<Refusal> refused(const Manifest &after) const;

    const Manifest &m_before;
    BlobStore &m_blobs;
    qint64 m_maxBytes;
    QMap<QString, Write> m_writes;
    QSet<QString> m_removed;
};

/// What applying a form comes to: nothing, or the refusal; an Error where we failed.
using ApplyResult = Result<std::optional<Refusal>>;

} // namespace touchstone

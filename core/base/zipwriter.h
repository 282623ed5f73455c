#pragma once

#include "core/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QIODevice>

#include <memory>

struct archive;

namespace touchstone {

/// Writes a zip, member by member, to a device that need not be seekable; zip64 where it must be.
/// The same members give the same bytes. One thread.
class ZipWriter {
public:
    enum class Packing { Deflate, Stored };
    explicit ZipWriter(QIODevice &out);
    ~ZipWriter();
    ZipWriter(const ZipWriter &) = delete;
    ZipWriter &operator=(const ZipWriter &) = delete;

    Result<void> add(const QString &name, const QByteArray &bytes,
                     Packing packing = Packing::Deflate);
    /// The directory. Nothing can be added afterwards.
    Result<void> finish();

private:
    struct Close {
        void operator()(archive *handle) const noexcept;
    };
    [[nodiscard]] std::unexpected<Error> failure(const QString &doing) const;

    QIODevice &m_out;
    std::unique_ptr<archive, Close> m_archive;
};

} // namespace touchstone

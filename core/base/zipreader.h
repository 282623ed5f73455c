#pragma once

#include "core/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QHash>

#include <functional>
#include <memory>
#include <vector>

namespace touchstone {

/// One file in a zip, as its central directory has it.
struct ZipMember {
    QString name; ///< as it stands there; never used as a path of this machine
    quint16 method = 0; ///< 0: stored, 8: deflate, 93: zstd
    bool encrypted = false;
    quint32 crc = 0;
    quint64 packed = 0; ///< bytes in the zip
    quint64 size = 0; ///< bytes unpacked, as it says
    quint64 index = 0; ///< its place in the directory
};

/// What a stranger's zip may ask of this machine.
struct ZipLimits {
    quint64 memberBytes = quint64(4) << 30; ///< of one member, unpacked
    quint64 members = 20'000'000;
    quint64 directoryBytes = quint64(1) << 30; ///< libzip takes several times that in memory
    quint64 freeBytes = quint64(64) << 20; ///< a member up to this may be packed however tightly
    quint64 ratio = 500; ///< a larger one may be at most this many times its packed size
};

/// Reads a zip by its central directory, any member at any time, unpacking as a stream. Of several
/// members of one name the last one counts. Zip64 is read; encryption and methods other than those
/// above are refused, member by member.
/// libzip reads directory and packed bytes, one thread at a time. Unpacking is done outside of it:
/// threads need not wait for each other there, and none gets more bytes than the directory says. A
/// member of many zstd frames is read whole, as libzip would, too; libarchive ends with the first.
/// A limit that there is none for: libzip's table of names has no seed, so that opening takes
/// seconds for 65,000 names that are made to collide in it, and four times as long for twice as
/// many. Thread-safe after opening.
class ZipReader {
public:
    ~ZipReader();
    ZipReader(const ZipReader &) = delete;
    ZipReader &operator=(const ZipReader &) = delete;

    /// BadInput: not a zip, or a limit would be passed; Corrupt: cut off, or directory and file
    /// contradict each other; NotFound: it can't be opened.
    static Result<std::unique_ptr<ZipReader>> open(const QString &path, ZipLimits limits = {});

    /// Whether a file begins as a zip does.
    static bool looksLikeZip(QByteArrayView firstBytes);

    /// Each name once, in the order of the directory.
    [[nodiscard]] const std::vector<ZipMember> &members() const { return m_members; }
    [[nodiscard]] const ZipMember *find(const QString &name) const;
    /// Hands the unpacked bytes to `sink`, piece by piece. Corrupt where size or checksum is not
    /// what the directory says; BadInput where a limit would be passed.
    [[nodiscard]] Result<void>
    read(const ZipMember &member,
         const std::function<Result<void>(QByteArrayView piece)> &sink) const;
    /// All of a member that has at most maxBytes.
    [[nodiscard]] Result<QByteArray> bytes(const ZipMember &member, quint64 maxBytes) const;

private:
    class Archive; // libzip's handle
    ZipReader(QString path, ZipLimits limits);
    Result<void> readDirectory();
    void add(ZipMember member);
    [[nodiscard]] std::unexpected<Error> refused(const ZipMember &member, ErrorCode code,
                                                 const QString &why) const;

    QString m_path;
    ZipLimits m_limits;
    std::unique_ptr<Archive> m_archive;
    std::vector<ZipMember> m_members;
    QHash<QString, qsizetype> m_index;
};

} // namespace touchstone

#include "core/base/zipreader.h"

#include "core/base/handle.h"
#include "core/base/text.h"

#include <QtCore/QFileInfo>
#include <QtCore/QtEndian>

#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

// Structures and numbers: PKWARE's APPNOTE.TXT, 4.3 and 4.4.5.
constexpr quint32 localSignature = 0x04034b50;
constexpr quint32 entrySignature = 0x02014b50;
constexpr quint32 endSignature = 0x06054b50;
constexpr quint32 end64Signature = 0x06064b50;
constexpr quint32 locator64Signature = 0x07064b50;
constexpr qsizetype localBytes = 30;
constexpr qsizetype entryBytes = 46;
constexpr qsizetype endBytes = 22;
constexpr qsizetype end64Bytes = 56;
constexpr qsizetype locator64Bytes = 20;
constexpr quint64 maxComment = 0xffff;
constexpr quint64 maxDirectoryBytes = quint64(4) << 30;
constexpr size_t pieceBytes = 256 << 10;

enum Method : quint16 { Stored = 0, Deflate = 8, Zstd = 93 };

template <typename T> T little(QByteArrayView bytes, qsizetype offset)
{
    return qFromLittleEndian<T>(bytes.data() + offset);
}

/// Sizes and offset that do not fit into the entry itself stand in its extra field 1.
void readZip64(QByteArrayView extra, ZipMember &member)
{
    while (extra.size() >= 4) {
        const auto id = little<quint16>(extra, 0);
        const qsizetype size = little<quint16>(extra, 2);
        extra = extra.sliced(4);
        if (size > extra.size())
            return;
        if (id == 1) {
            QByteArrayView values = extra.first(size);
            for (quint64 *value : {&member.size, &member.packed, &member.offset}) {
                if (*value != 0xffffffff || values.size() < 8)
                    continue;
                *value = little<quint64>(values, 0);
                values = values.sliced(8);
            }
            return;
        }
        extra = extra.sliced(size);
    }
}

/// Packed bytes of a member, piece by piece.
class Packed {
public:
    Packed(int file, quint64 offset, quint64 size)
        : m_file(file)
        , m_offset(offset)
        , m_left(size)
        , m_buffer(std::make_unique<char[]>(pieceBytes))
    {
    }
    /// Empty at the end, and where the file is shorter than it should be.
    QByteArrayView next()
    {
        const auto wanted = size_t(std::min<quint64>(m_left, pieceBytes));
        if (wanted == 0)
            return {};
        const ssize_t got = ::pread(m_file, m_buffer.get(), wanted, off_t(m_offset));
        if (got <= 0)
            return {};
        m_offset += quint64(got);
        m_left -= quint64(got);
        return {m_buffer.get(), got};
    }

private:
    int m_file;
    quint64 m_offset;
    quint64 m_left;
    std::unique_ptr<char[]> m_buffer;
};

/// Where unpacked bytes go: counted, summed and handed on.
class Unpacked {
public:
    using Sink = std::function<Result<void>(QByteArrayView)>;
    Unpacked(quint64 expected, const Sink &sink)
        : m_expected(expected)
        , m_sink(sink)
    {
    }
    Result<void> put(const char *bytes, size_t size)
    {
        m_count += size;
        if (m_count > m_expected)
            return fail(ErrorCode::Corrupt,
                        u"it unpacks to more than the %1 bytes that it says"_s.arg(m_expected));
        m_crc = crc32_z(m_crc, reinterpret_cast<const Bytef *>(bytes), size);
        return m_sink(QByteArrayView(bytes, qsizetype(size)));
    }
    [[nodiscard]] Result<void> finish(quint32 crc) const
    {
        if (m_count != m_expected)
            return fail(ErrorCode::Corrupt,
                        u"it ends after %1 of %2 bytes"_s.arg(m_count).arg(m_expected));
        if (m_crc != crc)
            return fail(ErrorCode::Corrupt, u"its checksum is wrong"_s);
        return {};
    }

private:
    quint64 m_expected;
    const Sink &m_sink;
    quint64 m_count = 0;
    uLong m_crc = 0;
};

Result<void> copyStored(Packed &packed, Unpacked &unpacked)
{
    for (QByteArrayView piece = packed.next(); !piece.isEmpty(); piece = packed.next())
        if (auto put = unpacked.put(piece.data(), size_t(piece.size())); !put)
            return put;
    return {};
}

Result<void> inflateAll(Packed &packed, Unpacked &unpacked)
{
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return fail(ErrorCode::Internal, u"zlib can't be started"_s);
    const std::unique_ptr<z_stream, FreeWith<inflateEnd>> guard(&stream);
    const auto out = std::make_unique<Bytef[]>(pieceBytes);
    int state = Z_OK;
    for (QByteArrayView piece = packed.next(); state != Z_STREAM_END && !piece.isEmpty();
         piece = packed.next()) {
        stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(piece.data()));
        stream.avail_in = uInt(piece.size());
        do {
            stream.next_out = out.get();
            stream.avail_out = pieceBytes;
            state = inflate(&stream, Z_NO_FLUSH);
            if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR)
                return fail(ErrorCode::Corrupt, u"its packed bytes make no sense"_s);
            if (auto put = unpacked.put(reinterpret_cast<const char *>(out.get()),
                                        pieceBytes - stream.avail_out);
                !put)
                return put;
        } while (state != Z_STREAM_END && stream.avail_out == 0);
    }
    return {};
}

/// Also through several frames that follow each other.
Result<void> unzstdAll(Packed &packed, Unpacked &unpacked)
{
    const std::unique_ptr<ZSTD_DCtx, FreeWith<ZSTD_freeDCtx>> context(ZSTD_createDCtx());
    if (!context)
        return fail(ErrorCode::Internal, u"zstd can't be started"_s);
    const auto bytes = std::make_unique<char[]>(pieceBytes);
    for (QByteArrayView piece = packed.next(); !piece.isEmpty(); piece = packed.next()) {
        ZSTD_inBuffer in{piece.data(), size_t(piece.size()), 0};
        ZSTD_outBuffer out{bytes.get(), pieceBytes, 0};
        // a full buffer may hide more that is to come of what was read already
        while (in.pos < in.size || out.pos == out.size) {
            out.pos = 0;
            const size_t state = ZSTD_decompressStream(context.get(), &out, &in);
            if (ZSTD_isError(state))
                return fail(ErrorCode::Corrupt, u"its packed bytes make no sense"_s);
            if (auto put = unpacked.put(bytes.get(), out.pos); !put)
                return put;
            if (state == 0 && in.pos == in.size)
                break; // asking again would begin a frame that is not there
        }
    }
    return {};
}

} // namespace

std::unexpected<Error> ZipReader::corrupt(const QString &why) const
{
    return fail(ErrorCode::Corrupt, u"%1: %2"_s.arg(m_path, why));
}

std::unexpected<Error> ZipReader::refused(const ZipMember &member, ErrorCode code,
                                          const QString &why) const
{
    return fail(code,
                u"%1: the member %2: %3"_s.arg(m_path, visibleText(shortName(member.name)), why));
}

bool ZipReader::looksLikeZip(QByteArrayView firstBytes)
{
    return firstBytes.startsWith("PK\x03\x04") || firstBytes.startsWith("PK\x05\x06");
}

Result<std::unique_ptr<ZipReader>> ZipReader::open(const QString &path, ZipLimits limits)
{
    std::unique_ptr<ZipReader> reader(new ZipReader);
    reader->m_path = path;
    reader->m_limits = limits;
    reader->m_file.setFileName(path);
    if (QFileInfo(path).isDir())
        return fail(ErrorCode::BadInput, u"%1 is a folder; expected a file"_s.arg(path));
    if (!reader->m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorCode::NotFound, u"%1: %2"_s.arg(path, reader->m_file.errorString()));
    reader->m_size = quint64(reader->m_file.size());
    if (auto read = reader->readDirectory(); !read)
        return std::unexpected(std::move(read.error()));
    return reader;
}

Result<QByteArray> ZipReader::at(quint64 offset, quint64 size) const
{
    if (offset > m_size || size > m_size - offset)
        return corrupt(
            u"it is cut off: %1 bytes are expected from %2 on, of %3 there are"_s.arg(size)
                .arg(offset)
                .arg(m_size));
    QByteArray bytes(qsizetype(size), Qt::Uninitialized);
    for (quint64 done = 0; done < size;) {
        const ssize_t got =
            ::pread(m_file.handle(), bytes.data() + done, size - done, off_t(offset + done));
        if (got <= 0)
            return fail(ErrorCode::Io, u"%1 can't be read"_s.arg(m_path));
        done += quint64(got);
    }
    return bytes;
}

Result<void> ZipReader::readDirectory()
{
    const quint64 tailBytes = std::min<quint64>(m_size, quint64(endBytes) + maxComment);
    const auto tail = at(m_size - tailBytes, tailBytes);
    if (!tail)
        return std::unexpected(tail.error());
    qsizetype end = tail->size() - endBytes;
    while (end >= 0 && little<quint32>(*tail, end) != endSignature)
        --end;
    if (end < 0) {
        const auto head = at(0, std::min<quint64>(m_size, 4));
        if (head && looksLikeZip(*head))
            return corrupt(u"it begins as a zip but has no directory at its end: it is cut off; "
                           u"copy it again from where it comes from"_s);
        return fail(ErrorCode::BadInput, u"%1 is no zip"_s.arg(m_path));
    }
    quint64 count = little<quint16>(*tail, end + 10);
    quint64 size = little<quint32>(*tail, end + 12);
    quint64 offset = little<quint32>(*tail, end + 16);
    const qsizetype locator = end - locator64Bytes;
    if (locator >= 0 && little<quint32>(*tail, locator) == locator64Signature) {
        const auto end64 = at(little<quint64>(*tail, locator + 8), end64Bytes);
        if (!end64)
            return std::unexpected(end64.error());
        if (little<quint32>(*end64, 0) != end64Signature)
            return corrupt(u"its zip64 directory is not where it says"_s);
        count = little<quint64>(*end64, 32);
        size = little<quint64>(*end64, 40);
        offset = little<quint64>(*end64, 48);
    }
    if (count > m_limits.members || size > maxDirectoryBytes)
        return fail(ErrorCode::BadInput,
                    u"%1 has %2 members; at most %3 are read"_s.arg(m_path).arg(count).arg(
                        m_limits.members));
    const auto directory = at(offset, size);
    if (!directory)
        return std::unexpected(directory.error());
    return readEntries(*directory, count);
}

Result<void> ZipReader::readEntries(QByteArrayView directory, quint64 count)
{
    // Not more than the bytes there are could hold, whatever the count says.
    m_members.reserve(size_t(std::min(count, quint64(directory.size() / entryBytes))));
    quint64 packed = 0;
    for (quint64 i = 0; i < count; ++i) {
        if (directory.size() < entryBytes || little<quint32>(directory, 0) != entrySignature)
            return corrupt(u"its directory ends after %1 of %2 members"_s.arg(i).arg(count));
        const qsizetype nameSize = little<quint16>(directory, 28);
        const qsizetype extraSize = little<quint16>(directory, 30);
        const qsizetype whole = entryBytes + nameSize + extraSize + little<quint16>(directory, 32);
        if (directory.size() < whole)
            return corrupt(u"its directory ends after %1 of %2 members"_s.arg(i).arg(count));
        ZipMember member;
        member.name = QString::fromUtf8(directory.sliced(entryBytes, nameSize));
        member.encrypted = (little<quint16>(directory, 8) & 1) != 0;
        member.method = little<quint16>(directory, 10);
        member.crc = little<quint32>(directory, 16);
        member.packed = little<quint32>(directory, 20);
        member.size = little<quint32>(directory, 24);
        member.offset = little<quint32>(directory, 42);
        readZip64(directory.sliced(entryBytes + nameSize, extraSize), member);
        directory = directory.sliced(whole);
        packed += std::min(member.packed, m_size);
        if (packed > m_size)
            return fail(ErrorCode::BadInput,
                        u"%1: its members overlap, as in a zip that is made to overwhelm its "
                        "reader"_s.arg(m_path));
        if (const auto known = m_index.constFind(member.name); known != m_index.cend()) {
            m_members[size_t(*known)] = std::move(member);
            continue;
        }
        m_index.insert(member.name, qsizetype(m_members.size()));
        m_members.push_back(std::move(member));
    }
    return {};
}

const ZipMember *ZipReader::find(const QString &name) const
{
    const auto found = m_index.constFind(name);
    return found == m_index.cend() ? nullptr : &m_members[size_t(*found)];
}

Result<quint64> ZipReader::dataOffset(const ZipMember &member) const
{
    const auto local = at(member.offset, localBytes);
    if (!local)
        return refused(member, ErrorCode::Corrupt, u"it is not where the directory says"_s);
    if (little<quint32>(*local, 0) != localSignature)
        return refused(member, ErrorCode::Corrupt, u"it is not where the directory says"_s);
    return member.offset + quint64(localBytes) + little<quint16>(*local, 26)
        + little<quint16>(*local, 28);
}

Result<void> ZipReader::read(const ZipMember &member,
                             const std::function<Result<void>(QByteArrayView)> &sink) const
{
    if (member.encrypted)
        return refused(member, ErrorCode::Unsupported, u"it is encrypted"_s);
    if (member.size > m_limits.memberBytes)
        return refused(member, ErrorCode::BadInput,
                       u"it would unpack to %1 MiB; at most %2 are read"_s.arg(member.size >> 20)
                           .arg(m_limits.memberBytes >> 20));
    if (member.size > m_limits.freeBytes && member.size / m_limits.ratio > member.packed)
        return refused(member, ErrorCode::BadInput,
                       u"it would unpack from %1 to %2 bytes, as one does that is made to "
                       "overwhelm its reader"_s.arg(member.packed)
                           .arg(member.size));
    const auto offset = dataOffset(member);
    if (!offset)
        return std::unexpected(offset.error());
    Packed packed(m_file.handle(), *offset, member.packed);
    Unpacked unpacked(member.size, sink);
    Result<void> done;
    switch (member.method) {
    case Stored:
        done = copyStored(packed, unpacked);
        break;
    case Deflate:
        done = inflateAll(packed, unpacked);
        break;
    case Zstd:
        done = unzstdAll(packed, unpacked);
        break;
    default:
        return refused(
            member, ErrorCode::Unsupported,
            u"it is packed by method %1; stored, deflate and zstd are read"_s.arg(member.method));
    }
    if (done)
        done = unpacked.finish(member.crc);
    if (!done)
        return refused(member, done.error().code, done.error().message);
    return {};
}

Result<QByteArray> ZipReader::bytes(const ZipMember &member, quint64 maxBytes) const
{
    if (member.size > maxBytes)
        return refused(
            member, ErrorCode::BadInput,
            u"it would unpack to %1 bytes; at most %2 are read"_s.arg(member.size).arg(maxBytes));
    QByteArray all;
    auto done = read(member, [&all](QByteArrayView piece) -> Result<void> {
        all.append(piece);
        return {};
    });
    if (!done)
        return std::unexpected(std::move(done.error()));
    return all;
}

} // namespace touchstone

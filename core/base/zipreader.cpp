#include "core/base/zipreader.h"

#include "core/base/handle.h"
#include "core/base/text.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <mutex>
#include <zip.h>
#include <zlib.h>
#include <zstd.h>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t pieceBytes = 256 << 10;

ErrorCode codeOf(const zip_error_t *error)
{
    switch (zip_error_code_zip(error)) {
    case ZIP_ER_NOENT:
    case ZIP_ER_OPEN:
        return ErrorCode::NotFound;
    case ZIP_ER_READ:
    case ZIP_ER_CLOSE:
        return ErrorCode::Io;
    case ZIP_ER_NOZIP:
        return ErrorCode::BadInput;
    case ZIP_ER_OPNOTSUPP: // no file that can be read from any place
    case ZIP_ER_MULTIDISK:
    case ZIP_ER_ENCRNOTSUPP:
        return ErrorCode::Unsupported;
    case ZIP_ER_MEMORY:
        return ErrorCode::Internal;
    default:
        return ErrorCode::Corrupt;
    }
}

QString whyOf(zip_error_t *error)
{
    return QString::fromUtf8(zip_error_strerror(error));
}

/// Packed bytes of a member, piece by piece; only here threads wait for each other.
class Packed {
public:
    Packed(zip_t *zip, std::mutex &mutex, const ZipMember &member)
        : m_mutex(mutex)
        , m_left(member.packed)
        , m_buffer(std::make_unique_for_overwrite<char[]>(pieceBytes))
    {
        const std::scoped_lock lock(m_mutex);
        m_file.reset(zip_fopen_index(zip, member.index, ZIP_FL_COMPRESSED));
        if (!m_file)
            stop(zip_get_error(zip), u"it is not where the directory says"_s);
    }
    ~Packed()
    {
        const std::scoped_lock lock(m_mutex);
        m_file.reset();
    }
    Packed(const Packed &) = delete;
    Packed &operator=(const Packed &) = delete;

    /// Empty at the end, and where there is an error.
    QByteArrayView next()
    {
        const quint64 wanted = m_error ? 0 : std::min<quint64>(m_left, pieceBytes);
        if (wanted == 0)
            return {};
        const std::scoped_lock lock(m_mutex);
        const zip_int64_t got = zip_fread(m_file.get(), m_buffer.get(), wanted);
        if (got < 0) {
            stop(zip_file_get_error(m_file.get()), u"its packed bytes can't be read"_s);
            return {};
        }
        m_left -= quint64(got);
        return {m_buffer.get(), qsizetype(got)};
    }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

private:
    void stop(zip_error_t *error, const QString &what)
    {
        m_error = Error{codeOf(error), u"%1 (%2)"_s.arg(what, whyOf(error)), {}};
    }

    std::mutex &m_mutex; ///< of the zip
    quint64 m_left;
    std::unique_ptr<char[]> m_buffer;
    std::unique_ptr<zip_file_t, FreeWith<zip_fclose>> m_file;
    std::optional<Error> m_error;
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
    const auto out = std::make_unique_for_overwrite<Bytef[]>(pieceBytes);
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
    const auto bytes = std::make_unique_for_overwrite<char[]>(pieceBytes);
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

/// One thread at a time, by its mutex.
class ZipReader::Archive {
public:
    /// A directory of more than so many bytes is not taken in.
    explicit Archive(quint64 directoryBytes)
        : m_directoryBytes(directoryBytes)
        , m_left(directoryBytes)
    {
    }
    Result<void> open(const QString &path);
    [[nodiscard]] zip_t *zip() const { return m_zip.get(); }
    [[nodiscard]] std::mutex &mutex() { return m_mutex; }

private:
    static zip_int64_t counted(zip_source_t *file, void *self, void *data, zip_uint64_t size,
                               zip_source_cmd_t command);
    [[nodiscard]] std::unexpected<Error> failure(const QString &path, zip_error_t *error) const;

    std::mutex m_mutex;
    const quint64 m_directoryBytes;
    bool m_opening = true;
    bool m_exhausted = false;
    quint64 m_left; ///< bytes that may be read while opening
    std::unique_ptr<zip_t, FreeWith<zip_discard>> m_zip; ///< reads through the members above
};

/// libzip keeps several times the directory in memory, however many members that is.
zip_int64_t ZipReader::Archive::counted(zip_source_t *file, void *self, void *data,
                                        zip_uint64_t size, zip_source_cmd_t command)
{
    auto *archive = static_cast<Archive *>(self);
    if (archive->m_opening && command == ZIP_SOURCE_READ) {
        archive->m_exhausted = archive->m_exhausted || size > archive->m_left;
        if (archive->m_exhausted)
            return -1;
        archive->m_left -= size;
    }
    return zip_source_pass_to_lower_layer(file, data, size, command);
}

std::unexpected<Error> ZipReader::Archive::failure(const QString &path, zip_error_t *error) const
{
    if (m_exhausted)
        return fail(
            ErrorCode::BadInput,
            u"%1: its directory has more than %2 bytes; no larger one is read"_s.arg(path).arg(
                m_directoryBytes));
    const ErrorCode code = codeOf(error);
    if (zip_error_code_zip(error) == ZIP_ER_NOZIP)
        return fail(code, u"%1 is no zip"_s.arg(path));
    if (zip_error_code_zip(error) == ZIP_ER_TRUNCATED_ZIP)
        return fail(code,
                    u"%1: it begins as a zip but has no whole directory at its end: it is cut off; "
                    "copy it again from where it comes from"_s.arg(path));
    if (code == ErrorCode::Corrupt)
        return fail(
            code,
            u"%1: it is cut off or damaged (%2); copy it again from where it comes from"_s.arg(
                path, whyOf(error)));
    return fail(code, u"%1: %2"_s.arg(path, whyOf(error)));
}

Result<void> ZipReader::Archive::open(const QString &path)
{
    zip_error_t error;
    zip_error_init(&error);
    const std::unique_ptr<zip_error_t, FreeWith<zip_error_fini>> guard(&error);
    zip_source_t *file =
        zip_source_file_create(QFile::encodeName(path).constData(), 0, ZIP_LENGTH_TO_END, &error);
    if (file == nullptr)
        return failure(path, &error);
    zip_source_t *source = zip_source_layered_create(file, &Archive::counted, this, &error);
    if (source == nullptr) {
        zip_source_free(file);
        return failure(path, &error);
    }
    m_zip.reset(zip_open_from_source(source, ZIP_RDONLY, &error)); // owns both where it opens
    if (!m_zip) {
        zip_source_free(source);
        return failure(path, &error);
    }
    m_opening = false;
    return {};
}

ZipReader::ZipReader(QString path, ZipLimits limits)
    : m_path(std::move(path))
    , m_limits(limits)
    , m_archive(std::make_unique<Archive>(limits.directoryBytes))
{
}

ZipReader::~ZipReader() = default;

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
    if (QFileInfo(path).isDir())
        return fail(ErrorCode::BadInput, u"%1 is a folder; expected a file"_s.arg(path));
    std::unique_ptr<ZipReader> reader(new ZipReader(path, limits));
    if (auto opened = reader->m_archive->open(path); !opened)
        return std::unexpected(std::move(opened.error()));
    if (auto read = reader->readDirectory(); !read)
        return std::unexpected(std::move(read.error()));
    return reader;
}

Result<void> ZipReader::readDirectory()
{
    zip_t *zip = m_archive->zip();
    const auto count = quint64(zip_get_num_entries(zip, 0));
    if (count > m_limits.members)
        return fail(ErrorCode::BadInput,
                    u"%1 has %2 members; at most %3 are read"_s.arg(m_path).arg(count).arg(
                        m_limits.members));
    m_members.reserve(size_t(count));
    const auto fileBytes = quint64(QFileInfo(m_path).size());
    quint64 packed = 0;
    for (quint64 i = 0; i < count; ++i) {
        zip_stat_t entry;
        if (zip_stat_index(zip, i, ZIP_FL_ENC_RAW, &entry) != 0)
            return fail(ErrorCode::Corrupt,
                        u"%1: its member %2 of %3: %4"_s.arg(m_path).arg(i + 1).arg(count).arg(
                            whyOf(zip_get_error(zip))));
        packed += std::min<quint64>(entry.comp_size, fileBytes);
        if (packed > fileBytes)
            return fail(ErrorCode::BadInput,
                        u"%1: its members overlap, as in a zip that is made to overwhelm its "
                        "reader"_s.arg(m_path));
        add({.name = QString::fromUtf8(entry.name),
             .method = entry.comp_method,
             .encrypted = entry.encryption_method != ZIP_EM_NONE,
             .crc = entry.crc,
             .packed = entry.comp_size,
             .size = entry.size,
             .index = i});
    }
    return {};
}

/// A later member of a name takes the place of the earlier one.
void ZipReader::add(ZipMember member)
{
    if (const auto known = m_index.constFind(member.name); known != m_index.cend()) {
        m_members[size_t(*known)] = std::move(member);
        return;
    }
    m_index.insert(member.name, qsizetype(m_members.size()));
    m_members.push_back(std::move(member));
}

const ZipMember *ZipReader::find(const QString &name) const
{
    const auto found = m_index.constFind(name);
    return found == m_index.cend() ? nullptr : &m_members[size_t(*found)];
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
    Packed packed(m_archive->zip(), m_archive->mutex(), member);
    Unpacked unpacked(member.size, sink);
    Result<void> done;
    switch (member.method) {
    case ZIP_CM_STORE:
        done = copyStored(packed, unpacked);
        break;
    case ZIP_CM_DEFLATE:
        done = inflateAll(packed, unpacked);
        break;
    case ZIP_CM_ZSTD:
        done = unzstdAll(packed, unpacked);
        break;
    default:
        return refused(
            member, ErrorCode::Unsupported,
            u"it is packed by method %1; stored, deflate and zstd are read"_s.arg(member.method));
    }
    if (const auto &error = packed.error(); done && error)
        done = std::unexpected(*error);
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

#include "core/base/zipwriter.h"

#include "core/base/handle.h"

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

la_ssize_t writeOut(archive *handle, void *device, const void *bytes, size_t size)
{
    auto *out = static_cast<QIODevice *>(device);
    if (out->write(static_cast<const char *>(bytes), qint64(size)) == qint64(size))
        return la_ssize_t(size);
    archive_set_error(handle, EIO, "%s", qPrintable(out->errorString()));
    return -1;
}

} // namespace

void ZipWriter::Close::operator()(archive *handle) const noexcept
{
    archive_write_free(handle);
}

ZipWriter::ZipWriter(QIODevice &out)
    : m_out(out)
    , m_archive(archive_write_new())
{
    archive_write_set_format_zip(m_archive.get());
    archive_write_set_options(m_archive.get(), "hdrcharset=UTF-8");
    archive_write_set_bytes_in_last_block(m_archive.get(), 1); // no padding
    archive_write_open2(m_archive.get(), &m_out, nullptr, writeOut, nullptr, nullptr);
}

ZipWriter::~ZipWriter() = default;

std::unexpected<Error> ZipWriter::failure(const QString &doing) const
{
    const char *why = archive_error_string(m_archive.get());
    return fail(ErrorCode::Io, u"%1: %2"_s.arg(doing, QString::fromUtf8(why ? why : "?")));
}

Result<void> ZipWriter::add(const QString &name, const QByteArray &bytes, Packing packing)
{
    const auto doing = [&name] { return u"writing the member %1"_s.arg(name); };
    if (packing == Packing::Stored)
        archive_write_zip_set_compression_store(m_archive.get());
    else
        archive_write_zip_set_compression_deflate(m_archive.get());
    const std::unique_ptr<archive_entry, FreeWith<archive_entry_free>> entry(archive_entry_new());
    archive_entry_set_pathname_utf8(entry.get(), name.toUtf8().constData());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), bytes.size());
    archive_entry_set_mtime(entry.get(), 315'532'800,
                            0); // 1980-01-01, the first that a zip can say
    if (archive_write_header(m_archive.get(), entry.get()) != ARCHIVE_OK)
        return failure(doing());
    if (archive_write_data(m_archive.get(), bytes.constData(), size_t(bytes.size()))
        != la_ssize_t(bytes.size()))
        return failure(doing());
    if (archive_write_finish_entry(m_archive.get()) != ARCHIVE_OK)
        return failure(doing());
    return {};
}

Result<void> ZipWriter::finish()
{
    if (archive_write_close(m_archive.get()) != ARCHIVE_OK)
        return failure(u"ending the zip"_s);
    return {};
}

} // namespace touchstone

#include "core/run/blobcode.h"

#include "core/base/handle.h"
#include "core/run/sqlite.h"

#include <zstd.h>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype smallest = 160; // below, zstd gains nothing without a dictionary
constexpr int level = 3;

} // namespace

struct BlobCoder::Contexts {
    std::unique_ptr<ZSTD_CCtx, FreeWith<ZSTD_freeCCtx>> compress{ZSTD_createCCtx()};
    std::unique_ptr<ZSTD_DCtx, FreeWith<ZSTD_freeDCtx>> decompress{ZSTD_createDCtx()};
};

BlobCoder::BlobCoder()
    : m_contexts(std::make_unique<Contexts>())
{
}

BlobCoder::~BlobCoder() = default;

BlobCoder::Coded BlobCoder::encode(const QByteArray &bytes)
{
    if (bytes.size() < smallest)
        return {BlobEncoding::Plain, bytes};
    QByteArray coded(qsizetype(ZSTD_compressBound(size_t(bytes.size()))), Qt::Uninitialized);
    const size_t size =
        ZSTD_compressCCtx(m_contexts->compress.get(), coded.data(), size_t(coded.size()),
                          bytes.constData(), size_t(bytes.size()), level);
    if (ZSTD_isError(size) || qsizetype(size) > bytes.size() - bytes.size() / 8)
        return {BlobEncoding::Plain, bytes};
    coded.truncate(qsizetype(size));
    return {BlobEncoding::Zstd, coded};
}

Result<QByteArray> BlobCoder::decode(BlobEncoding encoding, const QByteArray &coded, qint64 size)
{
    if (size < 0 || size > sqlite::maxValueBytes)
        return fail(ErrorCode::Corrupt, u"a blob of %1 bytes is not possible"_s.arg(size));
    if (encoding == BlobEncoding::Plain) {
        if (coded.size() != size)
            return fail(
                ErrorCode::Corrupt,
                u"a blob has %1 bytes where %2 were expected"_s.arg(coded.size()).arg(size));
        return coded;
    }
    if (encoding != BlobEncoding::Zstd)
        return fail(ErrorCode::Corrupt, u"a blob has the unknown encoding %1"_s.arg(int(encoding)));
    const auto declared = ZSTD_getFrameContentSize(coded.constData(), size_t(coded.size()));
    if (declared != quint64(size))
        return fail(ErrorCode::Corrupt,
                    u"a blob's compressed form does not say %1 bytes"_s.arg(size));
    QByteArray bytes(qsizetype(size), Qt::Uninitialized);
    const size_t got =
        ZSTD_decompressDCtx(m_contexts->decompress.get(), bytes.data(), size_t(bytes.size()),
                            coded.constData(), size_t(coded.size()));
    if (ZSTD_isError(got) || qint64(got) != size)
        return fail(ErrorCode::Corrupt,
                    u"a blob can't be decompressed: %1"_s.arg(
                        QString::fromLatin1(ZSTD_isError(got) ? ZSTD_getErrorName(got) : "short")));
    return bytes;
}

} // namespace touchstone

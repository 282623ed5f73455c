#pragma once

#include "core/base/digest.h"

#include <memory>

namespace touchstone {

/// How the bytes of a blob stand in the file; the numbers are part of the format.
enum class BlobEncoding { Plain = 0, Zstd = 1, Lost = 2 };

/// Compresses where it pays. Keeps its working memory from one call to the next; one per thread.
class BlobCoder {
public:
    BlobCoder();
    ~BlobCoder();
    Q_DISABLE_COPY_MOVE(BlobCoder)

    struct Coded {
        BlobEncoding encoding = BlobEncoding::Plain;
        QByteArray bytes;
    };
    [[nodiscard]] Coded encode(const QByteArray &bytes);
    /// `size` bytes are expected. Corrupt where it is something else; no more than `size` bytes are
    /// ever allocated.
    [[nodiscard]] Result<QByteArray> decode(BlobEncoding encoding, const QByteArray &coded,
                                            qint64 size);

private:
    struct Contexts;
    std::unique_ptr<Contexts> m_contexts;
};

} // namespace touchstone

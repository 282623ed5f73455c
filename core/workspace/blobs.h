#pragma once

#include "core/base/digest.h"

#include <memory>
#include <mutex>
#include <unordered_map>

namespace touchstone {

/// Gives the bytes behind a digest. Thread-safe.
class BlobSource {
public:
    virtual ~BlobSource() = default;
    /// The bytes; NotFound where this source does not have them, Corrupt where they do not hash to
    /// it.
    [[nodiscard]] virtual Result<QByteArray> blob(const Digest &digest) const = 0;
    [[nodiscard]] virtual bool hasBlob(const Digest &digest) const = 0;
};

/// Bytes kept in memory by their hash, over another source that is asked for what is not here.
/// One per attempt, over one per pack: what an attempt makes is freed with it. Thread-safe.
class BlobStore : public BlobSource {
public:
    /// `below` is borrowed and must live longer; it may be null.
    explicit BlobStore(const BlobSource *below = nullptr);
    Digest put(const QByteArray &bytes);
    [[nodiscard]] Result<QByteArray> blob(const Digest &digest) const override;
    [[nodiscard]] bool hasBlob(const Digest &digest) const override;
    /// What was put here (not below), for storing it.
    [[nodiscard]] std::unordered_map<Digest, QByteArray> own() const;

private:
    const BlobSource *m_below;
    mutable std::mutex m_mutex;
    std::unordered_map<Digest, QByteArray> m_blobs;
};

} // namespace touchstone

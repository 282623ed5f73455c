#include "core/workspace/blobs.h"

using namespace Qt::StringLiterals;

namespace touchstone {

BlobStore::BlobStore(const BlobSource *below)
    : m_below(below)
{
}

Digest BlobStore::put(const QByteArray &bytes)
{
    const Digest digest = Digest::of(bytes);
    if (m_below && m_below->hasBlob(digest))
        return digest;
    const std::scoped_lock lock(m_mutex);
    m_blobs.try_emplace(digest, bytes);
    return digest;
}

Result<QByteArray> BlobStore::blob(const Digest &digest) const
{
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto it = m_blobs.find(digest); it != m_blobs.end())
            return it->second;
    }
    if (m_below)
        return m_below->blob(digest);
    return fail(ErrorCode::NotFound, u"there are no bytes for the digest %1"_s.arg(digest.hex()));
}

bool BlobStore::hasBlob(const Digest &digest) const
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_blobs.contains(digest))
            return true;
    }
    return m_below && m_below->hasBlob(digest);
}

std::unordered_map<Digest, QByteArray> BlobStore::own() const
{
    const std::scoped_lock lock(m_mutex);
    return m_blobs;
}

} // namespace touchstone

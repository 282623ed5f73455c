#include "core/workspace/draft.h"

#include "core/workspace/pathrules.h"

using namespace Qt::StringLiterals;

namespace touchstone {

Draft::Draft(const Manifest &before, BlobStore &blobs, qint64 maxBytes)
    : m_before(before)
    , m_blobs(blobs)
    , m_maxBytes(maxBytes)
{
}

bool Draft::has(const QString &path) const
{
    return m_writes.contains(path) || (m_before.files.contains(path) && !m_removed.contains(path));
}

FileMode Draft::mode(const QString &path) const
{
    if (const auto it = m_writes.find(path); it != m_writes.end())
        return it->mode;
    return m_before.files.value(path).mode;
}

Result<QByteArray> Draft::read(const QString &path) const
{
    if (const auto it = m_writes.find(path); it != m_writes.end())
        return it->bytes;
    return readBefore(path);
}

Result<QByteArray> Draft::readBefore(const QString &path) const
{
    const auto it = m_before.files.find(path);
    if (it == m_before.files.end())
        return fail(ErrorCode::NotFound, u"the workspace has no file '%1'"_s.arg(path));
    auto bytes = m_blobs.blob(it->blob);
    if (!bytes)
        return std::unexpected(
            std::move(bytes.error()).within(u"reading '%1' of the workspace"_s.arg(path)));
    return bytes;
}

void Draft::write(const QString &path, const QByteArray &bytes, FileMode mode)
{
    m_writes.insert(path, {bytes, mode});
}

void Draft::remove(const QString &path)
{
    m_removed.insert(path);
}

std::optional<Refusal> Draft::refused(const Manifest &after) const
{
    for (const QString &path : m_removed)
        if (auto refusal = refusedName(path))
            return refusal;
    for (auto it = m_writes.begin(); it != m_writes.end(); ++it) {
        if (auto refusal = refusedName(it.key()))
            return refusal;
        if (auto refusal = refusedPlace(it.key(), after))
            return refusal;
        if (it->mode == FileMode::Symlink)
            if (auto refusal = refusedLink(it.key(), it->bytes))
                return refusal;
        if (it->bytes.size() > m_maxBytes)
            return Refusal{u"too-large"_s,
                           u"'%1' would have %2 bytes; at most %3 are accepted"_s.arg(it.key())
                               .arg(it->bytes.size())
                               .arg(m_maxBytes)};
    }
    return {};
}

Applied Draft::finish()
{
    Manifest after = m_before;
    for (const QString &path : std::as_const(m_removed))
        after.files.remove(path);
    for (auto it = m_writes.begin(); it != m_writes.end(); ++it)
        after.files.insert(it.key(), {it->mode, {}, it->bytes.size()});
    if (auto refusal = refused(after))
        return {m_before, std::move(refusal)};
    for (auto it = m_writes.begin(); it != m_writes.end(); ++it)
        after.files[it.key()].blob = m_blobs.put(it->bytes);
    return {after, {}};
}

} // namespace touchstone

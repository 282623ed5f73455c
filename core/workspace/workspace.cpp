#include "core/workspace/workspace.h"

#include "core/workspace/pathrules.h"

using namespace Qt::StringLiterals;

namespace touchstone {

Workspace::Workspace(Manifest fixture, BlobStore &blobs)
    : m_blobs(&blobs)
    , m_checkpoints{Checkpoint{0, -1, u"fixture"_s, fixture}}
    , m_current(std::move(fixture))
{
}

Result<QByteArray> Workspace::read(const QString &path) const
{
    const auto it = m_current.files.find(path);
    if (it == m_current.files.end())
        return fail(ErrorCode::NotFound, u"the workspace has no file '%1'"_s.arg(path));
    auto bytes = m_blobs->blob(it->blob);
    if (!bytes)
        return std::unexpected(
            std::move(bytes.error()).within(u"reading '%1' of the workspace"_s.arg(path)));
    return bytes;
}

std::optional<Refusal> Workspace::write(const QString &path, const QByteArray &bytes, FileMode mode)
{
    if (auto refused = refusedPath(path, m_current))
        return refused;
    if (mode == FileMode::Symlink)
        if (auto refused = refusedLink(path, bytes))
            return refused;
    m_current.files.insert(path, {mode, m_blobs->put(bytes), bytes.size()});
    return {};
}

std::optional<Refusal> Workspace::remove(const QString &path)
{
    if (auto refused = refusedName(path))
        return refused;
    if (auto refused = refusedPlace(path, m_current))
        return refused;
    if (m_current.files.remove(path) == 0)
        return Refusal{u"not-there"_s, u"the workspace has no file '%1' to remove"_s.arg(path)};
    return {};
}

int Workspace::checkpoint(const QString &label)
{
    const int id = int(m_checkpoints.size());
    m_checkpoints.push_back({id, m_head, label, m_current});
    m_head = id;
    return id;
}

Result<void> Workspace::goBackTo(int id)
{
    if (id < 0 || size_t(id) >= m_checkpoints.size())
        return fail(ErrorCode::NotFound,
                    u"there is no checkpoint %1; there are 0 to %2"_s.arg(id).arg(
                        m_checkpoints.size() - 1));
    m_current = m_checkpoints[size_t(id)].manifest;
    m_head = id;
    return {};
}

} // namespace touchstone

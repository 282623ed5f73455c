#include "core/run/runfile_salvage.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

struct Stored {
    qint64 n = 0;
    qint64 size = 0;
    BlobEncoding encoding = BlobEncoding::Plain;
};

/// What a query for one row gives, its parameters bound; nothing: no row.
Result<std::optional<Stored>> storedAt(sqlite::Statement &query)
{
    const sqlite::ResetLater reset(query);
    const auto row = query.step();
    if (!row)
        return std::unexpected(row.error());
    if (!*row)
        return std::nullopt;
    const Stored stored{query.integer(0), query.integer(1), BlobEncoding(query.integer(2))};
    if (auto typed = query.typed(); !typed)
        return std::unexpected(typed.error());
    return stored;
}

/// Past a damaged index.
Result<std::optional<Stored>> findInTable(const RunFile::State &state, const Digest &digest)
{
    const auto &numbers = salvaged(state).blobs;
    const auto found = numbers.constFind(digest);
    if (found == numbers.cend())
        return std::nullopt;
    const auto query = state.statement("SELECT n, size, encoding FROM blob WHERE n = ?");
    if (!query)
        return std::unexpected(query.error());
    return storedAt((*query)->bind(1, *found));
}

Result<Stored> find(const RunFile::State &state, const Digest &digest)
{
    const auto query = state.statement("SELECT n, size, encoding FROM blob WHERE digest = ?");
    if (!query)
        return std::unexpected(query.error());
    auto stored = storedAt((*query)->bindBytes(1, digest.raw()));
    const bool isDamage = !stored && stored.error().code == ErrorCode::Corrupt;
    if (isDamage || (stored && !*stored && state.damaged))
        if (auto past = findInTable(state, digest); past && *past)
            stored = past;
    if (!stored)
        return std::unexpected(stored.error());
    if (!*stored)
        return fail(ErrorCode::NotFound, u"%1: has no blob %2"_s.arg(state.path, digest.hex()));
    return **stored;
}

Result<QByteArray> readBytes(const RunFile::State &state, const Digest &digest)
{
    const auto stored = find(state, digest);
    if (!stored)
        return std::unexpected(stored.error());
    if (stored->encoding == BlobEncoding::Lost)
        return fail(ErrorCode::NotFound,
                    u"%1: the bytes of blob %2 were lost before"_s.arg(state.path, digest.hex()));
    const auto coded = state.database.readBlob("blob", "data", stored->n);
    if (!coded)
        return std::unexpected(coded.error());
    return state.coder.decode(stored->encoding, *coded, stored->size);
}

} // namespace

Result<QByteArray> RunFile::blob(const Digest &digest) const
{
    const std::scoped_lock lock(m_state->mutex);
    auto bytes = readBytes(*m_state, digest);
    if (!bytes && bytes.error().code == ErrorCode::NotFound)
        return bytes;
    if (!bytes)
        return std::unexpected(
            std::move(bytes.error())
                .within(u"reading blob %1 of %2"_s.arg(digest.hex(), m_state->path)));
    if (Digest::of(*bytes) != digest)
        return fail(ErrorCode::Corrupt,
                    u"%1: the bytes of blob %2 are not the ones that were stored"_s.arg(
                        m_state->path, digest.hex()));
    return bytes;
}

bool RunFile::hasBlob(const Digest &digest) const
{
    const std::scoped_lock lock(m_state->mutex);
    const auto stored = find(*m_state, digest);
    return stored && stored->encoding != BlobEncoding::Lost;
}

} // namespace touchstone

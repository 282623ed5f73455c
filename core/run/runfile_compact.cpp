#include "core/run/runfile_refs.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr const char *referredSql[] = {
    "SELECT b.digest FROM scenario s JOIN blob b ON b.n = s.resolved",
    "SELECT b.digest FROM attempt a JOIN blob b ON b.n = a.end_manifest",
    "SELECT b.digest FROM attempt a JOIN blob b ON b.n = a.answer",
    "SELECT b.digest FROM event_blob x JOIN blob b ON b.n = x.blob",
    "SELECT b.digest FROM evidence e JOIN blob b ON b.n = e.blob",
};
// Data that agents, checks and people define: a hash in it may be meant as a blob.
constexpr const char *dataSql[] = {
    "SELECT data FROM event",
    "SELECT data FROM evidence",
    "SELECT note FROM pass",
    "SELECT plan FROM run",
};

Result<void> collectData(const RunFile::State &state, std::set<Digest> &into)
{
    for (const char *sql : dataSql) {
        auto query = state.database.prepare(sql);
        if (!query)
            return std::unexpected(query.error());
        for (;;) {
            const auto row = query->step();
            if (!row)
                return std::unexpected(row.error());
            if (!*row)
                break;
            collectDigests(query->bytes(0), into);
        }
    }
    return {};
}

/// Rather one too many than one too few: whatever could be a reference is one.
Result<std::set<Digest>> referred(const RunFile &file, const RunFile::State &state)
{
    std::set<Digest> kept;
    for (const char *sql : referredSql) {
        const auto digests = digestRows(state, sql);
        if (!digests)
            return std::unexpected(digests.error());
        kept.insert(digests->begin(), digests->end());
    }
    for (const JsonBlobs &kind : jsonBlobs()) {
        const auto digests = digestRows(state, kind.sql);
        if (!digests)
            return std::unexpected(digests.error());
        for (const Digest &digest : *digests) {
            const auto bytes = file.blob(digest);
            if (!bytes && bytes.error().code != ErrorCode::NotFound)
                return std::unexpected(bytes.error());
            collectDigests(bytes.value_or(QByteArray()), kept);
        }
    }
    if (auto done = collectData(state, kept); !done)
        return std::unexpected(done.error());
    return kept;
}

} // namespace

Result<void> dropUnreferenced(const RunFile &file, RunFile::State &state)
{
    const auto kept = referred(file, state);
    if (!kept)
        return std::unexpected(kept.error());
    const auto all = digestRows(state, "SELECT digest FROM blob");
    if (!all)
        return std::unexpected(all.error());
    auto remove = state.database.prepare("DELETE FROM blob WHERE digest = ?");
    if (!remove)
        return std::unexpected(remove.error());
    for (const Digest &digest : *all)
        if (!kept->contains(digest))
            if (auto done = remove->bindBytes(1, digest.raw()).run(); !done)
                return done;
    return {};
}

} // namespace touchstone

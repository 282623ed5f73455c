#include "core/run/runfile_refs.h"

#include <cctype>

namespace touchstone {

void collectDigests(QByteArrayView text, std::set<Digest> &into)
{
    constexpr qsizetype digits = 64;
    qsizetype begin = 0;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        if (i < text.size() && std::isxdigit(static_cast<unsigned char>(text[i])))
            continue;
        if (i - begin == digits)
            into.insert(
                Digest::fromBytes(QByteArray::fromHex(text.sliced(begin, digits).toByteArray())));
        begin = i + 1;
    }
}

std::span<const JsonBlobs> jsonBlobs()
{
    static constexpr JsonBlobs all[] = {
        {"SELECT DISTINCT b.digest FROM scenario s JOIN blob b ON b.n = s.resolved", "scenario",
         false},
        {"SELECT DISTINCT b.digest FROM attempt a JOIN blob b ON b.n = a.end_manifest",
         "final workspace", true},
        {"SELECT DISTINCT b.digest FROM event_blob x JOIN blob b ON b.n = x.blob "
         "JOIN text t ON t.n = x.role WHERE t.text = 'manifest'",
         "checkpoint", true},
    };
    return all;
}

Result<std::vector<Digest>> digestRows(const RunFile::State &state, const char *sql)
{
    auto query = state.database.prepare(sql);
    if (!query)
        return std::unexpected(query.error());
    std::vector<Digest> digests;
    for (;;) {
        const auto row = query->step();
        if (!row)
            return std::unexpected(row.error());
        if (!*row)
            return digests;
        digests.push_back(Digest::fromBytes(query->bytes(0)));
        if (auto typed = query->typed(); !typed)
            return std::unexpected(typed.error());
    }
}

} // namespace touchstone

#include "core/workspace/filechanges.h"

#include <algorithm>

namespace touchstone {

std::vector<FileChange> changedFiles(const Manifest &before, const Manifest &after)
{
    std::vector<FileChange> changes;
    QMap<Digest, QString> gone;
    for (auto it = before.files.begin(); it != before.files.end(); ++it)
        if (!after.files.contains(it.key()))
            gone.insert(it->blob, it.key());
    for (auto it = after.files.begin(); it != after.files.end(); ++it) {
        const auto was = before.files.constFind(it.key());
        if (was != before.files.cend() && *was == *it)
            continue;
        FileChange change{it.key(), {}, {}, *it};
        if (was != before.files.cend()) {
            change.before = *was;
        } else if (const auto source = gone.constFind(it->blob);
                   source != gone.cend() && it->size > 0) {
            change.from = *source;
            change.before = before.files.value(*source);
            gone.erase(source);
        }
        changes.push_back(std::move(change));
    }
    const auto isRenamed = [&changes](const QString &path) {
        return std::ranges::find(changes, path, &FileChange::from) != changes.end();
    };
    std::vector<FileChange> removed;
    for (auto it = before.files.begin(); it != before.files.end(); ++it)
        if (!after.files.contains(it.key()) && !isRenamed(it.key()))
            removed.push_back({it.key(), {}, *it, {}});
    changes.insert(changes.end(), removed.begin(), removed.end());
    std::ranges::stable_sort(changes, {}, &FileChange::path);
    return changes;
}

bool looksBinary(QByteArrayView bytes)
{
    return bytes.first(std::min<qsizetype>(bytes.size(), 8000)).contains('\0');
}

} // namespace touchstone

#include "core/workspace/gitobjects.h"

#include <QtCore/QCryptographicHash>

#include <cstring>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

const char *typeName(GitType type)
{
    switch (type) {
    case GitType::Commit:
        return "commit";
    case GitType::Tree:
        return "tree";
    case GitType::Blob:
        return "blob";
    }
    return "";
}

QByteArray modeText(FileMode mode)
{
    switch (mode) {
    case FileMode::Regular:
        return "100644";
    case FileMode::Executable:
        return "100755";
    case FileMode::Symlink:
        return "120000";
    }
    return {};
}

QByteArray treeEntry(const QByteArray &mode, const QByteArray &name, const GitId &id)
{
    QByteArray entry = mode + ' ' + name;
    entry.append('\0');
    entry.append(reinterpret_cast<const char *>(id.data()), qsizetype(id.size()));
    return entry;
}

/// Writes the tree of the files from `it` that start with `prefix`; moves `it` behind them.
Result<GitId> writeSubtree(GitFiles::const_iterator &it, const GitFiles::const_iterator &end,
                           const QByteArray &prefix, const GitSink &sink)
{
    QMap<QByteArray, QByteArray> entries; // by git's order: a folder counts as "name/"
    while (it != end && it.key().startsWith(prefix)) {
        const QByteArray rest = it.key().mid(prefix.size());
        const qsizetype slash = rest.indexOf('/');
        if (slash < 0) {
            entries.insert(rest, treeEntry(modeText(it->mode), rest, it->id));
            ++it;
            continue;
        }
        const QByteArray name = rest.left(slash);
        const auto id = writeSubtree(it, end, prefix + name + '/', sink);
        if (!id)
            return id;
        entries.insert(name + '/', treeEntry("40000", name, *id));
    }
    QByteArray content;
    for (const QByteArray &entry : std::as_const(entries))
        content += entry;
    return sink(GitType::Tree, content);
}

} // namespace

GitId gitId(GitType type, QByteArrayView content)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    QByteArray header = QByteArray(typeName(type)) + ' ' + QByteArray::number(content.size());
    header.append('\0');
    hash.addData(header);
    hash.addData(content);
    GitId id;
    std::memcpy(id.data(), hash.resultView().data(), id.size());
    return id;
}

Result<GitFiles> writeBlobs(const Manifest &manifest, const BlobSource &blobs, const GitSink &sink)
{
    GitFiles files;
    for (auto it = manifest.files.begin(); it != manifest.files.end(); ++it) {
        auto bytes = blobs.blob(it->blob);
        if (!bytes)
            return std::unexpected(
                std::move(bytes.error()).within(u"reading '%1' of a workspace"_s.arg(it.key())));
        const auto id = sink(GitType::Blob, *bytes);
        if (!id)
            return std::unexpected(id.error());
        files.insert(it.key().toUtf8(), {it->mode, *id});
    }
    return files;
}

Result<GitId> writeTree(const GitFiles &files, const GitSink &sink)
{
    auto it = files.begin();
    return writeSubtree(it, files.end(), {}, sink);
}

} // namespace touchstone

#include "core/workspace/gitlibrary.h"
#include "core/workspace/gitobjects.h"
#include "core/workspace/lines.h"
#include "core/workspace/workspace.h"

#include <QtCore/QSet>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// Only the files that differ: the rest says nothing in a diff, and renames come from those.
Manifest differing(const Manifest &here, const Manifest &there)
{
    Manifest changed;
    for (auto it = here.files.begin(); it != here.files.end(); ++it) {
        const auto other = there.files.find(it.key());
        if (other == there.files.end() || *other != *it)
            changed.files.insert(it.key(), *it);
    }
    return changed;
}

/// Two trees in a repository in memory.
struct Trees {
    GitRepository repository;
    GitTree before;
    GitTree after;
};

Result<GitTree> makeTree(git_repository *repository, const Manifest &manifest,
                         const BlobSource &blobs)
{
    git_odb *odb = nullptr;
    if (git_repository_odb(&odb, repository) != 0)
        return std::unexpected(gitError(u"opening an object database in memory"_s));
    const GitOdb owner(odb);
    const GitSink sink = [&](GitType type, const QByteArray &content) -> Result<GitId> {
        git_oid oid;
        if (git_odb_write(&oid, odb, content.constData(), size_t(content.size()),
                          static_cast<git_object_t>(type))
            != 0)
            return std::unexpected(gitError(u"writing an object in memory"_s));
        GitId id;
        std::copy_n(oid.id, id.size(), id.begin());
        return id;
    };
    const auto files = writeBlobs(manifest, blobs, sink);
    if (!files)
        return std::unexpected(files.error());
    const auto id = writeTree(*files, sink);
    if (!id)
        return std::unexpected(id.error());
    git_oid oid;
    std::copy(id->begin(), id->end(), oid.id);
    git_tree *tree = nullptr;
    if (git_tree_lookup(&tree, repository, &oid) != 0)
        return std::unexpected(gitError(u"reading a tree in memory"_s));
    return GitTree(tree);
}

Result<Trees> makeTrees(const Manifest &before, const Manifest &after, const BlobSource &blobs)
{
    auto repository = makeMemoryRepository();
    if (!repository)
        return std::unexpected(repository.error());
    auto oldTree = makeTree(repository->get(), before, blobs);
    if (!oldTree)
        return std::unexpected(std::move(oldTree.error()));
    auto newTree = makeTree(repository->get(), after, blobs);
    if (!newTree)
        return std::unexpected(std::move(newTree.error()));
    return Trees{std::move(*repository), std::move(*oldTree), std::move(*newTree)};
}

Result<GitDiff> makeDiff(const Trees &trees, uint32_t flags)
{
    git_diff_options options;
    git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.flags |= flags;
    options.id_abbrev = 40; // a binary patch names its files in full
    git_diff *diff = nullptr;
    if (git_diff_tree_to_tree(&diff, trees.repository.get(), trees.before.get(), trees.after.get(),
                              &options)
        != 0)
        return std::unexpected(gitError(u"comparing two workspaces"_s));
    GitDiff owner(diff);
    git_diff_find_options find;
    git_diff_find_options_init(&find, GIT_DIFF_FIND_OPTIONS_VERSION);
    find.flags = GIT_DIFF_FIND_RENAMES;
    if (git_diff_find_similar(diff, &find) != 0)
        return std::unexpected(gitError(u"looking for renamed files"_s));
    return owner;
}

Result<QByteArray> diffText(const Manifest &before, const Manifest &after, const BlobSource &blobs,
                            uint32_t flags)
{
    if (before == after)
        return QByteArray();
    const auto trees = makeTrees(before, after, blobs);
    if (!trees)
        return std::unexpected(trees.error());
    const auto diff = makeDiff(*trees, flags | GIT_DIFF_SHOW_BINARY);
    if (!diff)
        return std::unexpected(diff.error());
    git_buf text = GIT_BUF_INIT;
    if (git_diff_to_buf(&text, diff->get(), GIT_DIFF_FORMAT_PATCH) != 0)
        return std::unexpected(gitError(u"writing a diff"_s));
    QByteArray bytes(text.ptr, qsizetype(text.size));
    git_buf_dispose(&text);
    return bytes;
}

/// Moves the files that hold a NUL byte on either side out of both manifests. libgit2 looks for one
/// in the first 8,000 bytes only; no diff of ours has one as text.
Result<std::pair<Manifest, Manifest>> takeBinary(Manifest &before, Manifest &after,
                                                 const BlobSource &blobs)
{
    QSet<QString> binary;
    for (const Manifest *manifest : {&before, &after}) {
        for (auto it = manifest->files.begin(); it != manifest->files.end(); ++it) {
            auto bytes = blobs.blob(it->blob);
            if (!bytes)
                return std::unexpected(
                    std::move(bytes.error())
                        .within(u"comparing '%1' of two workspaces"_s.arg(it.key())));
            if (bytes->contains('\0'))
                binary.insert(it.key());
        }
    }
    std::pair<Manifest, Manifest> taken;
    for (const QString &path : std::as_const(binary)) {
        if (before.files.contains(path))
            taken.first.files.insert(path, before.files.take(path));
        if (after.files.contains(path))
            taken.second.files.insert(path, after.files.take(path));
    }
    return taken;
}

/// libgit2 says of a renamed binary file that it differs, where git says nothing; nobody could
/// apply that.
QByteArray withoutEmptyDifferences(const QByteArray &binaryDiff)
{
    QByteArray text;
    bool isSame = false;
    for (const QByteArrayView line : splitLines(binaryDiff)) {
        if (line.startsWith("diff --git "))
            isSame = false;
        else if (line == "similarity index 100%\n")
            isSame = true;
        if (!isSame || !line.startsWith("Binary files "))
            text += line;
    }
    return text;
}

} // namespace

Result<QByteArray> diffManifests(const Manifest &before, const Manifest &after,
                                 const BlobSource &blobs)
{
    Manifest oldText = differing(before, after);
    Manifest newText = differing(after, before);
    const auto binary = takeBinary(oldText, newText, blobs);
    if (!binary)
        return std::unexpected(binary.error());
    auto text = diffText(oldText, newText, blobs, GIT_DIFF_NORMAL);
    if (!text)
        return text;
    const auto rest = diffText(binary->first, binary->second, blobs, GIT_DIFF_FORCE_BINARY);
    if (!rest)
        return rest;
    return *text + withoutEmptyDifferences(*rest);
}

Result<DiffSize> diffSize(const Manifest &before, const Manifest &after, const BlobSource &blobs)
{
    if (before == after)
        return DiffSize{};
    const auto trees = makeTrees(differing(before, after), differing(after, before), blobs);
    if (!trees)
        return std::unexpected(trees.error());
    const auto diff = makeDiff(*trees, GIT_DIFF_NORMAL);
    if (!diff)
        return std::unexpected(diff.error());
    git_diff_stats *stats = nullptr;
    if (git_diff_get_stats(&stats, diff->get()) != 0)
        return std::unexpected(gitError(u"counting the lines of a diff"_s));
    const GitStats owner(stats);
    return DiffSize{int(git_diff_stats_files_changed(stats)), int(git_diff_stats_insertions(stats)),
                    int(git_diff_stats_deletions(stats))};
}

} // namespace touchstone

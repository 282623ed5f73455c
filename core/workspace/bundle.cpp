#include "core/workspace/gitlibrary.h"
#include "core/workspace/pathrules.h"
#include "core/workspace/repositorytree.h"
#include "core/workspace/workspace.h"

#include "core/base/text.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>

#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int gitTimeoutMs = 300'000;
constexpr rlim_t gitMemoryBytes = 4ULL << 30;
constexpr rlim_t gitFileBytes = 8ULL << 30;
constexpr int maxDepth = 100;

/// A stranger's bundle must not use up the machine.
void limitSelf()
{
    const rlimit memory{gitMemoryBytes, gitMemoryBytes};
    const rlimit file{gitFileBytes, gitFileBytes};
    const rlimit cpu{gitTimeoutMs / 1000, gitTimeoutMs / 1000};
    const rlimit core{0, 0};
    setrlimit(RLIMIT_AS, &memory);
    setrlimit(RLIMIT_FSIZE, &file);
    setrlimit(RLIMIT_CPU, &cpu);
    setrlimit(RLIMIT_CORE, &core);
}

/// Nothing of the user's or the machine's configuration, no question asked, no network.
QProcessEnvironment scrubbedEnvironment(const QString &home)
{
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    environment.insert(u"HOME"_s, home);
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s);
    environment.insert(u"GIT_CONFIG_GLOBAL"_s, u"/dev/null"_s);
    environment.insert(u"GIT_ATTR_NOSYSTEM"_s, u"1"_s);
    environment.insert(u"GIT_TERMINAL_PROMPT"_s, u"0"_s);
    environment.insert(u"GIT_ALLOW_PROTOCOL"_s, u"file"_s);
    return environment;
}

Result<void> unpackBundle(const QString &bundle, const QString &home, const QString &target)
{
    const QString program = QStandardPaths::findExecutable(u"git"_s);
    if (program.isEmpty())
        return fail(ErrorCode::ToolMissing,
                    u"reading the git bundle %1 needs the program git, which is not installed; "
                    u"install the package git"_s.arg(bundle));
    QProcess git;
    git.setProcessEnvironment(scrubbedEnvironment(home));
    git.setWorkingDirectory(home);
    git.setStandardInputFile(QProcess::nullDevice());
    git.setProcessChannelMode(QProcess::MergedChannels);
    git.setChildProcessModifier(limitSelf);
    git.start(program,
              {u"clone"_s, u"--quiet"_s, u"--bare"_s, u"--no-hardlinks"_s,
               u"--no-recurse-submodules"_s, u"--template="_s, u"-c"_s,
               u"core.hooksPath=/dev/null"_s, u"-c"_s, u"core.fsmonitor=false"_s, u"-c"_s,
               u"gc.auto=0"_s, u"--"_s, QFileInfo(bundle).absoluteFilePath(), target});
    if (!git.waitForFinished(gitTimeoutMs)) {
        git.kill();
        git.waitForFinished();
        return fail(
            ErrorCode::ToolFailed,
            u"git did not read the bundle %1 within %2 s"_s.arg(bundle).arg(gitTimeoutMs / 1000));
    }
    if (git.exitStatus() == QProcess::NormalExit && git.exitCode() == 0)
        return {};
    return fail(ErrorCode::BadInput,
                u"%1 is no git bundle that git can read (one made with \"git bundle create FILE "
                u"REF\", complete in itself): %2"_s.arg(
                    bundle, shortened(visibleText(QByteArrayView(git.readAll())).trimmed(), 600)));
}

bool isCommitName(const QString &name)
{
    const QByteArray text = name.toUtf8();
    if (text.isEmpty() || text.size() > 200 || text.startsWith('-') || text.contains(".."))
        return false;
    return std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView("/._-+").contains(c);
    });
}

class TreeReader {
public:
    TreeReader(git_repository *repository, BlobStore &blobs)
        : m_repository(repository)
        , m_blobs(blobs)
    {
    }

    Result<void> read(const git_tree *tree, const QString &prefix, int depth)
    {
        if (depth > maxDepth)
            return fail(ErrorCode::BadInput,
                        u"'%1' is nested deeper than %2 folders"_s.arg(prefix).arg(maxDepth));
        const size_t count = git_tree_entrycount(tree);
        for (size_t i = 0; i < count; ++i)
            if (auto done = entry(git_tree_entry_byindex(tree, i), prefix, depth); !done)
                return done;
        return {};
    }

    Manifest manifest;

private:
    Result<void> entry(const git_tree_entry *entry, const QString &prefix, int depth)
    {
        const QByteArray name = git_tree_entry_name(entry);
        const QString path = prefix + QString::fromUtf8(name);
        if (QString::fromUtf8(name).toUtf8() != name)
            return fail(ErrorCode::BadInput,
                        u"'%1' is a name that is not UTF-8"_s.arg(visibleText(path)));
        if (const auto refused = refusedName(path))
            return fail(ErrorCode::BadInput, refused->message);
        const git_oid *id = git_tree_entry_id(entry);
        switch (git_tree_entry_filemode(entry)) {
        case GIT_FILEMODE_TREE:
            return subtree(id, path, depth);
        case GIT_FILEMODE_LINK:
            return file(id, path, FileMode::Symlink);
        case GIT_FILEMODE_BLOB_EXECUTABLE:
            return file(id, path, FileMode::Executable);
        case GIT_FILEMODE_COMMIT:
            return {}; // a submodule: git leaves an empty folder there
        default:
            return file(id, path, FileMode::Regular);
        }
    }

    Result<void> subtree(const git_oid *id, const QString &path, int depth)
    {
        git_tree *tree = nullptr;
        if (git_tree_lookup(&tree, m_repository, id) != 0)
            return broken(path);
        const GitTree owner(tree);
        return read(tree, path + u'/', depth + 1);
    }

    Result<void> file(const git_oid *id, const QString &path, FileMode mode)
    {
        git_blob *blob = nullptr;
        if (git_blob_lookup(&blob, m_repository, id) != 0)
            return broken(path);
        const GitBlob owner(blob);
        const QByteArray bytes(static_cast<const char *>(git_blob_rawcontent(blob)),
                               qsizetype(git_blob_rawsize(blob)));
        if (mode == FileMode::Symlink)
            if (const auto refused = refusedLink(path, bytes))
                return fail(ErrorCode::BadInput, refused->message);
        manifest.files.insert(path, {mode, m_blobs.put(bytes), bytes.size()});
        return {};
    }

    static Result<void> broken(const QString &path)
    {
        Error error = gitError(u"reading '%1'"_s.arg(path));
        error.code = ErrorCode::Corrupt;
        return std::unexpected(std::move(error));
    }

    git_repository *m_repository;
    BlobStore &m_blobs;
};

Result<GitTree> treeOf(git_repository *repository, const QString &commit)
{
    git_object *object = nullptr;
    if (git_revparse_single(&object, repository, (commit + u"^{tree}"_s).toUtf8()) != 0)
        return fail(ErrorCode::NotFound, u"it has no commit '%1'"_s.arg(commit));
    return GitTree(reinterpret_cast<git_tree *>(object));
}

Result<Manifest> readCommit(const QString &folder, const QString &commit, BlobStore &blobs)
{
    startGitLibrary();
    git_repository *opened = nullptr;
    // this folder or its .git alone, none above it
    if (git_repository_open_ext(&opened, folder.toUtf8(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr)
        != 0)
        return std::unexpected(gitError(u"opening the repository %1"_s.arg(folder)));
    const GitRepository repository(opened);
    const auto tree = treeOf(opened, commit);
    if (!tree)
        return std::unexpected(tree.error());
    TreeReader reader(opened, blobs);
    if (auto done = reader.read(tree->get(), {}, 1); !done)
        return std::unexpected(std::move(done.error()));
    return std::move(reader.manifest);
}

} // namespace

Result<Manifest> manifestOfBundle(const QString &bundle, const QString &commit, BlobStore &blobs)
{
    if (!QFileInfo(bundle).isFile())
        return fail(ErrorCode::NotFound, u"there is no file %1"_s.arg(bundle));
    if (!isCommitName(commit))
        return fail(ErrorCode::BadInput,
                    u"'%1' names no commit: hexadecimal digits or a ref expected"_s.arg(commit));
    const QTemporaryDir folder; // only the user may look into it
    if (!folder.isValid())
        return fail(ErrorCode::Io,
                    u"can't make a temporary folder: %1"_s.arg(folder.errorString()));
    const QString target = folder.filePath(u"bundle.git"_s);
    if (auto unpacked = unpackBundle(bundle, folder.path(), target); !unpacked)
        return std::unexpected(std::move(unpacked.error()));
    auto manifest = readCommit(target, commit, blobs);
    if (!manifest)
        return std::unexpected(
            std::move(manifest.error()).within(u"reading the git bundle %1"_s.arg(bundle)));
    return manifest;
}

Result<Manifest> manifestOfRepository(const QString &folder, const QString &commit,
                                      BlobStore &blobs)
{
    if (!isCommitName(commit))
        return fail(ErrorCode::BadInput,
                    u"'%1' names no commit: hexadecimal digits or a ref expected"_s.arg(commit));
    auto manifest = readCommit(folder, commit, blobs);
    if (!manifest)
        return std::unexpected(
            std::move(manifest.error()).within(u"reading the git repository %1"_s.arg(folder)));
    return manifest;
}

} // namespace touchstone

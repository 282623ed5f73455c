#include "core/workspace/gitlibrary.h"

#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

using namespace Qt::StringLiterals;

namespace touchstone {

void startGitLibrary()
{
    static const bool started = [] {
        git_libgit2_init();
        for (const git_config_level_t level :
             {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
              GIT_CONFIG_LEVEL_GLOBAL})
            git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
        git_libgit2_opts(GIT_OPT_SET_TEMPLATE_PATH, "");
        return true;
    }();
    Q_UNUSED(started)
}

Error gitError(const QString &doing)
{
    const git_error *last = git_error_last();
    const QString reason = last && last->message ? QString::fromUtf8(last->message) : u"unknown"_s;
    return {ErrorCode::Internal, u"%1: %2"_s.arg(doing, reason), {}};
}

Result<GitRepository> makeMemoryRepository()
{
    startGitLibrary();
    git_odb *odb = nullptr;
    if (git_odb_new(&odb) != 0)
        return std::unexpected(gitError(u"making an object database in memory"_s));
    const GitOdb owner(odb);
    git_odb_backend *backend = nullptr;
    if (git_mempack_new(&backend) != 0 || git_odb_add_backend(odb, backend, 1) != 0)
        return std::unexpected(gitError(u"making an object database in memory"_s));
    git_repository *repository = nullptr;
    if (git_repository_wrap_odb(&repository, odb) != 0)
        return std::unexpected(gitError(u"making a repository in memory"_s));
    return GitRepository(repository);
}

} // namespace touchstone

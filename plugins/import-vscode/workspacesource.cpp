#include "workspacesource.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// What a scenario's workspace is cloned from, as far as a state says so.
struct Repository {
    QString url;
    QString commit;
};

std::optional<Repository> repositoryOf(const EditorState &state)
{
    for (const Json &context : state.repositories) {
        const QString commit = stringOr(context, "headCommitHash");
        const QStringList urls = stringsOr(context, "remoteFetchUrls");
        if (commit.size() == 40 && !urls.isEmpty())
            return Repository{urls.front(), commit.toLower()};
    }
    return std::nullopt;
}

/// "git@github.com:owner/name.git" to "name"
QString nameOf(const QString &url)
{
    QString name = url.section(u'/', -1);
    if (name.endsWith(".git"_L1))
        name.chop(4);
    for (QChar &c : name)
        if (c.unicode() > 127 || (!c.isLetterOrNumber() && c != u'-' && c != u'_' && c != u'.'))
            c = u'-';
    return name.isEmpty() || name.startsWith(u'.') ? u"workspace"_s : name;
}

Json missing(const EditorState &state, const QString &folder)
{
    if (const auto repository = repositoryOf(state)) {
        const QString name = nameOf(repository->url);
        return {{"bundle", u"../bundles/%1.bundle"_s.arg(name)},
                {"commit", repository->commit},
                {"missing",
                 u"the scenario is about a clone of %1 at %2; in one, run: git bundle create "
                 "PACK/bundles/%3.bundle --all"_s.arg(repository->url, repository->commit, name)}};
    }
    const QString name = nameOf(folder);
    return {{"bundle", u"../bundles/%1.bundle"_s.arg(name)},
            {"commit", QString(40, u'0')},
            {"missing",
             u"the scenario is about the folder %1, which was not imported, and does not say what "
             "repository it is; put that folder within the imported one and import again"_s.arg(
                 folder)}};
}

bool isOurs(const QString &path)
{
    return path.endsWith(".conversation.json"_L1) || path.endsWith(".state.json"_L1);
}

Result<ScenarioWorkspace> ofFolder(const QString &folder, BlobStore &blobs)
{
    auto files = manifestOfFolder(folder, blobs);
    if (!files)
        return std::unexpected(std::move(files.error()));
    ScenarioWorkspace workspace;
    workspace.root = folder;
    for (auto it = files->files.cbegin(); it != files->files.cend(); ++it)
        if (!isOurs(it.key()))
            workspace.files.files.insert(it.key(), it.value());
    if (!workspace.files.files.isEmpty())
        workspace.json = {{"folder", "workspace"}};
    return workspace;
}

} // namespace

Result<ScenarioWorkspace> workspaceOf(const std::vector<Question> &questions,
                                      const QString &conversation, const QString &root,
                                      BlobStore &blobs)
{
    const QString within = QFileInfo(root).canonicalFilePath();
    const QString own = QFileInfo(conversation).canonicalPath();
    QString folder = own;
    for (const Question &question : questions) {
        if (!question.state)
            continue;
        if (question.state->workspaceFolders.size() == 1) {
            const QString named = question.state->workspaceFolders.front();
            const QString found =
                QFileInfo(question.state->folder + u'/' + named).canonicalFilePath();
            if (found.isEmpty() || (found != within && !found.startsWith(within + u'/')))
                return ScenarioWorkspace{missing(*question.state, named), {}, {}};
            folder = found;
            break;
        }
        folder = QFileInfo(question.state->folder).canonicalFilePath();
    }
    auto workspace = ofFolder(folder, blobs);
    if (!workspace || workspace->root != own || !workspace->files.files.isEmpty())
        return workspace;
    Json files = Json::object();
    for (const Question &question : questions)
        for (const QString &name : question.files)
            files[name.toStdString()] = "";
    if (!files.empty())
        workspace->json = {{"files", std::move(files)}};
    return workspace;
}

} // namespace touchstone

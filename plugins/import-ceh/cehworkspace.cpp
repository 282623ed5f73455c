#include "cehworkspace.h"

#include "core/workspace/repositorytree.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qint64 maxSourceBytes = 16 << 20;

QString flatName(const QString &repository)
{
    QString name = repository;
    name.replace(u"/"_s, u"__"_s);
    for (QChar &c : name)
        if (c.unicode() > 127 || (!c.isLetterOrNumber() && c != u'-' && c != u'_' && c != u'.'))
            c = u'-';
    return name;
}

} // namespace

QString CehWorkspaces::cloneOf(const QString &repository) const
{
    if (m_clones.isEmpty())
        return {};
    const QString owner = repository.section(u'/', 0, 0);
    const QString name = repository.section(u'/', 1);
    for (const QString &way : {repository, owner + u"__"_s + name, owner + u"--"_s + name, name})
        for (const QString &folder : {way, way + u".git"_s})
            if (QFileInfo(m_clones + u'/' + folder).isDir())
                return m_clones + u'/' + folder;
    return {};
}

const CehWorkspaces::State &CehWorkspaces::stateOf(const CehCase &theCase)
{
    const auto key = std::pair(theCase.repository, theCase.commit);
    const auto [it, isNew] = m_states.try_emplace(key);
    State &state = it->second;
    if (!isNew)
        return state;
    const QString clone = cloneOf(theCase.repository);
    const QString supply =
        u"git clone https://github.com/%1 FOLDER/%2, and import again with --repos FOLDER"_s.arg(
            theCase.repository, flatName(theCase.repository));
    if (clone.isEmpty()) {
        state.missing =
            u"it is about %1 at %2: %3"_s.arg(theCase.repository, theCase.commit, supply);
        return state;
    }
    BlobStore blobs;
    auto files = manifestOfRepository(clone, theCase.commit, blobs);
    if (!files) {
        state.missing = u"%1 can't be taken: %2 (%3)"_s.arg(clone, files.error().text(), supply);
        return state;
    }
    // Hidden: a folder of somebody's repository is not looked through for scenarios.
    const QString folder =
        u".repositories/%1-%2"_s.arg(flatName(theCase.repository), theCase.commit.left(12));
    const QString target = m_staging.filePath(folder);
    auto written = QDir().mkpath(target)
        ? materialise(*files, blobs, target, false)
        : fail(ErrorCode::Io, u"the folder %1 can't be made"_s.arg(target));
    if (!written) {
        state.missing = written.error().text();
        return state;
    }
    state.folder = folder;
    state.files = std::move(*files);
    return state;
}

Result<CehWorkspaces::Workspace> CehWorkspaces::beside(const CehCase &theCase,
                                                       const QString &folder)
{
    const QFileInfo info(theCase.folder + u'/' + theCase.path);
    if (theCase.path.contains(u'/') || !info.isFile() || info.isSymLink())
        return fail(ErrorCode::BadInput,
                    u"%1: there is no file '%2' beside the case"_s.arg(
                        Place{theCase.file, {}, 0}.at(u"file_path"_s).text(), theCase.path));
    QFile file(info.filePath());
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(info.filePath(), file.errorString()));
    QByteArray source = file.read(maxSourceBytes + 1);
    if (source.size() > maxSourceBytes)
        return fail(ErrorCode::BadInput, u"%1 is larger than 16 MiB"_s.arg(info.filePath()));
    if (auto written = m_staging.write(folder + u"/workspace/"_s + theCase.path, source); !written)
        return std::unexpected(std::move(written.error()));
    return Workspace{{{"folder", "workspace"}}, std::move(source), {}};
}

Result<CehWorkspaces::Workspace> CehWorkspaces::of(const CehCase &theCase, const QString &folder)
{
    if (theCase.kind == CehKind::Doc)
        return beside(theCase, folder);
    const State &state = stateOf(theCase);
    if (state.folder.isEmpty())
        return Workspace{
            {{"bundle", u"../../bundles/%1.bundle"_s.arg(flatName(theCase.repository))},
             {"commit", theCase.commit},
             {"missing", state.missing}},
            std::nullopt,
            state.missing};
    if (!state.files.files.contains(theCase.path))
        return fail(ErrorCode::BadInput,
                    u"%1: %2 at %3 has no file '%4'"_s.arg(
                        Place{theCase.file, {}, 0}.at(u"file_path"_s).text(), theCase.repository,
                        theCase.commit, theCase.path));
    QFile file(m_staging.filePath(state.folder + u'/' + theCase.path));
    QByteArray source;
    if (file.open(QIODevice::ReadOnly))
        source = file.read(maxSourceBytes);
    return Workspace{{{"folder", u"../../"_s + state.folder}}, std::move(source), {}};
}

} // namespace touchstone

#include "core/exec/repository.h"

#include "core/workspace/workspace.h"

#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

using namespace Qt::StringLiterals;

namespace touchstone {

Result<std::vector<RepositoryFile>> repositoryFiles(const Manifest &tree, const BlobSource &blobs)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return fail(ErrorCode::Io, u"making a temporary folder: %1"_s.arg(folder.errorString()));
    if (auto made = materialise(tree, blobs, folder.path(), true); !made)
        return std::unexpected(made.error());
    std::vector<RepositoryFile> files;
    QDirIterator it(folder.filePath(u".git"_s), QDir::Files | QDir::Hidden,
                    QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::Io,
                        u"reading %1: %2"_s.arg(file.fileName(), file.errorString()));
        files.push_back(
            {file.fileName().sliced(folder.path().size() + 1).toUtf8(), file.readAll()});
    }
    return files;
}

} // namespace touchstone

#include "core/scenario/packstaging.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {

Result<PackStaging> PackStaging::create(const QString &folder)
{
    const QFileInfo info(folder);
    if (info.exists() && !info.isDir())
        return fail(ErrorCode::BadInput,
                    u"%1 is a file; expected a new or empty folder for the pack"_s.arg(folder));
    if (info.exists() && !QDir(folder).isEmpty())
        return fail(ErrorCode::BadInput,
                    u"%1 is not empty; a pack is written to a new or empty folder"_s.arg(folder));
    PackStaging staging;
    staging.m_folder = QDir::cleanPath(info.absoluteFilePath());
    const QFileInfo place(staging.m_folder);
    if (!QDir().mkpath(place.absolutePath()))
        return fail(ErrorCode::Io, u"the folder %1 can't be made"_s.arg(place.absolutePath()));
    // Beside its place, so that it can be moved there in one step.
    staging.m_staging = std::make_unique<QTemporaryDir>(place.absolutePath() + u"/."_s
                                                        + place.fileName() + u"-XXXXXX"_s);
    if (!staging.m_staging->isValid())
        return fail(ErrorCode::Io,
                    u"no folder can be made in %1: %2"_s.arg(place.absolutePath(),
                                                             staging.m_staging->errorString()));
    return staging;
}

QString PackStaging::packName() const
{
    QString name = QFileInfo(m_folder).fileName();
    for (QChar &c : name)
        if (c.unicode() > 127 || (!c.isLetterOrNumber() && c != u'-' && c != u'_' && c != u'.'))
            c = u'-';
    while (!name.isEmpty() && !name.front().isLetterOrNumber())
        name.remove(0, 1);
    return name.isEmpty() ? u"pack"_s : name.left(100);
}

Result<void> PackStaging::write(const QString &relative, const QByteArray &bytes) const
{
    QFile file(filePath(relative));
    if (!QDir().mkpath(QFileInfo(file.fileName()).path()))
        return fail(ErrorCode::Io, u"the folder of %1 can't be made"_s.arg(file.fileName()));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(file.fileName(), file.errorString()));
    return {};
}

Result<void> PackStaging::put(Json pack)
{
    pack["format"] = 1;
    pack["name"] = packName();
    if (auto written = write(u"pack.json"_s, prettyJson(pack)); !written)
        return written;
    QDir().rmdir(m_folder); // an empty one makes room
    const QString staged = m_staging->path();
    if (!QDir().rename(staged, m_folder))
        return fail(ErrorCode::Io, u"%1 can't be moved to %2"_s.arg(staged, m_folder));
    m_staging->setAutoRemove(false);
    // Temporary folders are for their owner alone; a pack is not.
    QFile::setPermissions(m_folder,
                          QFile::permissions(m_folder) | QFile::ReadGroup | QFile::ExeGroup
                              | QFile::ReadOther | QFile::ExeOther);
    return {};
}

} // namespace touchstone

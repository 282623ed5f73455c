#include "core/base/paths.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// The folder of the running executable; works without a QCoreApplication.
QString executableFolder()
{
    return QFileInfo(QFileInfo(u"/proc/self/exe"_s).symLinkTarget()).absolutePath();
}

/// The first existing `relative` below the executable's folder or one of the three above it.
QString findUpwards(const QStringList &relatives)
{
    QDir folder(executableFolder());
    for (int up = 0; up < 4; ++up) {
        for (const QString &relative : relatives)
            if (QFileInfo::exists(folder.filePath(relative)))
                return QDir::cleanPath(folder.filePath(relative));
        if (!folder.cdUp())
            break;
    }
    return {};
}

} // namespace

Result<QString> dataFolder()
{
    const QString chosen = qEnvironmentVariable("TOUCHSTONE_DATA");
    if (!chosen.isEmpty()) {
        if (QFileInfo::exists(chosen + u"/resources/schemas"_s))
            return chosen;
        return fail(
            ErrorCode::NotFound,
            u"TOUCHSTONE_DATA is '%1', but that folder has no resources/schemas"_s.arg(chosen));
    }
    const QString schemas =
        findUpwards({u"share/touchstone/resources/schemas"_s, u"resources/schemas"_s});
    if (schemas.isEmpty())
        return fail(
            ErrorCode::NotFound,
            u"the files that ship with Touchstone were not found near %1; set TOUCHSTONE_DATA to the folder that holds resources/"_s
                .arg(executableFolder()));
    return QDir::cleanPath(schemas + u"/../.."_s);
}

Result<QString> resource(const QString &relativePath)
{
    const auto folder = dataFolder();
    if (!folder)
        return std::unexpected(folder.error());
    const QString path = *folder + u"/resources/"_s + relativePath;
    if (!QFileInfo::exists(path))
        return fail(ErrorCode::NotFound, u"%1 is missing from this installation"_s.arg(path));
    return path;
}

Result<QString> helperProgram(const QString &name)
{
    const QString path = findUpwards({u"libexec/touchstone/"_s + name});
    if (path.isEmpty())
        return fail(ErrorCode::NotFound,
                    u"libexec/touchstone/%1 was not found near %2"_s.arg(name, executableFolder()));
    return path;
}

Result<QString> ownLibrary(const QString &name)
{
    const QString path = findUpwards({u"" TOUCHSTONE_PLUGIN_SUBDIR "/../"_s + name});
    if (path.isEmpty())
        return fail(ErrorCode::NotFound,
                    u"lib/touchstone/%1 was not found near %2"_s.arg(name, executableFolder()));
    return path;
}

QStringList pluginFolders()
{
    QStringList folders;
    const QString ours = findUpwards({u"" TOUCHSTONE_PLUGIN_SUBDIR ""_s});
    if (!ours.isEmpty())
        folders.append(ours);
    folders += qEnvironmentVariable("TOUCHSTONE_PLUGIN_PATH").split(u':', Qt::SkipEmptyParts);
    return folders;
}

} // namespace touchstone

#include "core/run/staging.h"

#include "core/base/digest.h"
#include "core/run/runfile.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>

#include <fcntl.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace touchstone::staging {
namespace {

/// linux/magic.h and the manuals of those that are not in it.
constexpr std::array<quint32, 19> networkTypes{
    0x6969, // NFS
    0x517B, // SMB
    0xFE534D42, // SMB 2
    0xFF534D42, // CIFS
    0x5346414F, // OpenAFS
    0x6B414653, // kAFS
    0x73757245, // Coda
    0x01021997, // 9P
    0x65735546, // FUSE: sshfs and many others, and no way to tell
    0x0BD00BD0, // Lustre
    0x47504653, // GPFS
    0x19830326, // BeeGFS
    0x00C36400, // Ceph
    0x7461636F, // OCFS2
    0x01161970, // GFS2
    0xAAD7AAEA, // PanFS
    0x786F4256, // VirtualBox shared folders
    0x20030528, // OrangeFS
    0x0000564C, // NCP
};

bool onNetwork(const QString &folder)
{
    struct statfs info{};
    if (::statfs(QFile::encodeName(folder).constData(), &info) != 0)
        return false;
    return isNetworkType(qint64(info.f_type));
}

QStringList candidates()
{
    QStringList folders;
    const QString chosen = qEnvironmentVariable("TOUCHSTONE_STAGING");
    if (!chosen.isEmpty())
        return {chosen};
    const QString state =
        qEnvironmentVariable("XDG_STATE_HOME", QDir::homePath() + u"/.local/state"_s);
    folders.append(state + u"/touchstone/staging"_s);
    folders.append(u"/var/tmp/touchstone-%1"_s.arg(getuid()));
    return folders;
}

/// A folder of this user alone: in /var/tmp somebody else may have made it before us.
bool makePrivate(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return false;
    const QFileInfo info(folder);
    return !info.isSymLink() && info.ownerId() == getuid() && info.isWritable()
        && QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace

bool isNetworkType(qint64 type)
{
    return std::ranges::contains(networkTypes, quint32(type)); // f_type is signed on some machines
}

bool isNeeded(const QString &path)
{
    return qEnvironmentVariableIsSet("TOUCHSTONE_STAGING")
        || onNetwork(QFileInfo(path).absolutePath());
}

Result<QString> place(const QString &path)
{
    const QFileInfo info(path);
    const QString whole = QDir(info.absoluteDir().canonicalPath()).filePath(info.fileName());
    const QString name = Digest::of(whole.toUtf8()).hex().left(16) + u'-' + info.fileName();
    const QStringList folders = candidates();
    for (const QString &folder : folders)
        if (makePrivate(folder) && !onNetwork(folder))
            return QDir(folder).absoluteFilePath(name);
    return fail(
        ErrorCode::Io,
        u"%1 is on a network file system, and none of %2 is a local folder to write the run "
        "in; set TOUCHSTONE_STAGING to one"_s.arg(path, folders.join(u", "_s)));
}

Result<void> copyOver(const QString &from, const QString &to)
{
    QFile source(from);
    if (!source.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(from, source.errorString()));
    QSaveFile target(to);
    if (!target.open(QIODevice::WriteOnly))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(to, target.errorString()));
    while (!source.atEnd()) {
        const QByteArray part = source.read(4 << 20);
        if (part.isEmpty() && source.error() != QFileDevice::NoError)
            return fail(ErrorCode::Io, u"%1: %2"_s.arg(from, source.errorString()));
        if (target.write(part) != part.size())
            return fail(ErrorCode::Io, u"%1: %2"_s.arg(to, target.errorString()));
    }
    if (!target.flush() || ::fsync(target.handle()) != 0 || !target.commit())
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(to, target.errorString()));
    syncFolder(to);
    return {};
}

Result<void> renameToFree(const QString &from, const QString &to)
{
    const QByteArray source = QFile::encodeName(from);
    const QByteArray target = QFile::encodeName(to);
    int code =
        ::renameat2(AT_FDCWD, source.constData(), AT_FDCWD, target.constData(), RENAME_NOREPLACE);
    if (code != 0 && (errno == EINVAL || errno == ENOSYS)) { // not every file system can
        code = ::link(source.constData(), target.constData());
        if (code == 0)
            ::unlink(source.constData());
    }
    if (code == 0)
        return {};
    if (errno == EEXIST)
        return fail(ErrorCode::BadInput,
                    u"%1 exists; resume it, or give another name for a new run"_s.arg(to));
    return fail(ErrorCode::Io, u"%1: %2"_s.arg(to, qt_error_string(errno)));
}

void syncFolder(const QString &path)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    const int fd = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    ::fsync(fd); // best effort: not every file system lets a folder be synced
    ::close(fd);
}

} // namespace touchstone::staging

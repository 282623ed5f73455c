#include "app/ide/saving.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>
#include <QtCore/QTemporaryDir>
#include <QtGui/QPixmap>
#include <QtWidgets/QWidget>

#include <cerrno>
#include <cstdio>
#include <cstring>

using namespace Qt::StringLiterals;

namespace touchstone::ide {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("touchstone::ide::SaveFormat", text);
}

Result<void> replace(const QString &from, const QString &path)
{
    if (QFileInfo::exists(path))
        QFile::setPermissions(from, QFile::permissions(path));
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(path).constData()) == 0)
        return {};
    return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, QString::fromLocal8Bit(strerror(errno))));
}

Result<void> write(const Writer &writer, const QString &path, SaveProgress &progress)
{
    const auto cancelled = [] { return fail(ErrorCode::Cancelled, tr("no longer wanted")); };
    if (progress.cancelled)
        return cancelled();
    const QFileInfo link(path);
    const QFileInfo target(link.isSymLink() ? link.symLinkTarget() : link.absoluteFilePath());
    const QTemporaryDir folder(target.absolutePath() + u"/.touchstone-XXXXXX"_s);
    if (!folder.isValid())
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, folder.errorString()));
    const QString half = folder.filePath(target.fileName());
    auto written = writer(half, progress);
    if (!written)
        written.error().message.replace(half, path); // nobody knows the other place
    if (progress.cancelled)
        return cancelled();
    const bool isDamaged = !written && written.error().code == ErrorCode::Corrupt;
    if (!written && !(isDamaged && QFileInfo::exists(half)))
        return written;
    auto replaced = replace(half, target.absoluteFilePath());
    return replaced ? written : replaced;
}

} // namespace

QFuture<Result<void>> save(const SaveFormat &format, const QString &path,
                           std::shared_ptr<SaveProgress> progress, QThreadPool &pool)
{
    return QtConcurrent::run(&pool, [writer = format.take(), path, progress = std::move(progress)] {
        return write(writer, path, *progress);
    });
}

Result<void> writeBytes(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    return {};
}

SaveFormat pictureFormat(const QString &title, QWidget &widget)
{
    return {title, u"png"_s, [&widget]() -> Writer {
                return [image = widget.grab().toImage()](const QString &path,
                                                         SaveProgress &) -> Result<void> {
                    if (!image.save(path, "PNG"))
                        return fail(ErrorCode::Io, tr("%1 can't be written").arg(path));
                    return {};
                };
            }};
}

} // namespace touchstone::ide

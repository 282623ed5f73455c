#include "core/scenario/filescope.h"

#include "core/base/violations.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

QString quoted(const QString &path)
{
    return foundText(Json(path));
}

} // namespace

Result<QString> FileScope::resolved(const QString &path, const Place &place) const
{
    if (path.isEmpty() || path.startsWith(u'/') || path.contains(QChar(u'\0')))
        return fail(ErrorCode::BadInput,
                    u"%1: found %2, expected a path relative to %3"_s.arg(place.text(),
                                                                          quoted(path), base));
    const QFileInfo info(base + u'/' + path);
    const QString canonical = info.canonicalFilePath();
    if (canonical.isEmpty())
        return fail(ErrorCode::BadInput,
                    u"%1: there is no %2 in %3"_s.arg(place.text(), quoted(path), base));
    const QString home = QFileInfo(root).canonicalFilePath();
    if (canonical != home && !canonical.startsWith(home + u'/'))
        return fail(ErrorCode::BadInput,
                    u"%1: %2 leads out of %3; a pack's files lie within it"_s.arg(
                        place.text(), quoted(path), root));
    return canonical;
}

Result<QString> FileScope::file(const QString &path, const Place &place) const
{
    auto found = resolved(path, place);
    if (found && !QFileInfo(*found).isFile())
        return fail(ErrorCode::BadInput, u"%1: %2 is not a file"_s.arg(place.text(), quoted(path)));
    return found;
}

Result<QString> FileScope::folder(const QString &path, const Place &place) const
{
    auto found = resolved(path, place);
    if (found && !QFileInfo(*found).isDir())
        return fail(ErrorCode::BadInput,
                    u"%1: %2 is not a folder"_s.arg(place.text(), quoted(path)));
    return found;
}

Result<QByteArray> FileScope::read(const QString &path, const Place &place, qint64 maxBytes) const
{
    const auto found = file(path, place);
    if (!found)
        return std::unexpected(found.error());
    auto bytes = readRegularFile(*found, maxBytes);
    if (!bytes)
        return fail(bytes.error().code, u"%1: %2"_s.arg(place.text(), bytes.error().message));
    return bytes;
}

Result<QByteArray> readRegularFile(const QString &path, qint64 maxBytes)
{
    if (!QFileInfo(path).isFile())
        return fail(ErrorCode::BadInput, u"%1 is not a file"_s.arg(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    QByteArray bytes = file.read(maxBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    if (bytes.size() > maxBytes)
        return fail(ErrorCode::BadInput, u"%1 is larger than %2 bytes"_s.arg(path).arg(maxBytes));
    return bytes;
}

} // namespace touchstone

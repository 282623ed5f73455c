#include "core/report/pageparts.h"

#include "core/base/paths.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QFile>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

QString sourceHash(const QString &text)
{
    return u"'sha256-%1'"_s.arg(QString::fromLatin1(
        QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toBase64()));
}

} // namespace

Result<QString> partOfPage(const QString &name)
{
    const auto path = resource(u"report/"_s + name);
    if (!path)
        return std::unexpected(path.error());
    QFile file(*path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(*path, file.errorString()));
    return QString::fromUtf8(file.readAll());
}

QString contentPolicy(const QString &style, const QString &script)
{
    return u"default-src 'none'; img-src data:; style-src %1; script-src %2; base-uri 'none'; form-action 'none'"_s
        .arg(sourceHash(style), sourceHash(script));
}

QString pictureType(const QByteArray &bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return u"image/png"_s;
    if (bytes.startsWith("\xff\xd8\xff"))
        return u"image/jpeg"_s;
    if (bytes.startsWith("RIFF")
        && bytes.sliced(std::min<qsizetype>(8, bytes.size())).startsWith("WEBP"))
        return u"image/webp"_s;
    return {};
}

QString dataUri(const QString &type, const QByteArray &bytes)
{
    return u"data:%1;base64,%2"_s.arg(type, QString::fromLatin1(bytes.toBase64()));
}

} // namespace touchstone

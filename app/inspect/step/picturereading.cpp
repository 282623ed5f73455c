#include "app/inspect/step/picturereading.h"

#include <QtCore/QBuffer>
#include <QtCore/QCoreApplication>
#include <QtGui/QImageReader>

namespace touchstone::inspect {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Picture", text);
}

/// The format by the first bytes: a reader must not try formats that nobody needs here.
QByteArray formatOf(const QByteArray &bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return "png";
    if (bytes.startsWith("\xff\xd8\xff"))
        return "jpeg";
    if (bytes.startsWith("RIFF") && bytes.size() > 12 && bytes.sliced(8, 4) == "WEBP")
        return "webp";
    return {};
}

} // namespace

Result<QImage> decodePicture(const QByteArray &bytes, const QSize &fit)
{
    const QByteArray format = formatOf(bytes);
    if (format.isEmpty())
        return fail(ErrorCode::BadInput,
                    tr("These %1 bytes are no PNG, JPEG or WebP picture.").arg(bytes.size()));
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader::setAllocationLimit(int(mostPixels * 4 >> 20)); // MiB; for the whole process
    QImageReader reader(&buffer, format);
    reader.setDecideFormatFromContent(false);
    const QSize size = reader.size();
    if (size.isValid() && qint64(size.width()) * size.height() > mostPixels)
        return fail(ErrorCode::BadInput,
                    tr("This picture of %1 × %2 pixels is too large to be shown.")
                        .arg(size.width())
                        .arg(size.height()));
    if (!fit.isEmpty() && size.isValid())
        reader.setScaledSize(
            size.boundedTo(size.scaled(fit, Qt::KeepAspectRatio)).expandedTo(QSize(1, 1)));
    QImage image = reader.read();
    if (image.isNull())
        return fail(ErrorCode::BadInput,
                    tr("This picture can't be read: %1").arg(reader.errorString()));
    return image;
}

} // namespace touchstone::inspect

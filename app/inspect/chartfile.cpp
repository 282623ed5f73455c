#include "app/inspect/chartfile.h"

#include "app/inspect/chartscene.h"

#include "core/base/version.h"

#include <QtCore/QBuffer>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>
#include <QtGui/QImage>
#include <QtGui/QPageSize>
#include <QtGui/QPainter>
#include <QtGui/QPdfWriter>
#include <QtSvg/QSvgGenerator>

#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr double unitsPerInch = 96.0; ///< of a scene
constexpr double mmPerInch = 25.4;
constexpr int textUnits = 11; ///< a good 8 points

void draw(ChartScene &scene, QPaintDevice &device, const QRectF &target)
{
    QPainter painter(&device);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    scene.render(&painter, target, scene.sceneRect());
}

QString creator()
{
    return u"Touchstone "_s + version();
}

void drawSvg(ChartScene &scene, const QString &title, QIODevice &out)
{
    QSvgGenerator svg;
    svg.setOutputDevice(&out);
    svg.setResolution(int(unitsPerInch));
    svg.setSize(scene.sceneRect().size().toSize());
    svg.setViewBox(scene.sceneRect());
    svg.setTitle(title.toHtmlEscaped());
    svg.setDescription(creator());
    draw(scene, svg, scene.sceneRect());
}

/// Where a viewer lacks the font, one like it. (In text, quotes are escaped.)
QByteArray withFallbackFonts(QByteArray svg, const QString &family)
{
    const QByteArray name = "font-family=\"" + family.toHtmlEscaped().toUtf8();
    return svg.replace(name + '"', name + ", Verdana, sans-serif\"");
}

void drawPdf(ChartScene &scene, const QString &title, QIODevice &out)
{
    QPdfWriter pdf(&out);
    const QSizeF millimetres = scene.sceneRect().size() * mmPerInch / unitsPerInch;
    pdf.setPageSize(QPageSize(millimetres, QPageSize::Millimeter, {}, QPageSize::ExactMatch));
    pdf.setPageMargins({});
    pdf.setResolution(1200);
    pdf.setTitle(title);
    pdf.setCreator(creator());
    draw(scene, pdf, QRectF(0.0, 0.0, pdf.width(), pdf.height()));
}

bool drawPng(ChartScene &scene, const QString &title, int dpi, QIODevice &out)
{
    const double scale = dpi / unitsPerInch;
    const QSizeF size = scene.sceneRect().size() * scale;
    QImage image(int(std::lround(size.width())), int(std::lround(size.height())),
                 QImage::Format_RGB32);
    image.fill(scene.backgroundBrush().color());
    image.setDotsPerMeterX(int(std::lround(dpi / mmPerInch * 1000.0)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    if (!title.isEmpty())
        image.setText(u"Title"_s, title);
    image.setText(u"Software"_s, creator());
    draw(scene, image, QRectF(QPointF(), QSizeF(image.size())));
    return image.save(&out, "PNG");
}

} // namespace

QStringList chartFileEndings()
{
    return {u"svg"_s, u"pdf"_s, u"png"_s};
}

Result<void> saveChart(const ChartSpec &spec, const ChartData &data, const QString &path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (!chartFileEndings().contains(ending))
        return fail(ErrorCode::BadInput,
                    u"%1: a figure's name ends with .svg, .pdf or .png"_s.arg(path));
    const QSizeF size(spec.widthMm / mmPerInch * unitsPerInch,
                      spec.heightMm / mmPerInch * unitsPerInch);
    const ChartLook look = chartLook(spec.theme == ChartTheme::Dark, textUnits);
    ChartScene scene(data, look, size);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    bool isDrawn = true;
    if (ending == "svg"_L1)
        drawSvg(scene, data.title, buffer);
    else if (ending == "pdf"_L1)
        drawPdf(scene, data.title, buffer);
    else
        isDrawn = drawPng(scene, data.title, spec.dpi, buffer);
    if (!isDrawn)
        return fail(ErrorCode::Internal, u"%1: the figure could not be encoded"_s.arg(path));
    const QByteArray bytes =
        ending == "svg"_L1 ? withFallbackFonts(buffer.data(), look.font.family()) : buffer.data();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    return {};
}

} // namespace touchstone::inspect

#include "app/inspect/charts/chartfile.h"

#include "app/ide/saving.h"
#include "app/inspect/charts/chartscene.h"

#include "core/base/version.h"

#include <QtCore/QBuffer>
#include <QtCore/QFileInfo>
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

QImage drawImage(ChartScene &scene, const QString &title, int dpi)
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
    return image;
}

} // namespace

QStringList chartFileEndings()
{
    return {u"svg"_s, u"pdf"_s, u"png"_s};
}

DrawnChart drawChart(const ChartSpec &spec, const ChartData &data, const QString &ending)
{
    const QSizeF size(spec.widthMm / mmPerInch * unitsPerInch,
                      spec.heightMm / mmPerInch * unitsPerInch);
    const ChartLook look = chartLook(spec.theme == ChartTheme::Dark, textUnits);
    ChartScene scene(data, look, size);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (ending == "svg"_L1) {
        drawSvg(scene, data.title, buffer);
        return DrawnChart{withFallbackFonts(buffer.data(), look.font.family()), {}};
    }
    if (ending == "pdf"_L1) {
        drawPdf(scene, data.title, buffer);
        return DrawnChart{buffer.data(), {}};
    }
    return DrawnChart{{}, drawImage(scene, data.title, spec.dpi)};
}

Result<void> writeChart(const DrawnChart &chart, const QString &path)
{
    QBuffer encoded;
    encoded.open(QIODevice::WriteOnly);
    if (!chart.image.isNull() && !chart.image.save(&encoded, "PNG"))
        return fail(ErrorCode::Internal, u"%1: the figure could not be encoded"_s.arg(path));
    return ide::writeBytes(path, chart.image.isNull() ? chart.bytes : encoded.data());
}

Result<void> saveChart(const ChartSpec &spec, const ChartData &data, const QString &path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (!chartFileEndings().contains(ending))
        return fail(ErrorCode::BadInput,
                    u"%1: a figure's name ends with .svg, .pdf or .png"_s.arg(path));
    return writeChart(drawChart(spec, data, ending), path);
}

} // namespace touchstone::inspect

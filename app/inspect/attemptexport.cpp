#include "app/inspect/attemptexport.h"

#include "core/report/attempthtml.h"

#include <QtGui/QPixmap>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

QString tr(const char *text)
{
    return ide::Document::tr(text);
}

Result<void> savePicture(QWidget &page, const QString &path)
{
    return page.grab().save(path, "PNG") ? Result<void>()
                                         : fail(ErrorCode::Io, tr("%1 can't be written").arg(path));
}

} // namespace

std::vector<ide::SaveFormat> attemptFormats(QWidget &page, const QString &runFile,
                                            const QString &attempt, int pass)
{
    if (attempt.isEmpty())
        return {};
    const auto with = [runFile](auto write) {
        return [runFile, write](const QString &path) -> Result<void> {
            const auto file = RunFile::open(runFile, RunFile::Mode::Read);
            return file ? write(**file, path) : std::unexpected(file.error());
        };
    };
    return {
        {tr("Self-contained page"), u"html"_s,
         with([attempt, pass](const RunFile &file, const QString &path) {
             AttemptPageOptions options;
             options.pass = pass;
             return writeAttemptPage(file, attempt, path, options);
         })},
        {tr("Trace as JSON"), u"json"_s, with([attempt](const RunFile &file, const QString &path) {
             return writeAttemptTrace(file, attempt, path);
         })},
        {tr("Picture of the page"), u"png"_s,
         [&page](const QString &path) { return savePicture(page, path); }},
    };
}

} // namespace touchstone::inspect

#include "app/inspect/attempt/attemptexport.h"

#include "core/report/attempthtml.h"

#include <numeric>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

QString tr(const char *text)
{
    return ide::Document::tr(text);
}

/// Opens the run where it is written.
template <typename Write> std::function<ide::Writer()> ofFile(const QString &runFile, Write write)
{
    return [runFile, write]() -> ide::Writer {
        return [runFile, write](const QString &path, ide::SaveProgress &progress) -> Result<void> {
            const auto file = RunFile::open(runFile, RunFile::Mode::Read);
            return file ? write(**file, path, progress) : std::unexpected(file.error());
        };
    };
}

Result<void> writeTrace(const RunFile &file, const QString &attempt, const QString &path,
                        ide::SaveProgress &progress)
{
    if (const auto counts = file.eventCounts(attempt))
        progress.total = std::accumulate(counts->cbegin(), counts->cend(), qint64(0));
    return writeAttemptTrace(file, attempt, path, [&progress](qint64 events) {
        progress.done = events;
        return !progress.cancelled;
    });
}

} // namespace

std::vector<ide::SaveFormat> attemptFormats(QWidget &page, const QString &runFile,
                                            const QString &attempt, int pass)
{
    if (attempt.isEmpty())
        return {};
    AttemptPageOptions options;
    options.pass = pass;
    return {
        {tr("Self-contained page"), u"html"_s,
         ofFile(runFile,
                [attempt, options](const RunFile &file, const QString &path,
                                   const ide::SaveProgress &) {
                    return writeAttemptPage(file, attempt, path, options);
                })},
        {tr("Trace as JSON"), u"json"_s,
         ofFile(runFile,
                [attempt](const RunFile &file, const QString &path, ide::SaveProgress &progress) {
                    return writeTrace(file, attempt, path, progress);
                })},
        ide::pictureFormat(tr("Picture of the page"), page)};
}

} // namespace touchstone::inspect

#include "core/report/attemptstream.h"

using namespace Qt::StringLiterals;

namespace touchstone {

Result<RunSummary> summarise(const RunFile &file, const ReportOptions &options)
{
    auto manifest = file.manifest();
    if (!manifest)
        return std::unexpected(std::move(manifest.error()));
    SummaryBuilder builder;
    auto read = forEachAttempt(file, options, {}, [&](const AttemptRecord &record) -> Result<void> {
        if (!options.checks) {
            builder.add(record);
            return {};
        }
        const auto verdicts = verdictsOf(file, record);
        if (!verdicts)
            return std::unexpected(verdicts.error());
        builder.add(record, *verdicts);
        return {};
    });
    if (!read)
        return std::unexpected(
            std::move(read.error()).within(u"summarising %1"_s.arg(file.path())));
    RunSummary summary = builder.finish(options.ks);
    summary.path = file.path();
    summary.manifest = std::move(*manifest);
    return summary;
}

} // namespace touchstone

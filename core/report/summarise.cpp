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
        return withVerdicts(
            file, record, VerdictDetail::Brief,
            [&](const std::vector<Verdict> &verdicts) { builder.add(record, verdicts); });
    });
    const bool damaged = !read && read.error().code == ErrorCode::Corrupt;
    if (!read && !damaged)
        return std::unexpected(
            std::move(read.error()).within(u"summarising %1"_s.arg(file.path())));
    RunSummary summary = builder.finish(options.ks);
    summary.path = file.path();
    summary.damage = damaged ? read.error().text() : QString();
    summary.manifest = std::move(*manifest);
    return summary;
}

} // namespace touchstone

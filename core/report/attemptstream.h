#pragma once

#include "core/report/report.h"

namespace touchstone {

/// Reads the attempts that the options want, one at a time, in the order they finished. `agent`:
/// only that one's; empty: all. The first error that `visit` gives ends it and is returned; but
/// Corrupt ends nothing: what can be read of a damaged file is read, then the error is returned.
Result<void> forEachAttempt(const RunFile &file, const ReportOptions &options, const QString &agent,
                            const std::function<Result<void>(const AttemptRecord &)> &visit);

/// Brief: without measures and evidence, which are most of what there is to read.
enum class VerdictDetail { Brief, Full };
/// The verdicts that an attempt's outcome stands on.
Result<std::vector<Verdict>> verdictsOf(const RunFile &file, const AttemptRecord &record,
                                        VerdictDetail detail);
/// Calls `use` with them; where they are damaged with none, and then returns what is the matter.
Result<void> withVerdicts(const RunFile &file, const AttemptRecord &record, VerdictDetail detail,
                          const std::function<void(const std::vector<Verdict> &)> &use);

/// An attempt as a scoring pass has it; 0: the latest.
Result<AttemptRecord> attemptInPass(const RunFile &file, const QString &id, int pass);

/// "tests", or "tests@2" for a further check of that name in turn 2: unique among `taken`.
QString checkKey(const Verdict &verdict, const QStringList &taken);

} // namespace touchstone

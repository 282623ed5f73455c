#pragma once

#include "core/run/runfile.h"

namespace touchstone {

/// How much one attempt's page holds; what is left out is said where it would stand.
struct AttemptPageOptions {
    int pass = 0; ///< the scoring pass to tell; 0: the latest
    int maxEvents = 4'000;
    qsizetype maxText = 20'000; ///< characters of one text
    qint64 maxPicture = 4 << 20; ///< bytes of one picture
    qint64 maxBytes = 64 << 20; ///< of the page; beyond it events are told without texts
};

/// One attempt as a page that loads nothing: what it came to, its pictures as a film strip, every
/// event with texts, changes and outputs, and the verdicts. `path` is replaced only when all of it
/// was written. Corrupt: what could be read was written.
Result<void> writeAttemptPage(const RunFile &file, const QString &attempt, const QString &path,
                              const AttemptPageOptions &options = {});

/// {"format": 1, "attempt": …, "scenario": …, …, "events": […]}: the trace as it is kept; bytes
/// beside it by digest. `goesOn` is asked now and then, with the events written so far; Cancelled.
Result<void> writeAttemptTrace(const RunFile &file, const QString &attempt, const QString &path,
                               const std::function<bool(qint64 events)> &goesOn = {});

} // namespace touchstone

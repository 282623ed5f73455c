#pragma once

#include "core/run/runfile.h"

#include <QtCore/QHash>

namespace touchstone {

/// One attempt with what other programs' formats ask of it. Everything is read when it is made.
struct Transcript {
    AttemptRecord record;
    std::vector<Verdict> verdicts;
    Trace events;
    QString instruction; ///< of the first turn; empty where the scenario can't be read
    Json task = Json::object(); ///< what an imported sample was: {"id", "input", "target", …}
    Json imported = Json::object(); ///< the rest of an imported sample; empty: made here
    QHash<qint64, std::vector<size_t>> children; ///< event to the indexes of those it led to

    /// A result's text, wherever it is kept: in the event, or in a blob of this role.
    [[nodiscard]] QString text(const RunFile &file, const Event &event, const QString &role) const;
    /// The messages of the main conversation, in order, by index in `events`.
    [[nodiscard]] std::vector<size_t> conversation() const;
};

Result<Transcript> readTranscript(const RunFile &file, const AttemptRecord &record);

/// "2026-01-31T09:00:00.000Z"; null for no time.
Json isoTime(qint64 wallMs);

} // namespace touchstone

#pragma once

#include "core/report/report.h"

#include <QtCore/QHash>

namespace touchstone {

/// One sample of the matrix.
struct AttemptMark {
    QString id;
    int sample = 0;
    Outcome outcome = Outcome::Failed;
    bool leftOut = false;
    QString reason; ///< shortened
    bool isTold = false; ///< the page has its details
};

/// Which attempts a page shows, and how: read once from the run file, from the records alone.
class AttemptMarks {
public:
    /// Single samples are kept only of a run of at most `maxMarks` attempts.
    static Result<AttemptMarks> read(const RunFile &file, const ReportOptions &options,
                                     const RunSummary &summary);

    /// The samples of one cell, by number; empty: not kept, or there are none.
    [[nodiscard]] std::vector<AttemptMark> samples(const QString &pack, const QString &scenario,
                                                   const QString &agent) const;
    /// Ids of the attempts to tell about: errors first, then in the matrix's order.
    [[nodiscard]] const QStringList &told() const { return m_told; }
    /// What could not be read meanwhile.
    [[nodiscard]] const Result<void> &damage() const { return m_damage; }

private:
    QHash<QString, std::vector<AttemptMark>> m_cells; ///< by "pack\nscenario\nagent"
    QStringList m_told;
    Result<void> m_damage;
};

} // namespace touchstone

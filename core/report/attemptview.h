#pragma once

#include "core/report/report.h"

namespace touchstone {

/// Attempts as resources/report/attempt.html wants them. Used from one thread.
class AttemptViews {
public:
    explicit AttemptViews(const RunFile &file)
        : m_file(file)
    {
    }

    /// What stands in the list, and room for what is inside.
    [[nodiscard]] static Json head(const AttemptRecord &record);
    /// Adds instruction, verdicts with evidence, and the answer. What can't be read is said in the
    /// view and returned as Corrupt.
    Result<void> addDetails(const AttemptRecord &record, Json &view);

private:
    [[nodiscard]] QString instruction(const AttemptRecord &record);
    [[nodiscard]] QString answer(const AttemptRecord &record) const;

    const RunFile &m_file;
    Digest m_scenario; ///< whose instruction is kept: the attempts of one follow each other
    QString m_instruction;
};

/// What an attempt is called within a page.
QString attemptAnchor(const QString &id);

} // namespace touchstone

#pragma once

#include "app/inspect/attempt/attemptpage.h"

namespace touchstone::inspect {

/// What an attempt's page keeps in the thread of its reader between questions.
struct AttemptPage::Worked {
    std::unique_ptr<WorkspaceSteps> steps;
    std::optional<Error> error; ///< why there are none
    /// Of the reading in work; used in the thread of the other reader, and told apart by address.
    std::shared_ptr<TimelineMaker> maker;

    /// What was wrong with them the first time is so every time.
    Result<WorkspaceSteps *> of(const RunFile &file, const QString &attempt)
    {
        if (error)
            return std::unexpected(*error);
        if (steps)
            return steps.get();
        const auto record = file.attempt(attempt);
        if (!record)
            return std::unexpected(record.error());
        auto read = WorkspaceSteps::read(file, *record);
        if (!read) {
            error = read.error();
            return std::unexpected(std::move(read.error()));
        }
        steps = std::move(*read);
        return steps.get();
    }
};

} // namespace touchstone::inspect

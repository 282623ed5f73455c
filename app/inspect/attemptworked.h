#pragma once

#include "app/inspect/attemptpage.h"

namespace touchstone::inspect {

/// What an attempt's page keeps in the thread of its reader between questions.
struct AttemptPage::Worked {
    std::unique_ptr<WorkspaceSteps> steps;
    std::optional<Error> error; ///< why there are none
    /// Of the reading in work; used in the thread of the other reader, and told apart by address.
    std::shared_ptr<TimelineMaker> maker;

    WorkspaceSteps *of(const RunFile &file, const AttemptRecord &record)
    {
        if (!steps && !error) {
            auto read = WorkspaceSteps::read(file, record);
            if (read)
                steps = std::move(*read);
            else
                error = std::move(read.error());
        }
        return steps.get();
    }
};

} // namespace touchstone::inspect

#pragma once

#include "app/scenarios/loadedpack.h"

#include "core/agent/answerpreview.h"

namespace touchstone::scenarios {

/// A shipped answer and what it would do.
struct ShownAnswer {
    QString id; ///< of a sample; empty: the reference
    QString label;
    QString note;
    QString author;
    QStringList fails;
    QByteArray text; ///< as it stands; empty where it is files
    AnswerPreview preview;
};

/// Everything that a scenario's page shows, read in a worker.
struct ScenarioContent {
    QString file; ///< that its JSON stands in
    int line = 0; ///< of a table's row; 0: the file is the scenario's own
    QByteArray json; ///< the file's bytes; of a row, its line
    std::optional<Error> error; ///< why it can't be read; nothing but the above is there then
    Scenario scenario;
    QString prompt; ///< what a model is shown, where that is more than the instruction
    Manifest hidden; ///< files that checks lay over the workspace, below the check's id
    std::vector<ShownAnswer> answers; ///< the reference first, where there is one
    std::shared_ptr<const BlobSource> blobs; ///< of all of these; shared by the views
};

/// Any thread.
ScenarioContent readContent(const PackPointer &pack, qsizetype index);

} // namespace touchstone::scenarios

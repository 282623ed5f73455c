#pragma once

#include "core/run/workspacesteps.h"
#include "core/trace/timeline.h"
#include "core/workspace/filechanges.h"
#include "core/workspace/linediff.h"

#include <atomic>

namespace touchstone::inspect {

/// What an attempt's page is told, read in the thread of a RunReader. Values: they may go anywhere.

struct AttemptHead {
    AttemptRecord record; ///< as of the pass that was asked for
    std::vector<ScoringPass> passes; ///< those that it was scored in, the oldest first
    QString instruction; ///< of its scenario; empty where that can't be read
};
Result<AttemptHead> readHead(const RunFile &file, const QString &id, int pass);

/// Where an attempt stands among those of the same agent at the same scenario.
struct Neighbours {
    QString previous; ///< an id; empty: it is the first
    QString next;
    int number = 0; ///< from 1
    int count = 0;
};
Result<Neighbours> readNeighbours(const RunFile &file, const AttemptRecord &record,
                                  const std::atomic<bool> &stopped);

/// One file on both sides of a change, and the lines of both.
struct FileDiff {
    FileChange change;
    QByteArray before;
    QByteArray after;
    bool isBinary = false;
    int added = 0;
    int removed = 0;
    std::vector<DiffLine> lines; ///< of a text
    QString problem; ///< why it can't be shown; empty: it can
};
FileDiff readDiff(const FileChange &change, const BlobSource &blobs);
/// Fills in the lines, and how many were added and removed, from its texts; else why not.
void compareLines(FileDiff &diff);
/// What a workspace has, against the fixture.
struct WorkspaceFiles {
    std::vector<FileChange> changes;
    QStringList unchanged;
};
/// As of an event; 0 and `end`: at the end. An error where that is not known.
Result<Manifest> stateOf(WorkspaceSteps &steps, qint64 event, bool end);
WorkspaceFiles readFiles(const Manifest &fixture, const Manifest &state);
/// One file of a workspace against the fixture's, whether or not it differs.
FileDiff readFile(const QString &path, const Manifest &fixture, const Manifest &state,
                  const BlobSource &blobs);

std::vector<FileDiff> readDiffs(const Manifest &before, const Manifest &after,
                                const BlobSource &blobs);

/// Bytes that an event has beside its data.
struct StepBlob {
    QString role;
    Digest digest;
    QByteArray bytes; ///< the beginning, where there are too many to show at once
    qint64 size = 0; ///< of all
    QString problem; ///< why they can't be read; empty: they can
};

/// One event with all that is shown of it.
struct Step {
    Event event;
    std::vector<StepBlob> blobs; ///< but for pictures
    QByteArray json; ///< the event as it is kept
    bool isWhole = false; ///< nothing was left out
    std::optional<Event> shownIn; ///< the event whose picture an action was aimed at …
    std::optional<StepBlob> shownTree; ///< … and its element tree
};

/// The files that an edit or a command changed.
struct StepChanges {
    std::vector<FileDiff> files;
    QString unknown; ///< why they are not known; empty: they are
};
/// Whether an event may have changed files.
bool mayChangeFiles(const Event &event);
StepChanges readChanges(const Event &event, WorkspaceSteps &steps);

/// Reads one step. `whole`: all bytes, however many. `pictureOf`: the event with the picture that
/// this one is drawn on; 0: none.
Result<Step> readStep(const RunFile &file, const QString &attempt, qint64 event, qint64 pictureOf,
                      bool whole);

/// Bytes of one blob that are shown before somebody asks for all.
inline constexpr qsizetype shownBytes = 256 << 10;

} // namespace touchstone::inspect

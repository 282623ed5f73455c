#pragma once

#include "core/run/runfile.h"
#include "core/scenario/scenario.h"

#include <map>

namespace touchstone {

/// The workspace of an attempt as of any of its events, worked out from the trace without running
/// anything: writes and answers are applied again, checkpoints and the end are recorded. What a
/// command changed is not, and an answer to a symbol needs the language's tools; in between such an
/// event and the next checkpoint the workspace is not known. Used from the thread of the file,
/// which must live longer.
class WorkspaceSteps {
public:
    /// Reads the events that may have changed the workspace.
    static Result<std::unique_ptr<WorkspaceSteps>> read(const RunFile &file,
                                                        const AttemptRecord &record);

    /// Nothing: it is not known.
    using State = std::optional<Manifest>;
    /// As of an event, with what it did; 0: at the beginning.
    Result<State> asOf(qint64 event);
    /// Before an event.
    Result<State> before(qint64 event);

    [[nodiscard]] const Manifest &fixture() const { return m_fixture; }
    [[nodiscard]] const std::optional<Manifest> &end() const { return m_end; }
    [[nodiscard]] const std::optional<Scenario> &scenario() const { return m_scenario; }
    /// Gives the bytes of any of these states.
    [[nodiscard]] const BlobSource &blobs() const { return m_blobs; }

private:
    explicit WorkspaceSteps(const RunFile &file);
    Result<void> collect(const AttemptRecord &record);
    Result<State> afterChange(qsizetype index); ///< -1: the fixture
    Result<State> changed(qsizetype index, const State &before);
    Result<State> applied(const Event &event, const State &before);
    Result<State> answered(const Event &event, const Manifest &before);
    Result<State> recorded(qsizetype index);
    Result<State> manifestOf(const Digest &digest);

    static constexpr qsizetype keptEach = 64; ///< of the states that were worked out

    /// What is kept of an event that may have changed the workspace: the rest is read again.
    struct Change {
        qint64 id = 0;
        qint64 checkpoint = -1; ///< the id of one that was kept
        Digest manifest; ///< of a checkpoint
    };

    const RunFile &m_file;
    QString m_attempt;
    BlobStore m_blobs;
    Manifest m_fixture;
    std::optional<Manifest> m_end;
    std::optional<Scenario> m_scenario;
    std::vector<Change> m_changes;
    std::map<qsizetype, State> m_kept; ///< by index in m_changes
};

/// The manifest that a blob of a run file holds.
Result<Manifest> readManifest(const RunFile &file, const Digest &digest);

} // namespace touchstone

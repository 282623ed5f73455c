#pragma once

#include "app/ide/filesview.h"
#include "app/inspect/step/diffview.h"

class QCheckBox;

namespace touchstone::inspect {

class CoverageBar;

/// The files of a workspace: what the chosen one is, or how it differs from the fixture, with what
/// verdicts say of its lines. Files are asked for when they are looked at.
class FilesView : public ide::FilesView {
    Q_OBJECT

public:
    explicit FilesView(ide::Settings &settings, QWidget *parent = nullptr);
    void setFiles(const WorkspaceFiles &files);
    void showFile(const FileDiff &file);
    /// What is to be said of lines, of any file.
    void setNotes(std::vector<LineNote> notes);
    /// Shows a file at a line as soon as it is there, if need be among the unchanged ones; false:
    /// there is no such file.
    bool goTo(const QString &file, int line = 0);
    /// The next line in a direction that was not run, or in part; where the file has none, of the
    /// first file that coverage tells of. False: there is none.
    bool goToUncovered(int direction);
    [[nodiscard]] DiffView &diff() { return *m_diff; }
    [[nodiscard]] CoverageBar &coverage() { return *m_coverage; }

private:
    void fill(const QString &first = {});
    void applyNotes();
    void goToLine(int line);

    QCheckBox *m_all;
    DiffView *m_diff;
    CoverageBar *m_coverage;
    WorkspaceFiles m_workspace;
    FileDiff m_shown;
    std::vector<LineNote> m_notes;
    std::vector<LineNote> m_shownNotes; ///< of the file that is shown, with its lines
};

} // namespace touchstone::inspect

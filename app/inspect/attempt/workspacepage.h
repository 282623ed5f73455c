#pragma once

#include "app/ide/document.h"
#include "app/inspect/runreader.h"

#include "core/run/workspacesteps.h"

namespace touchstone::ide {
class Settings;
} // namespace touchstone::ide

namespace touchstone::inspect {

class FilesView;

/// The workspace as of a step, read-only: FILE.touchstone#attempt=…&step=…&workspace=1
class WorkspacePage : public ide::Document {
    Q_OBJECT

public:
    WorkspacePage(ide::Settings &settings, const ide::Location &location,
                  QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] ide::Location location() const override;
    [[nodiscard]] bool shows(const ide::Location &location) const override;
    [[nodiscard]] QString status() const override;
    [[nodiscard]] FilesView &files() { return *m_files; }

    static bool isFor(const ide::Location &location);

private:
    void readFiles();
    void readOne(const QString &path);

    /// What the worker made; shared because it stays there between questions.
    struct Worked {
        std::unique_ptr<WorkspaceSteps> steps;
        Manifest state;
    };
    RunReader m_reader;
    std::shared_ptr<Worked> m_worked = std::make_shared<Worked>();
    ide::Location m_location;
    FilesView *m_files;
    qsizetype m_count = 0;
    int m_ticket = 0;
};

} // namespace touchstone::inspect

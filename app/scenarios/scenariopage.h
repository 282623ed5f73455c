#pragma once

#include "app/ide/document.h"
#include "app/scenarios/content.h"
#include "app/scenarios/targets.h"

#include <QtCore/QThreadPool>

class QFileSystemWatcher;
class QLabel;
class QPushButton;
class QStackedLayout;
class QTabWidget;

namespace touchstone::ide {
class EmptyState;
class FilesView;
class Settings;
} // namespace touchstone::ide

namespace touchstone::scenarios {

class AnswersView;
class ChecksView;
class InstructionView;
class JsonEditor;
class PackLibrary;
class PageHead;

/// One scenario: instruction, workspace, checks, answers, hidden files, and its JSON to be edited.
class ScenarioPage : public ide::Document {
    Q_OBJECT

public:
    /// `id` may be empty where `file` is its scenario.json.
    ScenarioPage(PackLibrary &library, ide::Settings &settings, const QString &packFolder,
                 const QString &id, const QString &file, QWidget *parent = nullptr);
    ~ScenarioPage() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] ide::Location location() const override;
    [[nodiscard]] bool shows(const ide::Location &location) const override;
    void go(const ide::Location &location) override;
    [[nodiscard]] QString status() const override;
    [[nodiscard]] bool isModified() const override;
    Result<void> save() override;

    [[nodiscard]] RunTarget target() const;
    [[nodiscard]] JsonEditor &editor() { return *m_editor; }

Q_SIGNALS:
    void read(); ///< everything is shown

private:
    QWidget *banner();
    void addTabs(ide::Settings &settings);
    void look(); ///< whether the pack is there by now
    void take(ScenarioContent content);
    void showContent();
    void showFile(ide::FilesView &view, const QString &path);
    void showJson();
    void fileChanged();
    void tell(); ///< the header

    PackLibrary &m_library;
    QString m_folder;
    QString m_id;
    QString m_file; ///< its JSON
    QString m_view; ///< which tab was asked for
    PackPointer m_pack; ///< that it was read from
    ScenarioContent m_content;
    int m_ticket = 0;
    QThreadPool m_pool; ///< one thread
    QFileSystemWatcher *m_watcher;

    PageHead *m_head;
    QWidget *m_banner;
    QLabel *m_bannerText;
    QPushButton *m_reload;
    QTabWidget *m_tabs;
    ide::EmptyState *m_empty;
    QWidget *m_all;
    QStackedLayout *m_stack;
    InstructionView *m_instruction;
    ide::FilesView *m_workspace;
    ChecksView *m_checks;
    AnswersView *m_answers;
    ide::FilesView *m_hidden;
    JsonEditor *m_editor;
};

} // namespace touchstone::scenarios

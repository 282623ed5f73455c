#pragma once

#include "app/ide/document.h"
#include "app/scenarios/running/runcommand.h"

#include <QtCore/QThreadPool>

#include <atomic>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QTimer;

namespace touchstone::ide {
class Settings;
}

namespace touchstone::scenarios {

class AgentList;
class PackLibrary;
class RunProcess;
class Runs;

/// The form that begins a run: what, with which agents, into which file. Shows the command line
/// that does the same.
class RunForm : public ide::Document {
    Q_OBJECT

public:
    RunForm(PackLibrary &library, Runs &runs, ide::Settings &settings, const RunTarget &target,
            QWidget *parent = nullptr);
    ~RunForm() override;

    [[nodiscard]] QString title() const override { return tr("Run with Agent"); }
    [[nodiscard]] ide::Location location() const override { return runForm(target()); }
    [[nodiscard]] bool shows(const ide::Location &location) const override;
    void go(const ide::Location &location) override;

    [[nodiscard]] RunCommand command() const;
    [[nodiscard]] QString file() const;
    /// Why it can't begin; empty: it can.
    [[nodiscard]] QString hindrance() const;

Q_SIGNALS:
    void agentsShown();

private:
    [[nodiscard]] RunTarget target() const;
    QWidget *form();
    QWidget *packsRow();
    QWidget *numbersRow();
    QWidget *fileRow();
    void tell();
    void proposeFile();
    void count();
    void start();

    PackLibrary &m_library;
    Runs &m_runs;
    ide::Settings &m_settings;
    QPlainTextEdit *m_packs;
    QLineEdit *m_filter;
    QLabel *m_count;
    AgentList *m_agents;
    QSpinBox *m_samples;
    QSpinBox *m_jobs;
    QLineEdit *m_more;
    QLineEdit *m_file;
    QLabel *m_command;
    QLabel *m_hindrance;
    QPushButton *m_start;
    QTimer *m_typing;
    bool m_isFileOwn = false; ///< somebody typed the file's name
    qsizetype m_matching = -1; ///< scenarios; -1: not known
    QString m_filterError;
    std::atomic<int> m_ticket = 0;
    QThreadPool m_pool; ///< one thread
};

} // namespace touchstone::scenarios

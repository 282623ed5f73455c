#pragma once

#include "app/ide/document.h"
#include "app/scenarios/targets.h"

#include "core/base/json.h"

class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace touchstone::scenarios {

class ChildProgram;
class PackLibrary;

/// Proves that scenarios judge rightly, and shows what came of it: `touchstone validate` in a
/// process of its own.
class ValidationPage : public ide::Document {
    Q_OBJECT

public:
    /// `program`: our own executable.
    ValidationPage(PackLibrary &library, const QString &program, const RunTarget &target,
                   QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] ide::Location location() const override { return validationPage(m_target); }
    [[nodiscard]] bool shows(const ide::Location &location) const override;
    [[nodiscard]] QString status() const override;

    /// How many scenarios hold, are broken, or can't be told of on this machine.
    struct Counts {
        int holds = 0;
        int broken = 0;
        int unknown = 0;
    };
    [[nodiscard]] Counts counts() const { return m_counts; }
    void start();

Q_SIGNALS:
    void ended();

private:
    QWidget *header();
    void take(const Json &event);
    void end(int exitCode);
    void activate(const QTreeWidgetItem &item);
    void filter();
    void tell();

    PackLibrary &m_library;
    QString m_program;
    RunTarget m_target;
    ChildProgram *m_child = nullptr;
    Counts m_counts;
    QString m_problem;
    bool m_isRunning = false;
    QLabel *m_summary;
    QLabel *m_trouble;
    QProgressBar *m_bar;
    QCheckBox *m_onlyProblems;
    QPushButton *m_button; ///< stop, or once more
    QTreeWidget *m_tree;
};

} // namespace touchstone::scenarios

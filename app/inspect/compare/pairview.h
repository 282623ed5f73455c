#pragma once

#include "app/inspect/compare/comparereading.h"

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;
class QTabWidget;

namespace touchstone::ide {
class EmptyState;
class Settings;
} // namespace touchstone::ide

namespace touchstone::inspect {

class DiffView;
class StepsModel;

/// Two attempts beside each other: how they ended, their steps aligned, and what differs of their
/// prompts, answers and final workspaces.
class PairView : public QWidget {
    Q_OBJECT

public:
    explicit PairView(ide::Settings &settings, QWidget *parent = nullptr);

    /// Nothing is chosen.
    void clear(const QString &headline, const QString &detail);
    /// Reads two attempts, by id, and shows them; either may be empty: there is none.
    void read(const std::shared_ptr<ComparedRuns> &runs, const QString &attemptA,
              const QString &attemptB);
    void goToDifference(int direction);
    [[nodiscard]] const AttemptPair &pair() const { return m_pair; }

    [[nodiscard]] StepsModel &steps() { return *m_steps; }
    [[nodiscard]] DiffView &files() { return *m_files; }

Q_SIGNALS:
    void shown(); ///< what was to be read, or why it can't be
    void stepShown();
    void openWanted(bool isA);

private:
    QWidget *makeSteps(ide::Settings &settings);
    void show();
    void chose(int row);

    std::shared_ptr<ComparedRuns> m_runs;
    QString m_attemptA;
    QString m_attemptB;
    AttemptPair m_pair;
    int m_ticket = 0;
    int m_stepTicket = 0;
    QStackedWidget *m_stack;
    ide::EmptyState *m_empty;
    QLabel *m_headA;
    QLabel *m_headB;
    QPushButton *m_openA;
    QPushButton *m_openB;
    QLabel *m_verdicts;
    QLabel *m_problem;
    QTabWidget *m_tabs;
    StepsModel *m_steps;
    QStackedWidget *m_stepsStack;
    QTableView *m_stepsView;
    DiffView *m_step;
    DiffView *m_files;
};

} // namespace touchstone::inspect

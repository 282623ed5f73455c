#pragma once

#include "app/inspect/comparereading.h"

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

    /// Nothing is chosen, or the pair is being read.
    void clear(const QString &headline, const QString &detail);
    void show(const AttemptPair &pair, const AttemptChange &change);
    void showStep(const FileDiff &diff);
    void goToDifference(int direction);

    [[nodiscard]] StepsModel &steps() { return *m_steps; }
    [[nodiscard]] DiffView &files() { return *m_files; }

Q_SIGNALS:
    void stepWanted(qint64 a, qint64 b); ///< what they say
    void openWanted(bool isA);

private:
    QWidget *makeSteps(ide::Settings &settings);
    void chose(int row);

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
    QTableView *m_stepsView;
    DiffView *m_step;
    DiffView *m_files;
};

} // namespace touchstone::inspect

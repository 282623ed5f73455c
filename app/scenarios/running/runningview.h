#pragma once

#include <QtWidgets/QPushButton>
#include <QtWidgets/QWidget>

class QLabel;
class QProgressBar;
class QStackedLayout;
class QVBoxLayout;

namespace touchstone::ide {
class EmptyState;
struct Location;
} // namespace touchstone::ide

namespace touchstone::scenarios {

class LiveRun;
class Runs;

/// One run: its name, a bar, figures, and what can be done with it.
class RunRow : public QWidget {
    Q_OBJECT

public:
    RunRow(LiveRun &run, Runs &runs, QWidget *parent = nullptr);
    [[nodiscard]] const LiveRun &run() const { return m_run; }

Q_SIGNALS:
    void wanted(const touchstone::ide::Location &location);

private:
    void tell();

    LiveRun &m_run;
    QLabel *m_name;
    QLabel *m_state;
    QProgressBar *m_bar;
    QLabel *m_figures;
    QLabel *m_notes;
    QPushButton *m_pause;
    QPushButton *m_stop;
    QPushButton *m_forget;
};

/// The dock with the runs that are under way: those begun from this window, and those of others
/// that it knows of.
class RunningView : public QWidget {
    Q_OBJECT

public:
    explicit RunningView(Runs &runs, QWidget *parent = nullptr);

Q_SIGNALS:
    void wanted(const touchstone::ide::Location &location);

private:
    void add(LiveRun *run);

    Runs &m_runs;
    QVBoxLayout *m_rows;
    QStackedLayout *m_stack;
    QWidget *m_list;
    ide::EmptyState *m_empty;
};

/// In the status bar: how many runs are under way and how far; hidden where none is.
class RunningButton : public QPushButton {
    Q_OBJECT

public:
    explicit RunningButton(Runs &runs, QWidget *parent = nullptr);

private:
    void tell();

    Runs &m_runs;
};

} // namespace touchstone::scenarios

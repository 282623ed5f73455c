#pragma once

#include "app/scenarios/childprogram.h"

#include "core/run/course.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

#include <vector>

namespace touchstone::scenarios {

/// One run that was begun from this window, in a process of its own.
class RunProcess : public QObject {
    Q_OBJECT

public:
    enum class State { Starting, Running, Paused, Stopping, Done, Stopped, Failed };

    /// `file`: that it writes; `arguments`: of `touchstone`, with --json.
    RunProcess(const QString &program, const QStringList &arguments, QString file,
               QObject *parent = nullptr);

    void start() { m_child->start(); }
    [[nodiscard]] const QString &file() const { return m_file; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isUnderWay() const { return m_state <= State::Stopping; }
    [[nodiscard]] const Course &course() const { return m_course; }
    /// What it said besides: notes, and why it failed.
    [[nodiscard]] const QStringList &notes() const { return m_notes; }
    [[nodiscard]] QString stateText() const;

    void pause();
    void resume();
    /// No new attempts; asked again, those under way are given up.
    void stop();

Q_SIGNALS:
    void begun(); ///< the run file is there
    void changed();
    void ended();

private:
    void take(const Json &event);
    void end(int exitCode);
    void request(const QString &what, State then);
    void passTime();

    QString m_file;
    ChildProgram *m_child;
    State m_state = State::Starting;
    Course m_course;
    QStringList m_notes;
    QElapsedTimer m_sinceStep; ///< since the course's seconds were counted
    QTimer m_ticks;
};

/// All runs that were begun from this window. GUI thread.
class Runs : public QObject {
    Q_OBJECT

public:
    /// `program`: our own executable.
    explicit Runs(QString program, QObject *parent = nullptr);

    /// `touchstone run` with these arguments; it is given --json and the file.
    RunProcess *start(const QStringList &arguments, const QString &file);
    /// Attempts of a run file once more, beside those that are there.
    RunProcess *again(const QString &file, const QStringList &attempts);
    [[nodiscard]] const std::vector<RunProcess *> &all() const { return m_all; }
    [[nodiscard]] int underWay() const;
    /// Takes one that has ended off the list.
    void forget(RunProcess *run);
    [[nodiscard]] const QString &program() const { return m_program; }

Q_SIGNALS:
    void added(touchstone::scenarios::RunProcess *run);
    void changed(); ///< one of them
    void begun(touchstone::scenarios::RunProcess *run);
    void ended(touchstone::scenarios::RunProcess *run);
    void forgotten(touchstone::scenarios::RunProcess *run);

private:
    QString m_program;
    std::vector<RunProcess *> m_all;
};

} // namespace touchstone::scenarios

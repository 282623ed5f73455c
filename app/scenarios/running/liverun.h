#pragma once

#include "core/run/course.h"
#include "core/run/runfile.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

namespace touchstone::scenarios {

/// A run that is being made, by whomever: its course, and its state as its file tells it once a
/// second. GUI thread.
class LiveRun : public QObject {
    Q_OBJECT

public:
    enum class State { Starting, Running, Paused, Stopping, Done, Stopped, Failed };

    explicit LiveRun(QString file, QObject *parent = nullptr);

    [[nodiscard]] const QString &file() const { return m_file; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isUnderWay() const { return m_state <= State::Stopping; }
    [[nodiscard]] const Course &course() const { return m_course; }
    /// What it said besides: notes, and why it failed.
    [[nodiscard]] const QStringList &notes() const { return m_notes; }
    [[nodiscard]] virtual QString stateText() const;
    /// Whether it was begun from this window.
    [[nodiscard]] virtual bool isOurs() const { return false; }

    void pause();
    void resume();
    /// No new attempts; of a run of ours, asked again, those under way are given up.
    virtual void stop();

Q_SIGNALS:
    void begun(); ///< the run file is there
    void changed();
    void ended();

protected:
    /// What the file says now; not called once it has ended.
    virtual void take(const RunActivity &activity);
    virtual void askingFailed(const Error &error) { note(error.text()); }
    void setState(State state);
    void note(const QString &text);
    void watch(); ///< from now on
    [[nodiscard]] Course &courseToFill() { return m_course; }
    void passTime();

private:
    void look();
    void request(const QString &what);

    QString m_file;
    State m_state = State::Starting;
    Course m_course;
    QStringList m_notes;
    QElapsedTimer m_sinceStep; ///< since the course's seconds were counted
    QTimer m_ticks;
    bool m_looks = false;
};

} // namespace touchstone::scenarios

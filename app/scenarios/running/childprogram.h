#pragma once

#include "core/base/json.h"

#include <QtCore/QObject>
#include <QtCore/QProcess>

namespace touchstone::scenarios {

/// Our own executable at work as a child (DESIGN.md, decision 12): its JSON events as they come.
class ChildProgram : public QObject {
    Q_OBJECT

public:
    /// What outlives the window goes on when this object is gone; else it is ended.
    enum class Life { OutlivesWindow, EndsWithUs };

    ChildProgram(QString program, QStringList arguments, Life life, QObject *parent = nullptr);
    ~ChildProgram() override;

    void start();
    /// As Ctrl-C does: once, nothing new is begun; twice, what is under way is given up.
    void interrupt();
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] QString errorText() const; ///< the last lines of stderr, or why it did not start

Q_SIGNALS:
    void event(const touchstone::Json &event);
    void ended(int exitCode); ///< -1: it crashed, or did not start

private:
    void readEvents();
    void readErrors();
    void end(int exitCode);

    QProcess *m_process; ///< ours; left behind where the child is to live on
    Life m_life;
    QByteArray m_line; ///< what of an event has come so far
    QByteArray m_errors;
    bool m_hasEnded = false;
};

} // namespace touchstone::scenarios

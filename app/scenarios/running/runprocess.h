#pragma once

#include "app/scenarios/running/childprogram.h"
#include "app/scenarios/running/liverun.h"

namespace touchstone::scenarios {

/// One run that was begun from this window, in a process of its own that outlives the window.
class RunProcess : public LiveRun {
    Q_OBJECT

public:
    /// `file`: that it writes; `arguments`: of `touchstone`, with --json.
    RunProcess(const QString &program, const QStringList &arguments, QString file,
               QObject *parent = nullptr);

    void start() { m_child->start(); }
    [[nodiscard]] bool isOurs() const override { return true; }
    void stop() override;

protected:
    void askingFailed(const Error &error) override;

private:
    void takeEvent(const Json &event);
    void end(int exitCode);

    ChildProgram *m_child;
    bool m_isAskedToStop = false;
};

} // namespace touchstone::scenarios

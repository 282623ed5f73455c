#pragma once

#include "app/scenarios/running/liverun.h"

namespace touchstone::scenarios {

/// A run that somebody else makes: another window, a command line, another machine.
class ForeignRun : public LiveRun {
    Q_OBJECT

public:
    /// `now`: of the file, under way.
    ForeignRun(QString file, const RunActivity &now, QObject *parent = nullptr);

    [[nodiscard]] QString stateText() const override;

protected:
    void take(const RunActivity &activity) override;

private:
    /// What came since it was last read.
    struct Progress {
        qint64 total = 0;
        qint64 upTo = 0; ///< number of the last attempt
        qint64 done = 0;
        qint64 passed = 0;
        qint64 errors = 0;
    };
    static Result<Progress> read(const QString &file, qint64 after);
    void takeProgress(const Progress &progress, const RunActivity &activity);

    RunActivity m_activity;
    qint64 m_after = 0;
    bool m_reads = false;
};

} // namespace touchstone::scenarios

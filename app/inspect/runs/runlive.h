#pragma once

#include "core/report/summary.h"
#include "core/run/runfile.h"

#include <QtWidgets/QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace touchstone::inspect {

class RunSource;

/// How far a run is that somebody makes just now, here or elsewhere, with buttons that steer it; or
/// that it ended before its time, and how it goes on. Hidden where there is nothing to say.
class RunLive : public QWidget {
    Q_OBJECT

public:
    explicit RunLive(RunSource &source, QWidget *parent = nullptr);

    void setPassRate(double rate); ///< NaN: none yet
    /// Whether a run that ended early can be taken up from here.
    void setResumes(bool can);

Q_SIGNALS:
    void resumeWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void tell();
    void tellCourse();
    void tellEarlyEnd();
    [[nodiscard]] QString rateText();
    [[nodiscard]] bool endedEarly() const;
    void answer(const QString &request, const Result<void> &done);

    RunSource &m_source;
    QProgressBar *m_bar;
    QLabel *m_course;
    QPushButton *m_pause;
    QPushButton *m_stop;
    QPushButton *m_resume;
    double m_passRate;
    bool m_resumes = false;
    QString m_problem; ///< with the last request
    qint64 m_seenMs = 0; ///< when the run was first seen under way, and how far it was
    size_t m_seenAttempts = 0;
};

/// Attempts that a run's plan asks for; 0: it does not say.
qint64 plannedAttempts(const RunManifest &manifest);

} // namespace touchstone::inspect

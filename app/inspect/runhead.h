#pragma once

#include "core/report/summary.h"

#include <QtWidgets/QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace touchstone::inspect {

class RunSource;

/// Over a run's attempts: what it is, the figures of each agent, and while it is under way how far
/// it is, with buttons that steer it.
class RunHead : public QWidget {
    Q_OBJECT

public:
    explicit RunHead(RunSource &source, QWidget *parent = nullptr);

    void setSummary(const RunSummary &summary);
    /// What is wrong with the file; empty: nothing.
    void setWarnings(const QStringList &warnings);

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeLiveBar();
    void updateAbout();
    void updateLive();
    void fitTotals();
    void answer(const QString &request, const Result<void> &done);

    RunSource &m_source;
    RunSummary m_summary;
    QLabel *m_name;
    QLabel *m_about;
    QLabel *m_warnings;
    QTableWidget *m_totals;
    QWidget *m_live;
    QProgressBar *m_bar;
    QLabel *m_course;
    QPushButton *m_pause;
    QPushButton *m_stop;
    bool m_paused = false;
    QString m_request; ///< that was just made
    qint64 m_seenMs = 0; ///< when the run was first seen under way, and how far it was
    size_t m_seenAttempts = 0;
};

/// Attempts that a run's plan asks for; 0: it does not say.
qint64 plannedAttempts(const RunManifest &manifest);

} // namespace touchstone::inspect

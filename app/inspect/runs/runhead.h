#pragma once

#include "core/report/summary.h"

#include <QtWidgets/QWidget>

class QLabel;
class QTableWidget;

namespace touchstone::inspect {

class RunLive;
class RunSource;

/// Over a run's attempts: what it is, the figures of each agent, and while it is under way how far
/// it is.
class RunHead : public QWidget {
    Q_OBJECT

public:
    explicit RunHead(RunSource &source, QWidget *parent = nullptr);

    void setSummary(const RunSummary &summary);
    /// What is wrong with the file; empty: nothing.
    void setWarnings(const QStringList &warnings);
    [[nodiscard]] RunLive &live() { return *m_live; }

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateAbout();
    void fitTotals();

    RunSource &m_source;
    RunSummary m_summary;
    QLabel *m_name;
    QLabel *m_about;
    QLabel *m_warnings;
    QTableWidget *m_totals;
    RunLive *m_live;
};

} // namespace touchstone::inspect

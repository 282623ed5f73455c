#pragma once

#include "app/ide/document.h"
#include "core/report/chartdata.h"

#include <QtCore/QThreadPool>

class QLabel;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace touchstone::ide {
class EmptyState;
}

namespace touchstone::inspect {

class ChartControls;
class ChartTableModel;
class ChartView;

/// A figure of one or several runs with its numbers beside it:
/// touchstone:chart#spec=JSON&runs=path;path. A figure that is saved is the one that
/// `touchstone chart` draws of the same specification.
class ChartPage : public ide::Document {
    Q_OBJECT

public:
    explicit ChartPage(QWidget *parent = nullptr);
    ~ChartPage() override;

    static ide::Location locationOf(const ChartSpec &spec, const QStringList &runs);
    static bool isFor(const ide::Location &location);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] ide::Location location() const override;
    [[nodiscard]] bool shows(const ide::Location &location) const override;
    [[nodiscard]] std::vector<ide::SaveFormat> saveFormats() override;
    [[nodiscard]] QString status() const override;

    /// Shows what the location says; an error where its spec can't be read.
    Result<void> load(const ide::Location &location);
    void addRun(const QString &path);

    /// What was asked for is not drawn yet.
    [[nodiscard]] bool isBusy() const;
    [[nodiscard]] const ChartData &data() const { return m_data; }
    [[nodiscard]] ChartControls &controls() { return *m_controls; }

Q_SIGNALS:
    void drawn(); ///< what is chosen is shown, or why it can't be

private:
    void read();
    void take(const Result<ChartData> &data);
    void showRuns();

    QStringList m_runs;
    ChartData m_data;
    bool m_isShown = false;
    bool m_isReading = false;
    QThreadPool m_pool; ///< one thread
    std::shared_ptr<std::atomic<bool>> m_stopped; ///< of the reading in work: nobody waits for it
    int m_ticket = 0;

    ChartControls *m_controls;
    ChartTableModel *m_model;
    ChartView *m_view;
    QTableView *m_table;
    QSplitter *m_splitter;
    QStackedWidget *m_stack;
    ide::EmptyState *m_empty;
    QLabel *m_runsLabel;
};

} // namespace touchstone::inspect

#pragma once

#include "app/ide/document.h"
#include "app/inspect/compare/comparereading.h"

#include <QtCore/QTimer>

class QComboBox;
class QLabel;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class QTableView;
class QTabWidget;
class QWidget;

namespace touchstone::ide {
class EmptyState;
class Settings;
} // namespace touchstone::ide

namespace touchstone::inspect {

class ChangesModel;
class ChartTableModel;
class DifferencesModel;
class PairView;
class RatesModel;

/// Run B held against run A: touchstone:compare#a=…&b=…, perhaps with agentA, agentB, filter,
/// differing=1 (compare though the environments differ), more=paths (further runs for the table
/// of rates) and attempt (the one that is looked at).
class ComparePage : public ide::Document {
    Q_OBJECT

public:
    ComparePage(ide::Settings &settings, const ide::Location &location, QWidget *parent = nullptr);
    ~ComparePage() override;

    static bool isFor(const ide::Location &location);
    static ide::Location locationOf(const QString &a, const QString &b);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] ide::Location location() const override;
    [[nodiscard]] bool shows(const ide::Location &location) const override;
    void go(const ide::Location &location) override;
    [[nodiscard]] std::vector<ide::SaveFormat> saveFormats() override;
    [[nodiscard]] QString status() const override;

    void addRun(const QString &path);
    void swap(); ///< A and B
    void focusFilter();

    /// What was asked for is not shown yet.
    [[nodiscard]] bool isBusy() const { return m_typing.isActive() || m_isComparing; }
    [[nodiscard]] const Comparison &comparison() const { return m_comparison; }
    [[nodiscard]] ChangesModel &changes() { return *m_changes; }
    [[nodiscard]] RatesModel &rates() { return *m_rates; }
    [[nodiscard]] PairView &pair() { return *m_pair; }

Q_SIGNALS:
    void compared(); ///< what was asked for is shown, or why it can't be

private:
    QWidget *makeHead();
    QWidget *makeSide();
    QWidget *makeChanges();
    void connectParts();
    void compare();
    void take(const Result<Comparison> &comparison);
    void refuse(const Error &error);
    [[nodiscard]] bool holdsAgents() const;
    void showComparison();
    void showKinds();
    void showAgents();
    void readRates();
    void chose(int row);
    void openSide(bool isA);

    ide::Settings &m_settings;
    QString m_pathA;
    QString m_pathB;
    QStringList m_more;
    CompareOptions m_options;
    QString m_wantedAttempt; ///< of the location, until it is there
    Comparison m_comparison;
    AttemptChange m_chosen;
    bool m_isShown = false;
    bool m_isComparing = false;
    std::shared_ptr<ComparedRuns> m_runs; ///< for what takes long
    std::shared_ptr<ComparedRuns> m_answers; ///< for what somebody waits for
    int m_ticket = 0;

    RatesModel *m_rates;
    DifferencesModel *m_differences;
    ChangesModel *m_changes;
    ChartTableModel *m_all;
    PairView *m_pair;
    QLabel *m_names = nullptr;
    QComboBox *m_agentA = nullptr;
    QComboBox *m_agentB = nullptr;
    QLineEdit *m_filter = nullptr;
    QLabel *m_problem = nullptr;
    QTabWidget *m_figures = nullptr;
    QTableView *m_ratesView = nullptr;
    QTableView *m_allView = nullptr;
    QComboBox *m_kinds = nullptr;
    QTableView *m_changesView = nullptr;
    QStackedWidget *m_stack = nullptr;
    ide::EmptyState *m_empty = nullptr;
    QSplitter *m_split = nullptr;
    QTimer m_typing;
};

} // namespace touchstone::inspect

#pragma once

#include "app/ide/document.h"
#include "app/inspect/runs/runactions.h"
#include "app/inspect/runs/runsource.h"

class QProgressBar;
class QSplitter;
class QStackedWidget;
class QTabWidget;
class QTableView;

namespace touchstone::ide {
class EmptyState;
class Settings;
} // namespace touchstone::ide

namespace touchstone::inspect {

class AttemptsModel;
class AttemptsTable;
class MatrixModel;
class RunGroups;
class RunHead;
class RunTools;
class SavedViews;
class SearchPanel;

/// One run as a whole: figures, its attempts as a table and as a matrix, filtered, grouped, sorted.
class RunPage : public ide::Document {
    Q_OBJECT

public:
    RunPage(const QString &path, ide::Settings &settings, SavedViews &views, QWidget *parent);
    ~RunPage() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] ide::Location location() const override;
    [[nodiscard]] bool shows(const ide::Location &location) const override;
    void go(const ide::Location &location) override;
    [[nodiscard]] std::vector<ide::SaveFormat> saveFormats() override;
    [[nodiscard]] QString status() const override;

    [[nodiscard]] RunSource &source() { return *m_source; }
    [[nodiscard]] AttemptsModel &attempts() { return *m_attempts; }
    [[nodiscard]] MatrixModel &matrix() { return *m_matrix; }
    [[nodiscard]] AttemptsTable &table() { return *m_table; }
    void setActions(const RunActions &actions);
    void setFilter(const QString &filter);
    void focusFilter();
    void focusSearch();
    void showAttempts();
    void showMatrix();
    void showColumnMenu();
    /// With the attempts that are chosen in the table. Many are asked about first.
    void openChosen();
    void copyChosen();
    void compareChosen(); ///< two of them
    void runChosenAgain();

    /// What is shown and how, as a saved view keeps it.
    [[nodiscard]] QVariantMap view() const;
    void setView(const QVariantMap &view);

Q_SIGNALS:
    void settled(); ///< shows what was asked for, of all attempts that are there
    void told(const QString &text); ///< for the status bar

private:
    QWidget *makeAttempts(ide::Settings &settings);
    void connectTools();
    void connectSource();
    void query();
    void takeRows();
    void takeSelection(const AttemptSelection &selection);
    void refuse(const Error &error);
    void chooseGroup(const std::optional<QString> &group);
    void sortBy(int column);
    void showCell();
    void updateState();
    void updateWork();
    void endWork();
    [[nodiscard]] bool isPlain() const;
    [[nodiscard]] bool isFiltering() const;

    RunSource *m_source;
    AttemptsModel *m_attempts;
    MatrixModel *m_matrix;
    RunHead *m_head;
    SavedViews &m_views;
    RunTools *m_tools;
    QStackedWidget *m_stack;
    ide::EmptyState *m_empty;
    QProgressBar *m_work;
    QTabWidget *m_tabs = nullptr;
    QSplitter *m_splitter = nullptr;
    RunGroups *m_groups = nullptr;
    AttemptsTable *m_table = nullptr;
    QTableView *m_matrixView = nullptr;
    SearchPanel *m_search = nullptr;
    QTimer m_workTimer;
    RunActions m_actions;
    SelectionQuery m_query;
    qint64 m_shown = 0;
    std::optional<Error> m_failed;
    bool m_isSettled = false;
    bool m_isFiltering = false; ///< for longer than a moment
};

} // namespace touchstone::inspect

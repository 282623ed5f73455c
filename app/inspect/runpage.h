#pragma once

#include "app/ide/document.h"
#include "app/inspect/runsource.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QSplitter;
class QStackedWidget;
class QStandardItemModel;
class QTabWidget;
class QTableView;
class QToolButton;
class QTreeView;

namespace touchstone::ide {
class EmptyState;
class Settings;
} // namespace touchstone::ide

namespace touchstone::inspect {

class AttemptsModel;
class MatrixModel;
class RunHead;
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
    [[nodiscard]] QTableView &table() { return *m_table; }
    void setFilter(const QString &filter);
    void focusFilter();
    void focusSearch();
    void showColumnMenu();

    /// What is shown and how, as a saved view keeps it.
    [[nodiscard]] QVariantMap view() const;
    void setView(const QVariantMap &view);

Q_SIGNALS:
    void settled(); ///< shows what was asked for, of all attempts that are there

private:
    QWidget *makeTools();
    QWidget *makeAttempts();
    QTableView *makeTable(const QString &name);
    void makeTableActions();
    void placeColumns();
    void query();
    void takeRows();
    void takeSelection(const AttemptSelection &selection);
    void refuse(const Error &error);
    void showGroups(const AttemptSelection &selection);
    void chooseGroup();
    void sortBy(int column);
    void openCurrent();
    void showCell();
    void moveColumn(int by);
    void fillColumnMenu(QMenu &menu);
    void updateState();
    void updateWork();
    [[nodiscard]] bool isPlain() const;
    [[nodiscard]] Result<void> saveCsv(const QString &path) const;
    [[nodiscard]] Result<void> savePng(const QString &path);

    ide::Settings &m_settings;
    RunSource *m_source;
    AttemptsModel *m_attempts;
    MatrixModel *m_matrix;
    RunHead *m_head;
    QLineEdit *m_filter;
    QLabel *m_problem;
    QComboBox *m_grouping;
    QToolButton *m_viewsButton;
    SavedViews &m_views;
    QTabWidget *m_tabs;
    QStackedWidget *m_stack;
    ide::EmptyState *m_empty;
    QSplitter *m_splitter;
    QTreeView *m_groups;
    QStandardItemModel *m_groupModel;
    QTableView *m_table;
    QTableView *m_matrixView;
    SearchPanel *m_search;
    QProgressBar *m_work;
    QTimer m_typing;
    QTimer m_workTimer;
    SelectionQuery m_query;
    qint64 m_shown = 0;
    std::optional<Error> m_failed;
    bool m_isSettled = false;
};

} // namespace touchstone::inspect

#pragma once

#include "app/ide/document.h"
#include "app/scenarios/arrangement.h"
#include "app/scenarios/targets.h"

#include <QtCore/QThreadPool>

class QLabel;
class QLineEdit;
class QStackedLayout;
class QTableWidget;
class QTabWidget;
class QTimer;
class QTreeView;

namespace touchstone::ide {
class EmptyState;
class Settings;
} // namespace touchstone::ide

namespace touchstone::scenarios {

class JsonEditor;
class PackLibrary;
class PageHead;
class ScenarioModel;

/// How many scenarios there are of each kind (rows) and language (columns); totals last.
struct CountTable {
    QStringList kinds;
    QStringList languages; ///< "" for those that have none
    std::vector<std::vector<int>> counts; ///< by kind, then language
};
CountTable countsOf(const std::vector<ScenarioOutline> &outlines);

/// A pack: what it is, how many scenarios of which sort, all of them as a table, its pack.json.
class PackPage : public ide::Document {
    Q_OBJECT

public:
    PackPage(PackLibrary &library, ide::Settings &settings, const QString &folder,
             QWidget *parent = nullptr);
    ~PackPage() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] ide::Location location() const override { return packLocation(m_folder); }
    [[nodiscard]] bool shows(const ide::Location &location) const override;
    [[nodiscard]] std::vector<ide::SaveFormat> saveFormats() override;
    [[nodiscard]] QString status() const override;
    [[nodiscard]] bool isModified() const override;
    Result<void> save() override;

    /// The pack with its filter, or the selected scenarios.
    [[nodiscard]] RunTarget target() const;

Q_SIGNALS:
    void arranged(); ///< the table shows what was asked for

private:
    QWidget *list();
    void look();
    void arrangeAgain();
    void take(Arrangement arrangement);
    void showCounts();
    void readJson();

    PackLibrary &m_library;
    QString m_folder;
    PackPointer m_pack;
    ArrangeOptions m_options;
    PageHead *m_head;
    QTableWidget *m_counts;
    QLineEdit *m_filter;
    QLabel *m_error;
    ScenarioModel *m_model;
    QTreeView *m_table;
    QTabWidget *m_tabs;
    JsonEditor *m_editor;
    ide::EmptyState *m_empty;
    QWidget *m_all;
    QStackedLayout *m_stack;
    QTimer *m_typing;
    std::atomic<int> m_ticket = 0;
    QThreadPool m_pool; ///< one thread
};

} // namespace touchstone::scenarios

#pragma once

#include "app/scenarios/scenariomodel.h"
#include "app/scenarios/targets.h"

#include <QtCore/QThreadPool>
#include <QtWidgets/QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedLayout;
class QTimer;
class QTreeView;

namespace touchstone::ide {
class EmptyState;
class Settings;
} // namespace touchstone::ide

namespace touchstone::scenarios {

class PackLibrary;

/// The dock with all scenarios: a filter, a grouping, and the tree.
class Browser : public QWidget {
    Q_OBJECT

public:
    Browser(PackLibrary &library, ide::Settings &settings, QWidget *parent = nullptr);
    ~Browser() override;

    /// What is selected: scenarios, a group, a pack. Empty: nothing.
    [[nodiscard]] RunTarget target() const;
    void focusFilter();

Q_SIGNALS:
    void wanted(const touchstone::ide::Location &location);
    void runWanted(const touchstone::scenarios::RunTarget &target);
    void validationWanted(const touchstone::scenarios::RunTarget &target);
    void folderWanted(); ///< wants to open another pack
    void arranged(); ///< the tree shows what was asked for

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *topRow();
    void addMenu();
    void arrangeAgain();
    void take(Arrangement arrangement, GroupBy group);
    void say();
    void activate(const QModelIndex &index);
    [[nodiscard]] RunTarget targetOfGroup(const ScenarioGroup &group) const;

    PackLibrary &m_library;
    ide::Settings &m_settings;
    ScenarioModel *m_model;
    QLineEdit *m_filter;
    QLabel *m_error;
    QComboBox *m_group;
    QTreeView *m_tree;
    ide::EmptyState *m_empty;
    QStackedLayout *m_stack;
    QLabel *m_count;
    QTimer *m_typing; ///< runs while somebody types
    QSet<QString> m_open; ///< names of groups that are open
    bool m_opensAll = true; ///< nobody has opened or closed any yet
    std::atomic<int> m_ticket = 0;
    QThreadPool m_pool; ///< one thread
};

} // namespace touchstone::scenarios

#pragma once

#include "core/scenario/scenario.h"

#include <QtWidgets/QWidget>

class QLabel;
class QTreeWidget;

namespace touchstone::ide {
class CodeView;
class Settings;
} // namespace touchstone::ide

namespace touchstone::scenarios {

/// The checks of a scenario; below, the parameters of the chosen one.
class ChecksView : public QWidget {
    Q_OBJECT

public:
    explicit ChecksView(ide::Settings &settings, QWidget *parent = nullptr);
    void show(const Scenario &scenario);

private:
    std::vector<CheckSpec> m_checks;
    QTreeWidget *m_list;
    QLabel *m_about;
    ide::CodeView *m_code;
};

} // namespace touchstone::scenarios

#pragma once

#include <QtWidgets/QWidget>

class QListWidget;

namespace touchstone::ide {

class MainWindow;

/// What stands in the window before anything was opened: what can be done, and what was open
/// lately.
class Welcome : public QWidget {
    Q_OBJECT

public:
    explicit Welcome(MainWindow &window);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void fill();

    MainWindow &m_window;
    QListWidget *m_recent;
    QWidget *m_nothing;
};

} // namespace touchstone::ide

#pragma once

#include "core/report/summary.h"

#include <QtCore/QThreadPool>
#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace touchstone::ide {
class MainWindow;
}

namespace touchstone::inspect {

/// Runs that are open or were lately, with how they went; from here they open, and two of them are
/// compared.
class RunsDock : public QWidget {
    Q_OBJECT

public:
    explicit RunsDock(ide::MainWindow &window);
    ~RunsDock() override;

    void refresh();

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Known {
        QByteArray state; ///< of the file when it was read
        qint64 attempts = -1; ///< -1: not known yet
        double rate = 0.0;
        QString problem;
    };
    void read(const QString &path);
    void show(const QString &path);
    void openChosen();
    void compareChosen();
    void updateButtons();

    ide::MainWindow &m_window;
    QTreeWidget *m_list;
    QLabel *m_nothing;
    QPushButton *m_open;
    QPushButton *m_compare;
    QHash<QString, Known> m_known;
    QThreadPool m_pool; ///< one thread
};

} // namespace touchstone::inspect

#pragma once

#include "app/ide/saving.h"

#include <QtCore/QThreadPool>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QProgressBar;
class QStatusBar;

namespace touchstone::ide {

/// One export in the status bar: its name, how far it is, and a button that gives it up. Shows when
/// it has taken a moment.
class ExportBar : public QWidget {
    Q_OBJECT

public:
    ExportBar(const QString &path, std::shared_ptr<SaveProgress> progress,
              QWidget *parent = nullptr);

private:
    void tell();

    std::shared_ptr<SaveProgress> m_progress;
    QProgressBar *m_bar;
    QTimer m_ticks;
};

/// Exports pages in the background, several at one time; when it goes, those under way are given
/// up.
class Exporter : public QObject {
    Q_OBJECT

public:
    explicit Exporter(QStatusBar &bar);
    ~Exporter() override;

    /// Takes what is shown at once. GUI thread.
    void start(const SaveFormat &format, const QString &path);
    [[nodiscard]] bool isBusy() const { return !m_all.empty(); }

Q_SIGNALS:
    void saved(const QString &path);
    void cancelled(const QString &path);
    void failed(const touchstone::Error &error);
    void idle(); ///< the last one under way has ended, one way or the other

private:
    QStatusBar &m_bar;
    std::vector<std::shared_ptr<SaveProgress>> m_all; ///< under way
    QThreadPool m_pool;
};

} // namespace touchstone::ide

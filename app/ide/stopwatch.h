#pragma once

#include <QtCore/QObject>

namespace touchstone::ide {

class Application;
class MainWindow;

/// For `touchstone bench desktop`, which starts the desktop with $TOUCHSTONE_BENCH set to the time
/// (CLOCK_MONOTONIC, ns) at which it did: prints lines "usable MS", then "ready MS" when each page
/// that was asked for shows what it is about, then "slow TIMES LONGEST_MS WHAT" for each event that
/// kept the GUI thread too long, and "memory PEAK_KIB", and ends the application.
class Stopwatch : public QObject {
    Q_OBJECT

public:
    /// Whether anybody wants to know.
    static bool isWanted();
    Stopwatch(Application &application, MainWindow &window, int pages);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void tell(const char *what) const;
    void finish();

    Application &m_application;
    MainWindow &m_window;
    qint64 m_started; ///< ns
    int m_left; ///< pages that are not ready
    bool m_isUsable = false;
};

} // namespace touchstone::ide

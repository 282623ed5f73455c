#pragma once

#include <QtCore/QObject>
#include <QtCore/QPointer>

class QAbstractScrollArea;

namespace touchstone::ide {

class Application;
class Document;
class MainWindow;

/// For `touchstone bench desktop`, which starts the desktop with $TOUCHSTONE_BENCH set to the time
/// (CLOCK_MONOTONIC, ns) at which it did. Prints lines, each when it is so: "usable MS", the
/// window; then for each page that was asked for "ready MS", what it is about can be seen, and
/// "complete MS", all of it is there; "scroll LONGEST_MS MEDIAN_MS STEPS", of the GUI calls that
/// scroll through the last one; "slow TIMES LONGEST_MS WHAT" for each event that kept the GUI
/// thread too long; "memory PEAK_KIB". Then it ends the application.
class Stopwatch : public QObject {
    Q_OBJECT

public:
    /// Whether anybody wants to know.
    static bool isWanted();
    Stopwatch(Application &application, MainWindow &window, int pages);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow(Document &page);
    void complete(Document &page);
    void scroll();
    void tell(const char *what) const;
    void finish();

    Application &m_application;
    MainWindow &m_window;
    qint64 m_started; ///< ns
    int m_left; ///< pages that are not complete
    bool m_isUsable = false;
    QPointer<QAbstractScrollArea> m_scrolled;
    std::vector<double> m_steps; ///< of scrolling, ms
};

} // namespace touchstone::ide

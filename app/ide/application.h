#pragma once

#include <QtCore/QMap>
#include <QtWidgets/QApplication>

#include <chrono>

namespace touchstone::ide {

/// The application, which keeps an eye on its own GUI thread: with $TOUCHSTONE_WATCH set, or in a
/// debug build, each event that took longer than `patience` is counted, and named on stderr.
class Application : public QApplication {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds patience{50};

    Application(int &argc, char **argv);
    bool notify(QObject *receiver, QEvent *event) override;

    /// How often which receiver and event took too long, "AttemptsView MouseMove", and the longest.
    struct Slow {
        int times = 0;
        std::chrono::milliseconds longest{0};
    };
    [[nodiscard]] const QMap<QString, Slow> &slow() const { return m_slow; }
    void forgetSlow() { m_slow.clear(); }

private:
    bool m_watches;
    int m_depth = 0;
    QMap<QString, Slow> m_slow;
};

} // namespace touchstone::ide

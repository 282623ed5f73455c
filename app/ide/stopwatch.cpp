#include "app/ide/stopwatch.h"

#include "app/ide/application.h"
#include "app/ide/mainwindow.h"

#include <QtCore/QEvent>
#include <QtCore/QTimer>

#include <sys/resource.h>

#include <chrono>
#include <cstdio>

namespace touchstone::ide {
namespace {

constexpr auto variable = "TOUCHSTONE_BENCH";

qint64 now()
{
    return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace

bool Stopwatch::isWanted()
{
    return qEnvironmentVariableIsSet(variable);
}

Stopwatch::Stopwatch(Application &application, MainWindow &window, int pages)
    : QObject(&window)
    , m_application(application)
    , m_window(window)
    , m_started(qgetenv(variable).toLongLong())
    , m_left(pages)
{
    window.installEventFilter(this);
    connect(&window, &MainWindow::opened, this, [this](Document *page) {
        connect(page, &Document::ready, this, [this] {
            tell("ready");
            if (--m_left <= 0)
                QTimer::singleShot(0, this, &Stopwatch::finish);
        });
    });
}

/// The window is usable when it was painted and every event that came before was dealt with.
bool Stopwatch::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint && !m_isUsable) {
        m_isUsable = true;
        QTimer::singleShot(0, this, [this] {
            tell("usable");
            if (m_left <= 0)
                finish();
        });
    }
    return QObject::eventFilter(watched, event);
}

void Stopwatch::tell(const char *what) const
{
    std::printf("%s %.1f\n", what, double(now() - m_started) / 1e6);
    std::fflush(stdout);
}

void Stopwatch::finish()
{
    const auto &slow = m_application.slow();
    for (auto it = slow.begin(); it != slow.end(); ++it)
        std::printf("slow %d %lld %s\n", it->times, static_cast<long long>(it->longest.count()),
                    qPrintable(it.key()));
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    std::printf("memory %ld\n", usage.ru_maxrss);
    std::fflush(stdout);
    m_window.close();
}

} // namespace touchstone::ide

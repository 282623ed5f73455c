#include "app/ide/stopwatch.h"

#include "app/ide/application.h"
#include "app/ide/mainwindow.h"

#include <QtCore/QEvent>
#include <QtCore/QFile>
#include <QtCore/QTimer>
#include <QtWidgets/QAbstractScrollArea>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <chrono>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace touchstone::ide {
namespace {

constexpr auto variable = "TOUCHSTONE_BENCH";
constexpr size_t scrollSteps = 200; ///< from the top to the bottom

qint64 now()
{
    return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Of this program: getrusage() would count what was there before it was executed.
qint64 peakKibibytes()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n'))
        if (line.startsWith("VmHWM:"))
            return line.simplified().split(' ').value(1).toLongLong();
    return 0;
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
    connect(&window, &MainWindow::opened, this, [this](Document *page) { follow(*page); });
}

/// All of it may be there before any of it was painted.
void Stopwatch::follow(Document &page)
{
    connect(&page, &Document::ready, this, [this, &page] {
        tell("ready");
        if (!page.isGrowing())
            return complete(page);
        connect(&page, &Document::completed, this, [this, &page] { complete(page); });
    });
}

void Stopwatch::complete(Document &page)
{
    page.disconnect(this);
    tell("complete");
    if (--m_left > 0)
        return;
    // the one of its parts that has most to scroll through
    for (auto *area : page.findChildren<QAbstractScrollArea *>())
        if (area->isVisible()
            && (!m_scrolled
                || area->verticalScrollBar()->maximum()
                    > m_scrolled->verticalScrollBar()->maximum()))
            m_scrolled = area;
    QTimer::singleShot(0, this, &Stopwatch::scroll);
}

/// One step, painted at once; then everything else has its turn.
void Stopwatch::scroll()
{
    const QScrollBar *bar = m_scrolled ? m_scrolled->verticalScrollBar() : nullptr;
    if (!bar || bar->maximum() == 0 || m_steps.size() == scrollSteps)
        return finish();
    const auto step = qint64(m_steps.size() + 1);
    const qint64 before = now();
    m_scrolled->verticalScrollBar()->setValue(int(bar->maximum() * step / qint64(scrollSteps)));
    m_scrolled->viewport()->repaint();
    m_steps.push_back(double(now() - before) / 1e6);
    QTimer::singleShot(0, this, &Stopwatch::scroll);
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
    if (!m_steps.empty()) {
        std::ranges::sort(m_steps);
        std::printf("scroll %.1f %.1f %zu\n", m_steps.back(), m_steps[m_steps.size() / 2],
                    m_steps.size());
    }
    const auto &slow = m_application.slow();
    for (auto it = slow.begin(); it != slow.end(); ++it)
        std::printf("slow %d %lld %s\n", it->times, static_cast<long long>(it->longest.count()),
                    qPrintable(it.key()));
    std::printf("memory %lld\n", static_cast<long long>(peakKibibytes()));
    std::fflush(stdout);
    m_window.close();
}

} // namespace touchstone::ide

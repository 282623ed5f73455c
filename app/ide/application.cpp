#include "app/ide/application.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QMetaEnum>

using namespace Qt::StringLiterals;

namespace touchstone::ide {
namespace {

#ifdef NDEBUG
constexpr bool isDebugBuild = false;
#else
constexpr bool isDebugBuild = true;
#endif

} // namespace

Application::Application(int &argc, char **argv)
    : QApplication(argc, argv)
    , m_watches(isDebugBuild || qEnvironmentVariableIsSet("TOUCHSTONE_WATCH")
                || qEnvironmentVariableIsSet("TOUCHSTONE_BENCH"))
{
}

bool Application::notify(QObject *receiver, QEvent *event)
{
    // Events within an event are part of it.
    if (!m_watches || m_depth > 0)
        return QApplication::notify(receiver, event);
    // either may be gone afterwards
    const auto type = event->type();
    const QString name =
        QString::fromLatin1(receiver->metaObject()->className()) + u' ' + receiver->objectName();
    QElapsedTimer timer;
    timer.start();
    ++m_depth;
    const bool done = QApplication::notify(receiver, event);
    --m_depth;
    const std::chrono::milliseconds took(timer.elapsed());
    if (took > patience) {
        const char *key = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
        const QString what =
            name.trimmed() + u' ' + (key ? QString::fromLatin1(key) : QString::number(int(type)));
        Slow &slow = m_slow[what];
        ++slow.times;
        slow.longest = std::max(slow.longest, took);
        qWarning("slow: %s took %lld ms", qPrintable(what), static_cast<long long>(took.count()));
    }
    return done;
}

} // namespace touchstone::ide

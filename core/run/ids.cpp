#include "core/base/clock.h"
#include "core/run/runfile.h"

#include <QtCore/QRandomGenerator>

#include <unistd.h>

#include <mutex>

namespace touchstone {
namespace {

/// 48 bits of milliseconds and 80 random bits, as in ULID (github.com/ulid/spec); within one
/// millisecond the random part counts up.
struct IdSource {
    std::mutex mutex;
    pid_t pid = 0;
    qint64 ms = 0;
    quint32 high = 0; ///< 16 bits
    quint64 low = 0;

    void draw(qint64 now)
    {
        ms = now;
        high = QRandomGenerator::system()->generate() & 0x7fff; // room to count up
        low = QRandomGenerator::system()->generate64();
        pid = getpid();
    }

    void next(qint64 now)
    {
        if (now > ms || pid != getpid()) { // a forked child must not go on with its parent's
            draw(std::max(now, ms));
            return;
        }
        if (++low == 0)
            ++high;
    }
};

QString spelled(qint64 ms, quint32 high, quint64 low)
{
    static constexpr char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32
    QString id(26, u'0');
    quint64 rest = low;
    quint64 above = (quint64(ms) << 16) | high;
    for (qsizetype i = 25; i >= 0; --i) {
        id[i] = QLatin1Char(digits[rest & 31]);
        rest = (rest >> 5) | (above << 59);
        above >>= 5;
    }
    return id;
}

} // namespace

QString newId()
{
    static IdSource source;
    const std::scoped_lock lock(source.mutex);
    source.next(Clock::system().wallMs());
    return spelled(source.ms, source.high, source.low);
}

} // namespace touchstone

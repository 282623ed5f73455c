#pragma once

#include <QtCore/QtTypes>

#include <chrono>

namespace touchstone {

/// Time as the engine sees it; tests put a fake in its place. Any thread may call it.
class Clock {
public:
    virtual ~Clock() = default;
    /// Milliseconds since 1970-01-01T00:00:00Z.
    [[nodiscard]] virtual qint64 wallMs() const;
    /// Nanoseconds from an arbitrary point; never goes back.
    [[nodiscard]] virtual qint64 monotonicNs() const;

    /// The machine's clock.
    static const Clock &system();
};

} // namespace touchstone

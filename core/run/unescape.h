#pragma once

#include <QtCore/QByteArray>

#include <vector>

namespace touchstone {

/// Text with one layer of JSON (or Python) string escapes taken off after another, which knows
/// where each byte came from. Anything that is no escape stays as it is.
struct Unescaped {
    QByteArray text;
    std::vector<quint32> origins; ///< of each byte of `text`, and of its end; empty: the same

    static Unescaped asIs(QByteArrayView bytes);
    /// Without one more layer. At most 4 GiB.
    [[nodiscard]] Unescaped next() const;
    /// Offset in the original bytes of byte `i` here; `i` may be the end.
    [[nodiscard]] qsizetype origin(qsizetype i) const
    {
        return origins.empty() ? i : qsizetype(origins[size_t(i)]);
    }
};

} // namespace touchstone

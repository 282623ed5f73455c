#include "core/workspace/patch.h"

#include <zlib.h>

#include <algorithm>

using namespace Qt::StringLiterals;

// The formats are git's: base 85 and deltas as its binary patches and packs have them
// (gitformat-pack, "Deltified representation").

namespace touchstone {
namespace {

Refusal broken(const QString &why)
{
    return {u"does-not-apply"_s, u"the binary patch is broken: %1"_s.arg(why)};
}

/// Exactly `size` bytes of zlib's; bounded, whatever the input says.
std::optional<QByteArray> inflated(const QByteArray &deflated, qint64 size)
{
    QByteArray bytes(size + 1, Qt::Uninitialized); // one more: to see that there is not more
    uLongf room = uLongf(bytes.size());
    const int result =
        uncompress(reinterpret_cast<Bytef *>(bytes.data()), &room,
                   reinterpret_cast<const Bytef *>(deflated.constData()), uLong(deflated.size()));
    if (result != Z_OK || qint64(room) != size)
        return {};
    bytes.resize(size);
    return bytes;
}

/// Reads a delta piece by piece; every read is checked.
class DeltaReader {
public:
    explicit DeltaReader(QByteArrayView delta)
        : m_rest(delta)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }

    std::optional<quint8> byte()
    {
        if (m_rest.isEmpty())
            return {};
        const auto value = quint8(m_rest.front());
        m_rest = m_rest.sliced(1);
        return value;
    }

    std::optional<qint64> size()
    {
        qint64 value = 0;
        for (int shift = 0; shift <= 42; shift += 7) {
            const auto next = byte();
            if (!next)
                return {};
            value |= qint64(*next & 0x7F) << shift;
            if (!(*next & 0x80))
                return value;
        }
        return {};
    }

    /// The bytes that `mask` marks as present, lowest first.
    std::optional<qint64> number(int mask, int count)
    {
        qint64 value = 0;
        for (int i = 0; i < count; ++i) {
            if (!(mask & 1 << i))
                continue;
            const auto next = byte();
            if (!next)
                return {};
            value |= qint64(*next) << (8 * i);
        }
        return value;
    }

    std::optional<QByteArrayView> bytes(qsizetype count)
    {
        if (m_rest.size() < count)
            return {};
        const QByteArrayView taken = m_rest.first(count);
        m_rest = m_rest.sliced(count);
        return taken;
    }

private:
    QByteArrayView m_rest;
};

std::expected<QByteArray, Refusal> applyDelta(QByteArrayView delta, QByteArrayView before,
                                              qint64 maxBytes)
{
    DeltaReader reader(delta);
    const auto oldSize = reader.size();
    const auto newSize = reader.size();
    if (!oldSize || *oldSize != before.size())
        return std::unexpected(broken(u"it is for a file of another size"_s));
    if (!newSize || *newSize > maxBytes)
        return std::unexpected(broken(u"it makes a file of more than %1 bytes"_s.arg(maxBytes)));
    QByteArray after;
    while (!reader.atEnd()) {
        const int order = *reader.byte();
        std::optional<QByteArrayView> piece;
        if (order & 0x80) {
            const auto offset = reader.number(order, 4);
            auto size = reader.number(order >> 4, 3);
            if (size && *size == 0)
                size = 0x10000;
            if (offset && size && *offset <= before.size() && *size <= before.size() - *offset)
                piece = before.sliced(*offset, *size);
        } else if (order > 0) {
            piece = reader.bytes(order);
        }
        if (!piece || piece->size() > *newSize - after.size())
            return std::unexpected(broken(u"its delta does not hold together"_s));
        after += *piece;
    }
    if (after.size() != *newSize)
        return std::unexpected(broken(u"its delta is cut off"_s));
    return after;
}

} // namespace

std::optional<QByteArray> fromBase85(QByteArrayView text, qsizetype size)
{
    static constexpr QByteArrayView digits(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrst"
        "uvwxyz!#$%&()*+-;<=>?@^_`{|}~");
    if (size < 0 || text.size() != (size + 3) / 4 * 5)
        return {};
    QByteArray bytes;
    for (qsizetype i = 0; i < text.size(); i += 5) {
        quint64 value = 0;
        for (qsizetype j = i; j < i + 5; ++j) {
            const qsizetype digit = text.at(j) == '\0' ? -1 : digits.indexOf(text.at(j));
            if (digit < 0)
                return {};
            value = value * 85 + quint64(digit);
        }
        if (value > 0xFFFFFFFF)
            return {};
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes += char(value >> shift & 0xFF);
    }
    bytes.resize(size);
    return bytes;
}

std::expected<QByteArray, Refusal> applyBinary(const BinaryPatch &patch, QByteArrayView before,
                                               qint64 maxBytes)
{
    if (patch.size > maxBytes)
        return std::unexpected(broken(u"it is larger than %1 bytes"_s.arg(maxBytes)));
    auto bytes = inflated(patch.deflated, patch.size);
    if (!bytes)
        return std::unexpected(
            broken(u"it does not inflate to the %1 bytes it says"_s.arg(patch.size)));
    return patch.delta ? applyDelta(*bytes, before, maxBytes)
                       : std::expected<QByteArray, Refusal>(std::move(*bytes));
}

} // namespace touchstone

#pragma once

#include "core/base/zipwriter.h"

#include <QtCore/QBuffer>

namespace touchstone::test {

/// Members of a zip, byte by byte: what no well-behaved writer makes.
class RawZip {
public:
    quint16 flags = 0; ///< of the members that are added; 1: encrypted

    void add(const QByteArray &name, const QByteArray &bytes)
    {
        addPacked(name, 0, bytes, quint64(bytes.size()), crc(bytes));
    }
    /// Packed by zstd without packing anything: a frame for each 200 bytes (RFC 8878).
    void addZstd(const QByteArray &name, const QByteArray &bytes)
    {
        QByteArray packed;
        for (qsizetype at = 0; at < bytes.size(); at += 200) {
            const QByteArray part = bytes.sliced(at, std::min<qsizetype>(200, bytes.size() - at));
            packed += QByteArray::fromHex("28b52ffd20");
            packed += char(part.size());
            number(packed, quint32(part.size()) << 3 | 1, 3);
            packed += part;
        }
        addPacked(name, 93, packed, quint64(bytes.size()), crc(bytes));
    }
    /// Its sizes and place in the extra field of zip64, as a member past 4 GiB has them.
    void addZip64(const QByteArray &name, const QByteArray &bytes)
    {
        const auto offset = quint64(m_bytes.size());
        const auto size = quint64(bytes.size());
        add(name, bytes);
        m_directory.chop(46 + name.size());
        --m_count;
        QByteArray extra = QByteArray::fromHex("01001800");
        for (const quint64 value : {size, size, offset})
            number(extra, value, 8);
        addEntry(name, 0, crc(bytes), 0xffffffff, 0xffffffff, 0xffffffff, extra);
    }
    void addPacked(const QByteArray &name, quint16 method, const QByteArray &packed, quint64 size,
                   quint32 crc)
    {
        const auto offset = quint64(m_bytes.size());
        m_bytes += QByteArray::fromHex("504b0304");
        number(m_bytes, 20, 2);
        common(m_bytes, method, crc, quint64(packed.size()), size, name);
        m_bytes += name + packed;
        addEntry(name, method, crc, quint64(packed.size()), size, offset);
    }
    /// An entry of the directory alone.
    void addEntry(const QByteArray &name, quint16 method, quint32 crc, quint64 packed, quint64 size,
                  quint64 offset, const QByteArray &extra = {})
    {
        m_directory += QByteArray::fromHex("504b0102");
        number(m_directory, 20, 2);
        number(m_directory, 20, 2);
        common(m_directory, method, crc, packed, size, name, extra.size());
        number(m_directory, 0, 2); // comment
        number(m_directory, 0, 2); // disk
        number(m_directory, 0, 6); // attributes
        number(m_directory, offset, 4);
        m_directory += name + extra;
        ++m_count;
    }
    /// Always with zip64's end, as a zip of more than 65,535 members needs it.
    [[nodiscard]] QByteArray finish() const
    {
        QByteArray bytes = m_bytes;
        const auto directory = quint64(bytes.size());
        bytes += m_directory;
        const auto end64 = quint64(bytes.size());
        bytes += QByteArray::fromHex("504b0606");
        number(bytes, 44, 8);
        number(bytes, 45, 2);
        number(bytes, 45, 2);
        number(bytes, 0, 8); // disks
        number(bytes, m_count, 8);
        number(bytes, m_count, 8);
        number(bytes, quint64(m_directory.size()), 8);
        number(bytes, directory, 8);
        bytes += QByteArray::fromHex("504b0607");
        number(bytes, 0, 4);
        number(bytes, end64, 8);
        number(bytes, 1, 4);
        bytes += QByteArray::fromHex("504b0506");
        number(bytes, 0, 4);
        number(bytes, 0xffff, 2);
        number(bytes, 0xffff, 2);
        number(bytes, 0xffffffff, 4);
        number(bytes, 0xffffffff, 4);
        number(bytes, 0, 2);
        return bytes;
    }
    static quint32 crc(const QByteArray &bytes)
    {
        quint32 crc = ~quint32(0);
        for (const char c : bytes) {
            crc ^= quint8(c);
            for (int bit = 0; bit < 8; ++bit)
                crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
        }
        return ~crc;
    }

private:
    static void number(QByteArray &bytes, quint64 value, int size)
    {
        for (int i = 0; i < size; ++i)
            bytes += char(value >> 8 * i);
    }
    void common(QByteArray &bytes, quint16 method, quint32 crc, quint64 packed, quint64 size,
                const QByteArray &name, qsizetype extraSize = 0) const
    {
        number(bytes, flags, 2);
        number(bytes, method, 2);
        number(bytes, 0, 4); // time
        number(bytes, crc, 4);
        number(bytes, packed, 4);
        number(bytes, size, 4);
        number(bytes, quint64(name.size()), 2);
        number(bytes, quint64(extraSize), 2);
    }

    QByteArray m_bytes;
    QByteArray m_directory;
    quint64 m_count = 0;
};

/// A zip of members, in this order.
inline QByteArray zipOf(const std::vector<std::pair<QString, QByteArray>> &members)
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    ZipWriter zip(out);
    for (const auto &[name, bytes] : members)
        if (!zip.add(name, bytes))
            qFatal("a zip can't be written");
    if (!zip.finish())
        qFatal("a zip can't be ended");
    return out.data();
}

} // namespace touchstone::test

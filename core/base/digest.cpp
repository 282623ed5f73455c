#include "core/base/digest.h"

#include <QtCore/QCryptographicHash>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace touchstone {

Digest Digest::of(QByteArrayView data)
{
    return fromBytes(QCryptographicHash::hash(data, QCryptographicHash::Sha256));
}

Digest Digest::fromBytes(QByteArrayView raw)
{
    Digest digest;
    if (raw.size() == qsizetype(digest.bytes.size()))
        std::memcpy(digest.bytes.data(), raw.data(), digest.bytes.size());
    return digest;
}

Result<Digest> Digest::fromHex(const QString &hex)
{
    const QString digits = hex.startsWith(u"sha256:"_s) ? hex.mid(7) : hex;
    const QByteArray raw = QByteArray::fromHex(digits.toLatin1());
    if (digits.size() != 64 || raw.size() != 32)
        return fail(ErrorCode::BadInput,
                    u"'%1' is no SHA-256: 64 hexadecimal digits expected"_s.arg(hex));
    return fromBytes(raw);
}

QString Digest::hex() const
{
    return QString::fromLatin1(raw().toHex());
}

QByteArray Digest::raw() const
{
    return {reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())};
}

bool Digest::isNull() const
{
    return std::ranges::all_of(bytes, [](quint8 byte) { return byte == 0; });
}

size_t qHash(const Digest &digest, size_t seed) noexcept
{
    size_t value = 0; // a cryptographic hash is already well spread
    std::memcpy(&value, digest.bytes.data(), sizeof value);
    return value ^ seed;
}

} // namespace touchstone

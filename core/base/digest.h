#pragma once

#include "core/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QHashFunctions>

#include <array>
#include <compare>

namespace touchstone {

/// SHA-256 of some bytes: the name of a blob. A default one (all zero) names nothing.
struct Digest {
    std::array<quint8, 32> bytes{};

    static Digest of(QByteArrayView data);
    /// 64 hexadecimal digits, with or without "sha256:" before them.
    static Result<Digest> fromHex(const QString &hex);
    static Digest fromBytes(QByteArrayView raw); ///< 32 bytes, else a null digest
    [[nodiscard]] QString hex() const;
    [[nodiscard]] QByteArray raw() const;
    [[nodiscard]] bool isNull() const;
    auto operator<=>(const Digest &) const = default;
};

size_t qHash(const Digest &digest, size_t seed = 0) noexcept;

} // namespace touchstone

template <> struct std::hash<touchstone::Digest> {
    size_t operator()(const touchstone::Digest &digest) const noexcept
    {
        return touchstone::qHash(digest);
    }
};

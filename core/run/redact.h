#pragma once

#include "core/base/json.h"

#include <QtCore/QByteArrayMatcher>

#include <optional>
#include <vector>

namespace touchstone {

/// Keeps secrets out of what is stored: each is replaced by "[redacted:NAME]". Found as they are,
/// percent-encoded, and behind up to three layers of JSON (or Python) string escapes, partly
/// escaped ones too. What it can't find: a secret that is compressed, encrypted, base64-encoded
/// within other bytes, or cut in two. Const calls are thread-safe.
class Redactor {
public:
    /// Knows no secret.
    Redactor() = default;
    /// The values of this process's environment variables whose names look secret (KEY, TOKEN,
    /// SECRET, PASSWORD, CREDENTIAL, …) and the passwords in URLs that any variable holds.
    static Redactor fromEnvironment();
    static bool isSecretName(const QString &variable);

    /// Values of fewer than 8 bytes are not taken: they would hit innocent text. Of a value of
    /// several lines, each long line counts alone as well.
    void add(const QString &name, const QString &value);
    [[nodiscard]] bool isEmpty() const { return m_needles.empty(); }

    /// The bytes without secrets; nothing when there was none in them. Works on any bytes.
    [[nodiscard]] std::optional<QByteArray> bytes(const QByteArray &bytes) const;
    [[nodiscard]] QString text(const QString &text) const;
    /// In all strings, keys included.
    [[nodiscard]] Json json(const Json &json) const;

private:
    struct Needle {
        QString name;
        QByteArray value;
        QByteArrayMatcher matcher;
    };
    struct Found {
        qsizetype begin = 0;
        qsizetype end = 0;
        const Needle *needle = nullptr;
    };
    void addNeedle(const QString &name, const QByteArray &value);
    void findIn(QByteArrayView window, qsizetype at, std::vector<Found> &found) const;
    [[nodiscard]] std::vector<Found> find(const QByteArray &bytes) const;

    std::vector<Needle> m_needles;
    qsizetype m_longest = 0;
};

} // namespace touchstone

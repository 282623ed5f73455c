#include "core/run/unescape.h"

#include <QtCore/QString>

namespace touchstone {
namespace {

/// The number that `digits` hexadecimal digits at `at` make; -1: they are not there.
int hexNumber(QByteArrayView text, qsizetype at, int digits)
{
    if (at + digits > text.size())
        return -1;
    bool ok = false;
    const int value = text.sliced(at, digits).toInt(&ok, 16);
    return ok && text[at] != '-' && text[at] != '+' ? value : -1;
}

struct Escape {
    qsizetype length = 1; ///< bytes it takes; 1: not an escape
    QByteArray bytes; ///< what it stands for
};

/// \uXXXX, or two of them that make a surrogate pair.
Escape unicodeEscape(QByteArrayView text, qsizetype at)
{
    const int unit = hexNumber(text, at + 2, 4);
    if (unit < 0)
        return {};
    const bool high = QChar::isHighSurrogate(char32_t(unit));
    if (high && text.sliced(at + 6).startsWith("\\u")) {
        const int low = hexNumber(text, at + 8, 4);
        if (low >= 0 && QChar::isLowSurrogate(char32_t(low))) {
            const char32_t code = QChar::surrogateToUcs4(char16_t(unit), char16_t(low));
            return {12, QString::fromUcs4(&code, 1).toUtf8()};
        }
    }
    return {6, QString(QChar(char16_t(unit))).toUtf8()};
}

Escape escapeAt(QByteArrayView text, qsizetype at)
{
    if (text[at] != '\\' || at + 1 >= text.size())
        return {};
    switch (const char c = text[at + 1]) {
    case '"':
    case '\\':
    case '/':
    case '\'':
        return {2, QByteArray(1, c)};
    case 'b':
        return {2, "\b"};
    case 'f':
        return {2, "\f"};
    case 'n':
        return {2, "\n"};
    case 'r':
        return {2, "\r"};
    case 't':
        return {2, "\t"};
    case 'u':
        return unicodeEscape(text, at);
    case 'x': {
        const int byte = hexNumber(text, at + 2, 2);
        return byte < 0 ? Escape{} : Escape{4, QByteArray(1, char(byte))};
    }
    default:
        return {};
    }
}

} // namespace

Unescaped Unescaped::asIs(QByteArrayView bytes)
{
    return {bytes.toByteArray(), {}};
}

Unescaped Unescaped::next() const
{
    Unescaped plain;
    plain.text.reserve(text.size());
    plain.origins.reserve(size_t(text.size()) + 1);
    for (qsizetype at = 0; at < text.size();) {
        const Escape escape = escapeAt(text, at);
        if (escape.length == 1)
            plain.text += text[at];
        else
            plain.text += escape.bytes;
        plain.origins.resize(size_t(plain.text.size()), quint32(origin(at)));
        at += escape.length;
    }
    plain.origins.push_back(quint32(origin(text.size())));
    return plain;
}

} // namespace touchstone

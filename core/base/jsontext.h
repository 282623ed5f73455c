#pragma once

#include "core/base/json.h"

#include <QtCore/QMap>

#include <optional>

namespace touchstone {

/// A piece of a text, in bytes.
struct TextSpan {
    qsizetype begin = 0;
    qsizetype end = 0;
    bool operator==(const TextSpan &) const = default;
};

/// JSON as somebody is typing it: what could be made out of it, and where everything stands.
/// Commas may be missing or one too many, values may be missing, texts may be open at their line's
/// end. Nesting beyond 200 levels is left out.
struct JsonText {
    Json value; ///< as far as it could be read; missing values are null
    QMap<QString, TextSpan> values; ///< by JSON pointer
    QMap<QString, TextSpan> keys; ///< of members, by their values' pointers

    static JsonText of(QByteArrayView text);
    /// What a message about this pointer is about: the value; of an object or list, the key before
    /// it or its bracket. Where there is no such place, the nearest around it.
    [[nodiscard]] TextSpan place(const QString &pointer) const;
};

/// From 1.
int lineAt(QByteArrayView text, qsizetype offset);

/// Where the caret stands in JSON, told from what stands before it.
struct JsonCaret {
    enum class At { Nowhere, Key, Value };
    At at = At::Nowhere;
    QStringList path; ///< of the value, or of the object that the key is to be in
    QString typed; ///< of the word up to the caret, without its quotation mark
    TextSpan word; ///< the whole word with its quotation marks; empty: nothing stands there
    bool operator==(const JsonCaret &) const = default;
};
JsonCaret jsonCaret(QByteArrayView text, qsizetype offset);

} // namespace touchstone

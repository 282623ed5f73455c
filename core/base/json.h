#pragma once

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <QtCore/QByteArray>
#include <QtCore/QMap>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <chrono>

/// Teaches nlohmann::json about Qt's types. Text that is not UTF-8 never gets into a QString; bytes
/// travel as blobs, not as JSON.
namespace nlohmann {

template <> struct adl_serializer<QString> {
    template <typename BasicJson> static void to_json(BasicJson &json, const QString &text)
    {
        json = text.toStdString();
    }
    template <typename BasicJson> static void from_json(const BasicJson &json, QString &text)
    {
        text = QString::fromStdString(json.template get_ref<const std::string &>());
    }
};

template <> struct adl_serializer<QStringList> {
    template <typename BasicJson> static void to_json(BasicJson &json, const QStringList &list)
    {
        json = BasicJson::array();
        for (const QString &text : list)
            json.push_back(text.toStdString());
    }
    template <typename BasicJson> static void from_json(const BasicJson &json, QStringList &list)
    {
        list.clear();
        for (const auto &item : json)
            list.append(item.template get<QString>());
    }
};

template <typename T> struct adl_serializer<QMap<QString, T>> {
    template <typename BasicJson> static void to_json(BasicJson &json, const QMap<QString, T> &map)
    {
        json = BasicJson::object();
        for (auto it = map.begin(); it != map.end(); ++it)
            json[it.key().toStdString()] = it.value();
    }
    template <typename BasicJson>
    static void from_json(const BasicJson &json, QMap<QString, T> &map)
    {
        map.clear();
        for (const auto &[key, value] : json.items())
            map.insert(QString::fromStdString(key), value.template get<T>());
    }
};

} // namespace nlohmann

namespace touchstone {

/// Objects keep their keys sorted, so that dump() of equal values is equal text.
using Json = nlohmann::json;

/// Where in a file something stands: for messages.
struct Place {
    QString file; ///< path as the user would write it
    QString pointer; ///< JSON pointer ("/checks/0/type"), may be empty
    int line = 0; ///< from 1; 0: not known

    /// The place of a member or element of this one.
    [[nodiscard]] Place at(const QString &key) const;
    [[nodiscard]] Place at(qsizetype index) const;
    /// "pack/x/scenario.json at /checks/0/type" or "items.jsonl line 12 at /id".
    [[nodiscard]] QString text() const;
    bool operator==(const Place &) const = default;
};

/// Parses UTF-8 JSON; the error names file, line and column. Nesting beyond 200 levels is refused.
Result<Json> parseJson(QByteArrayView text, const Place &place);
/// Reads and parses a file; at most maxBytes of it, a larger one is an error.
Result<Json> readJson(const QString &path, qint64 maxBytes = 256 << 20);
/// Compact text, keys sorted; what is not UTF-8 becomes U+FFFD. Never throws.
QByteArray dumpJson(const Json &json);
/// Indented text with a newline at its end, for files that people read.
QByteArray prettyJson(const Json &json);

/// Typed access to members of JSON that was validated, or that has a fallback. Missing or of
/// another type: the fallback.
QString stringOr(const Json &object, const char *key, const QString &fallback = {});
double numberOr(const Json &object, const char *key, double fallback);
qint64 integerOr(const Json &object, const char *key, qint64 fallback);
bool boolOr(const Json &object, const char *key, bool fallback);
QStringList stringsOr(const Json &object, const char *key, const QStringList &fallback = {});
/// The member, or a null value that lives for ever.
const Json &memberOr(const Json &object, const char *key);

} // namespace touchstone

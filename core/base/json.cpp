#include "core/base/json.h"

#include <QtCore/QFile>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int maxDepth = 200;

/// Deep nesting would overflow the stack in recursive readers. It is looked for ahead of parsing:
/// nlohmann's parser with a callback takes time in proportion to the square of a list's length.
bool isTooDeep(QByteArrayView text)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            if (++depth > maxDepth)
                return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

const Json *member(const Json &object, const char *key)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

QString escaped(QString key)
{
    return key.replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
}

/// nlohmann's message without its "[json.exception.…] " prefix.
QString plainMessage(const std::exception &e)
{
    QString text = QString::fromUtf8(e.what());
    const qsizetype end = text.indexOf(u"] "_s);
    return end < 0 ? text : text.mid(end + 2);
}

} // namespace

Place Place::at(const QString &key) const
{
    return {file, pointer + u'/' + escaped(key), line};
}

Place Place::at(qsizetype index) const
{
    return at(QString::number(index));
}

QString Place::text() const
{
    QString text = file;
    if (line > 0)
        text += u" line %1"_s.arg(line);
    if (!pointer.isEmpty())
        text += u" at %1"_s.arg(pointer);
    return text;
}

Result<Json> parseJson(QByteArrayView text, const Place &place)
{
    if (isTooDeep(text))
        return fail(ErrorCode::BadInput,
                    u"%1: nested deeper than %2 levels"_s.arg(place.text()).arg(maxDepth));
    try {
        return Json::parse(text.begin(), text.end());
    } catch (const std::exception &e) {
        return fail(ErrorCode::BadInput,
                    u"%1: not valid JSON: %2"_s.arg(place.text(), plainMessage(e)));
    }
}

Result<Json> readJson(const QString &path, qint64 maxBytes)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    const QByteArray text = file.read(maxBytes + 1);
    if (text.size() > maxBytes)
        return fail(ErrorCode::BadInput, u"%1: larger than %2 bytes"_s.arg(path).arg(maxBytes));
    return parseJson(text, {path, {}, 0});
}

QByteArray dumpJson(const Json &json)
{
    return QByteArray::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

QByteArray prettyJson(const Json &json)
{
    return QByteArray::fromStdString(json.dump(2, ' ', false, Json::error_handler_t::replace))
        + '\n';
}

QString stringOr(const Json &object, const char *key, const QString &fallback)
{
    const Json *value = member(object, key);
    return value && value->is_string() ? value->get<QString>() : fallback;
}

double numberOr(const Json &object, const char *key, double fallback)
{
    const Json *value = member(object, key);
    return value && value->is_number() ? value->get<double>() : fallback;
}

qint64 integerOr(const Json &object, const char *key, qint64 fallback)
{
    const Json *value = member(object, key);
    return value && value->is_number_integer() ? value->get<qint64>() : fallback;
}

bool boolOr(const Json &object, const char *key, bool fallback)
{
    const Json *value = member(object, key);
    return value && value->is_boolean() ? value->get<bool>() : fallback;
}

QStringList stringsOr(const Json &object, const char *key, const QStringList &fallback)
{
    const Json *value = member(object, key);
    if (!value || !value->is_array())
        return fallback;
    QStringList list;
    for (const Json &item : *value)
        if (item.is_string())
            list.append(item.get<QString>());
    return list;
}

const Json &memberOr(const Json &object, const char *key)
{
    static const Json null;
    const Json *value = member(object, key);
    return value ? *value : null;
}

} // namespace touchstone

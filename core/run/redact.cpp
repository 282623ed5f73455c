#include "core/run/redact.h"

#include "core/run/unescape.h"

#include <QtCore/QProcessEnvironment>
#include <QtCore/QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype shortestSecret = 8;
constexpr qsizetype shortestLine = 20; // of a secret of several lines
constexpr int layers = 3;
constexpr qsizetype longestEscape = 24; // bytes that one byte of a secret takes behind all layers
constexpr qsizetype windowBytes = 256 << 10;

} // namespace

bool Redactor::isSecretName(const QString &variable)
{
    static const QStringList anywhere{u"TOKEN"_s,      u"SECRET"_s,     u"PASSWORD"_s,
                                      u"PASSWD"_s,     u"PASSPHRASE"_s, u"CREDENTIAL"_s,
                                      u"PRIVATE_KEY"_s};
    static const QStringList words{u"PAT"_s, u"AUTH"_s, u"AUTHORIZATION"_s, u"PWD"_s, u"PASS"_s};
    const QString name = variable.toUpper();
    if (name == u"PWD" || name == u"OLDPWD" || name == u"SSH_AUTH_SOCK" || name == u"XAUTHORITY")
        return false;
    for (const QString &part : anywhere)
        if (name.contains(part))
            return true;
    for (const QString &word : name.split(u'_'))
        if (word.endsWith(u"KEY"_s) || word.endsWith(u"KEYS"_s) || words.contains(word))
            return true;
    return false;
}

Redactor Redactor::fromEnvironment()
{
    Redactor redactor;
    const auto environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) {
        const QString value = environment.value(name);
        if (isSecretName(name))
            redactor.add(name, value);
        if (value.contains(u"://"_s)) {
            const QUrl url(value);
            redactor.add(name, url.password(QUrl::FullyDecoded));
            redactor.add(name, url.password(QUrl::FullyEncoded));
        }
    }
    return redactor;
}

void Redactor::add(const QString &name, const QString &value)
{
    const QString trimmed = value.trimmed();
    addNeedle(name, trimmed.toUtf8());
    addNeedle(name, QUrl::toPercentEncoding(trimmed));
    if (trimmed.contains(u'\n'))
        for (const QString &line : trimmed.split(u'\n'))
            if (line.trimmed().size() >= shortestLine && !line.startsWith(u"-----"_s))
                addNeedle(name, line.trimmed().toUtf8());
}

void Redactor::addNeedle(const QString &name, const QByteArray &value)
{
    const bool known = std::ranges::contains(m_needles, value, &Needle::value);
    if (value.size() < shortestSecret || known)
        return;
    m_needles.push_back({name, value, QByteArrayMatcher(value)});
    m_longest = std::max(m_longest, value.size());
}

/// `window` starts at offset `at` of the whole; finds what is in it as it is and behind escapes.
void Redactor::findIn(QByteArrayView window, qsizetype at, std::vector<Found> &found) const
{
    Unescaped layer = Unescaped::asIs(window);
    for (int depth = 0; depth <= layers; ++depth) {
        for (const Needle &needle : m_needles)
            for (qsizetype i = needle.matcher.indexIn(layer.text); i >= 0;
                 i = needle.matcher.indexIn(layer.text, i + 1))
                found.push_back(
                    {at + layer.origin(i), at + layer.origin(i + needle.value.size()), &needle});
        if (!layer.text.contains('\\'))
            return;
        layer = layer.next();
    }
}

std::vector<Redactor::Found> Redactor::find(const QByteArray &bytes) const
{
    // Windows overlap by more than a secret can take, so that none is cut in two; a match that two
    // windows see is merged below.
    const qsizetype overlap = m_longest * longestEscape + longestEscape;
    std::vector<Found> found;
    for (qsizetype at = 0; at < bytes.size(); at += windowBytes)
        findIn(QByteArrayView(bytes).sliced(at, std::min(windowBytes + overlap, bytes.size() - at)),
               at, found);
    std::ranges::sort(found, [](const Found &a, const Found &b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    return found;
}

std::optional<QByteArray> Redactor::bytes(const QByteArray &bytes) const
{
    if (isEmpty())
        return std::nullopt;
    const std::vector<Found> found = find(bytes);
    if (found.empty())
        return std::nullopt;
    QByteArray clean;
    qsizetype done = 0;
    for (size_t i = 0; i < found.size();) {
        const Found &first = found[i];
        qsizetype end = first.end;
        for (++i; i < found.size() && found[i].begin < end; ++i)
            end = std::max(end, found[i].end);
        clean += QByteArrayView(bytes).sliced(done, first.begin - done);
        clean += "[redacted:" + first.needle->name.toUtf8() + ']';
        done = end;
    }
    clean += QByteArrayView(bytes).sliced(done);
    return clean;
}

QString Redactor::text(const QString &text) const
{
    if (isEmpty() || text.size() * 3 < shortestSecret)
        return text;
    const auto clean = bytes(text.toUtf8());
    return clean ? QString::fromUtf8(*clean) : text;
}

Json Redactor::json(const Json &json) const
{
    if (isEmpty())
        return json;
    if (json.is_string()) {
        const auto clean = bytes(QByteArray::fromStdString(json.get_ref<const std::string &>()));
        return clean ? Json(clean->toStdString()) : json;
    }
    if (json.is_array()) {
        Json clean = Json::array();
        for (const Json &item : json)
            clean.push_back(this->json(item));
        return clean;
    }
    if (json.is_object()) {
        Json clean = Json::object();
        for (const auto &[key, value] : json.items())
            clean[text(QString::fromStdString(key)).toStdString()] = this->json(value);
        return clean;
    }
    return json;
}

} // namespace touchstone

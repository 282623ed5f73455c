#include "core/base/jsontext.h"

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int maxDepth = 200;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// What a bare word ("true", "12.5", "tru") consists of.
bool isWord(char c)
{
    return !isSpace(c) && !QByteArrayView("{}[],:\"").contains(c);
}

/// Behind the text whose quotation mark stands at `at`; at its line's end where it is not closed.
qsizetype endOfString(QByteArrayView text, qsizetype at)
{
    for (qsizetype i = at + 1; i < text.size(); ++i) {
        if (text[i] == '\n')
            return i;
        if (text[i] == '"')
            return i + 1;
        if (text[i] == '\\')
            ++i;
    }
    return text.size();
}

qsizetype endOfWord(QByteArrayView text, qsizetype at)
{
    while (at < text.size() && isWord(text[at]))
        ++at;
    return at;
}

/// A text or word as a value; null where it is none yet.
Json literal(QByteArrayView token)
{
    std::string text(token.data(), size_t(token.size()));
    if (text.starts_with('"') && (text.size() < 2 || !text.ends_with('"')))
        text += '"';
    Json value = Json::parse(text, nullptr, false);
    return value.is_discarded() ? Json() : value;
}

QString keyText(QByteArrayView token)
{
    const Json value = literal(token);
    return value.is_string() ? value.get<QString>() : QString::fromUtf8(token).remove(u'"');
}

class Scanner {
public:
    Scanner(QByteArrayView text, JsonText &result)
        : m_text(text)
        , m_result(result)
    {
    }

    Json value(const Place &place, int depth)
    {
        skipSpace();
        const qsizetype begin = m_at;
        Json value;
        if (depth == maxDepth)
            m_at = m_text.size();
        else if (current() == '{')
            value = object(place, depth);
        else if (current() == '[')
            value = list(place, depth);
        else if (current() == '"' || (m_at < m_text.size() && isWord(current())))
            value = literal(token());
        m_result.values.insert(place.pointer, {begin, m_at});
        return value;
    }

private:
    [[nodiscard]] char current() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    void skipSpace()
    {
        while (!atEnd() && isSpace(m_text[m_at]))
            ++m_at;
    }
    QByteArrayView token()
    {
        const qsizetype begin = m_at;
        m_at = current() == '"' ? endOfString(m_text, m_at) : endOfWord(m_text, m_at);
        return m_text.sliced(begin, m_at - begin);
    }
    /// Passes over commas; false at the end of what `close` closes.
    bool more(char close)
    {
        skipSpace();
        while (current() == ',') {
            ++m_at;
            skipSpace();
        }
        if (current() == close)
            ++m_at;
        else if (!atEnd() && current() != '}' && current() != ']')
            return true;
        return false;
    }

    Json object(const Place &place, int depth)
    {
        Json object = Json::object();
        ++m_at;
        while (more('}')) {
            const qsizetype begin = m_at;
            if (current() != '"' && !isWord(current())) { // a stray bracket or colon
                ++m_at;
                continue;
            }
            const QString key = keyText(token());
            const Place inner = place.at(key);
            m_result.keys.insert(inner.pointer, {begin, m_at});
            skipSpace();
            Json member;
            if (current() == ':') {
                ++m_at;
                member = value(inner, depth + 1);
            }
            object[key.toStdString()] = std::move(member);
        }
        return object;
    }

    Json list(const Place &place, int depth)
    {
        Json list = Json::array();
        ++m_at;
        while (more(']')) {
            const qsizetype begin = m_at;
            list.push_back(value(place.at(qsizetype(list.size())), depth + 1));
            if (m_at == begin) // a colon
                ++m_at;
        }
        return list;
    }

    QByteArrayView m_text;
    JsonText &m_result;
    qsizetype m_at = 0;
};

/// What is open before the caret.
struct Frame {
    bool isObject = false;
    int index = 0;
    QString key;
    bool hasKey = false; ///< a key was read and its value not yet
    bool hasColon = false;
};

void took(std::vector<Frame> &frames, QByteArrayView token)
{
    if (frames.empty())
        return;
    Frame &frame = frames.back();
    if (frame.isObject && !frame.hasColon) {
        frame.key = keyText(token);
        frame.hasKey = true;
    }
}

void met(std::vector<Frame> &frames, char c)
{
    if (c == '{' || c == '[') {
        frames.push_back({c == '{', 0, {}, false, false});
    } else if (c == '}' || c == ']') {
        if (!frames.empty())
            frames.pop_back();
    } else if (!frames.empty() && c == ':') {
        frames.back().hasColon = true;
    } else if (!frames.empty() && c == ',') {
        Frame &frame = frames.back();
        ++frame.index;
        frame.hasKey = frame.hasColon = false;
    }
}

JsonCaret caretIn(const std::vector<Frame> &frames)
{
    JsonCaret caret;
    for (size_t i = 0; i < frames.size(); ++i) {
        const Frame &frame = frames[i];
        const bool isLast = i + 1 == frames.size();
        if (frame.isObject && isLast && !frame.hasColon) {
            caret.at = JsonCaret::At::Key;
            return caret;
        }
        caret.path.append(frame.isObject ? frame.key : QString::number(frame.index));
    }
    caret.at = JsonCaret::At::Value;
    return caret;
}

} // namespace

JsonText JsonText::of(QByteArrayView text)
{
    JsonText result;
    result.value = Scanner(text, result).value({}, 0);
    return result;
}

TextSpan JsonText::place(const QString &pointer) const
{
    QString at = pointer;
    while (!at.isEmpty() && !values.contains(at))
        at.truncate(at.lastIndexOf(u'/'));
    const TextSpan whole = values.value(at);
    const bool isStructured = value.is_structured()
        && (values.contains(at + u"/0"_s)
            || (values.lowerBound(at + u'/') != values.end()
                && values.lowerBound(at + u'/').key().startsWith(at + u'/')));
    if (!isStructured)
        return whole.begin < whole.end || !keys.contains(at) ? whole : keys.value(at);
    return keys.value(at, {whole.begin, whole.begin + 1});
}

int lineAt(QByteArrayView text, qsizetype offset)
{
    return 1 + int(text.first(std::clamp<qsizetype>(offset, 0, text.size())).count('\n'));
}

JsonCaret jsonCaret(QByteArrayView text, qsizetype offset)
{
    std::vector<Frame> frames;
    for (qsizetype at = 0; at < offset && at < text.size();) {
        const char c = text[at];
        if (c != '"' && !isWord(c)) {
            met(frames, c);
            ++at;
            continue;
        }
        const qsizetype end = c == '"' ? endOfString(text, at) : endOfWord(text, at);
        const bool isClosed = c == '"' && end - at > 1 && text[end - 1] == '"';
        if (offset < end || (offset == end && !isClosed)) { // the caret is in it
            JsonCaret caret = caretIn(frames);
            caret.word = {at, end};
            caret.typed = QString::fromUtf8(text.sliced(at, offset - at));
            if (c == '"')
                caret.typed.remove(0, 1);
            return caret;
        }
        took(frames, text.sliced(at, end - at));
        at = end;
    }
    JsonCaret caret = frames.empty() ? JsonCaret() : caretIn(frames);
    const bool isDone = !frames.empty() && frames.back().isObject && frames.back().hasKey
        && !frames.back().hasColon; // behind a key, before its colon
    if (isDone)
        caret.at = JsonCaret::At::Nowhere;
    caret.word = {offset, offset};
    return caret;
}

} // namespace touchstone

#include "jsontext.h"

#include "core/base/text.h"

#include <cstring>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int maxDepth = 200; // as parseJson() has it

class Walker {
public:
    Walker(QByteArrayView text, const Place &place)
        : m_begin(text.data())
        , m_at(text.data())
        , m_end(text.data() + text.size())
        , m_place(place)
    {
    }

    [[nodiscard]] std::unexpected<Error> unexpected(const QString &expected) const
    {
        return fail(ErrorCode::BadInput,
                    u"%1: expected %2 at byte %3, found %4"_s.arg(m_place.text(), expected)
                        .arg(m_at - m_begin)
                        .arg(m_at == m_end ? u"the end"_s
                                           : u"'%1'"_s.arg(visibleText(QByteArrayView(m_at, 1)))));
    }
    void skipSpace()
    {
        while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\t' || *m_at == '\r'))
            ++m_at;
    }
    bool take(char c)
    {
        skipSpace();
        if (m_at == m_end || *m_at != c)
            return false;
        ++m_at;
        return true;
    }
    /// Beyond a string whose opening quote comes next.
    Result<QByteArrayView> string()
    {
        skipSpace();
        if (m_at == m_end || *m_at != '"')
            return unexpected(u"a text"_s);
        const char *from = m_at;
        if (!skipString())
            return unexpected(u"the end of a text"_s);
        return QByteArrayView(from, m_at - from);
    }
    Result<QByteArrayView> value()
    {
        skipSpace();
        const char *from = m_at;
        int depth = 0;
        do {
            if (m_at == m_end)
                return unexpected(depth == 0 ? u"a value"_s : u"the end of a value"_s);
            switch (*m_at) {
            case '"':
                if (!skipString())
                    return unexpected(u"the end of a text"_s);
                break;
            case '{':
            case '[':
                if (++depth > maxDepth)
                    return unexpected(u"at most %1 levels"_s.arg(maxDepth));
                ++m_at;
                break;
            case '}':
            case ']':
                if (--depth < 0)
                    return unexpected(u"a value"_s);
                ++m_at;
                break;
            default:
                if (depth == 0 && !skipWord())
                    return unexpected(u"a value"_s);
                if (depth > 0)
                    ++m_at;
            }
        } while (depth > 0);
        return QByteArrayView(from, m_at - from);
    }
    [[nodiscard]] bool atEnd()
    {
        skipSpace();
        return m_at == m_end;
    }

private:
    bool skipString()
    {
        // Most of a log is text: from mark to mark. A quote that was found is looked for again only
        // once it is passed, or texts with many escapes would take the square of their length.
        const char *quote = m_at++;
        while (m_at != m_end) {
            if (quote != nullptr && quote < m_at)
                quote = static_cast<const char *>(std::memchr(m_at, '"', size_t(m_end - m_at)));
            if (quote == nullptr)
                break;
            const void *escape = std::memchr(m_at, '\\', size_t(quote - m_at));
            if (escape == nullptr) {
                m_at = quote + 1;
                return true;
            }
            m_at = static_cast<const char *>(escape) + 1;
            if (m_at != m_end)
                ++m_at;
        }
        m_at = m_end;
        return false;
    }
    bool skipWord()
    {
        const char *from = m_at;
        while (m_at != m_end && std::strchr(",]} \t\r\n", *m_at) == nullptr)
            ++m_at;
        return m_at != from;
    }

    const char *m_begin;
    const char *m_at;
    const char *m_end;
    const Place &m_place;
};

/// The text with what only Python takes for JSON made into JSON.
QByteArray withoutPython(QByteArrayView text)
{
    constexpr QByteArrayView words[] = {"-Infinity", "Infinity", "NaN"};
    QByteArray good;
    good.reserve(text.size() + 64);
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString && c == '\\') {
            const auto unit = [&text](qsizetype at) {
                return at + 6 <= text.size() && text[at] == '\\' && text[at + 1] == 'u'
                    ? text.sliced(at + 2, 4).toUInt(nullptr, 16)
                    : 0U;
            };
            const uint first = unit(i);
            const bool high = (first & 0xfc00) == 0xd800;
            const bool paired = high && (unit(i + 6) & 0xfc00) == 0xdc00;
            const qsizetype length = paired ? 12 : first != 0 ? 6 : 2;
            if (!paired && (first & 0xf800) == 0xd800)
                good += "\\ufffd";
            else
                good += text.sliced(i, std::min(length, text.size() - i));
            i += length - 1;
            continue;
        }
        if (c == '"')
            inString = !inString;
        const auto *word = inString
            ? std::end(words)
            : std::ranges::find_if(words, [&](auto w) { return text.sliced(i).startsWith(w); });
        if (word == std::end(words)) {
            good += c;
            continue;
        }
        good += '"' + word->toByteArray() + '"';
        i += word->size() - 1;
    }
    return good;
}

} // namespace

Result<void> forEachMember(QByteArrayView object, const Place &place, const VisitMember &visit)
{
    Walker walker(object, place);
    if (!walker.take('{'))
        return walker.unexpected(u"an object"_s);
    if (walker.take('}'))
        return {};
    do {
        const auto key = walker.string();
        if (!key)
            return std::unexpected(key.error());
        if (!walker.take(':'))
            return walker.unexpected(u"':'"_s);
        const auto value = walker.value();
        if (!value)
            return std::unexpected(value.error());
        QByteArray name = key->sliced(1, key->size() - 2).toByteArray();
        if (name.contains('\\')) {
            const auto parsed = parseJson(*key, place);
            if (!parsed)
                return std::unexpected(parsed.error());
            name = QByteArray::fromStdString(parsed->get<std::string>());
        }
        if (auto visited = visit(name, *value); !visited)
            return visited;
    } while (walker.take(','));
    if (!walker.take('}'))
        return walker.unexpected(u"',' or '}'"_s);
    return {};
}

Result<void> forEachElement(QByteArrayView array, const Place &place, const VisitElement &visit)
{
    Walker walker(array, place);
    if (!walker.take('['))
        return walker.unexpected(u"a list"_s);
    if (walker.take(']'))
        return {};
    do {
        const auto value = walker.value();
        if (!value)
            return std::unexpected(value.error());
        if (auto visited = visit(*value); !visited)
            return visited;
    } while (walker.take(','));
    if (!walker.take(']'))
        return walker.unexpected(u"',' or ']'"_s);
    return {};
}

Result<std::vector<QByteArrayView>> elementsOf(QByteArrayView array, const Place &place)
{
    std::vector<QByteArrayView> elements;
    auto walked = forEachElement(array, place, [&elements](QByteArrayView value) -> Result<void> {
        elements.push_back(value);
        return {};
    });
    if (!walked)
        return std::unexpected(std::move(walked.error()));
    return elements;
}

Result<Json> parsePythonJson(QByteArrayView text, const Place &place)
{
    auto parsed = parseJson(text, place);
    if (parsed)
        return parsed;
    const bool perhaps = text.contains("NaN") || text.contains("Infinity") || text.contains("\\ud")
        || text.contains("\\uD");
    if (!perhaps)
        return parsed;
    auto again = parseJson(withoutPython(text), place);
    return again ? std::move(again) : std::move(parsed);
}

} // namespace touchstone

#include "core/workspace/symboltext.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

template <size_t N> bool isOneOf(QByteArrayView word, const std::array<QByteArrayView, N> &words)
{
    return std::ranges::find(words, word) != words.end();
}

constexpr auto modifiers = std::to_array<QByteArrayView>({
    "export",  "default",      "public",  "private",  "protected", "internal", "static",
    "final",   "abstract",     "async",   "override", "virtual",   "inline",   "constexpr",
    "extern",  "pub",          "unsafe",  "open",     "sealed",    "data",     "suspend",
    "declare", "synchronized", "partial", "readonly", "local",
});
constexpr auto keywords = std::to_array<QByteArrayView>({
    "def",    "class",     "function", "func",      "fn",     "fun",  "sub",
    "struct", "interface", "enum",     "trait",     "module", "proc", "procedure",
    "method", "record",    "object",   "namespace", "defp",
});
/// Words that a line with a call may begin with, or that look like a function's name.
constexpr auto statements = std::to_array<QByteArrayView>({
    "return", "new",    "throw",  "else", "await", "yield", "case",   "if",     "while",
    "for",    "assert", "print",  "in",   "not",   "and",   "or",     "typeof", "delete",
    "goto",   "raise",  "import", "from", "del",   "with",  "lambda", "switch", "catch",
    "do",     "elif",   "except", "try",  "using", "super", "match",
});

bool isWord(char c)
{
    const auto u = static_cast<unsigned char>(c);
    return (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || u == '_'
        || u == '$' || u >= 0x80;
}

/// Takes the word that `rest` begins with, and the spaces behind it.
QByteArrayView takeWord(QByteArrayView &rest)
{
    const auto end = std::ranges::find_if_not(rest, isWord);
    const QByteArrayView word = rest.first(end - rest.begin());
    rest = rest.sliced(word.size()).trimmed();
    return word;
}

/// The index behind the parenthesis that closes the one `text` begins with; -1: not on this line.
qsizetype closingParen(QByteArrayView text)
{
    int depth = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        depth += text.at(i) == '(' ? 1 : text.at(i) == ')' ? -1 : 0;
        if (depth == 0)
            return i + 1;
    }
    return -1;
}

/// The last name of "Stack.push", "Stack::push", "self.push", "~Stack" that `rest` begins with.
QByteArrayView takeQualified(QByteArrayView &rest)
{
    QByteArrayView name;
    for (;;) {
        while (!rest.isEmpty()
               && (rest.front() == '*' || rest.front() == '~' || rest.front() == '&'))
            rest = rest.sliced(1);
        name = takeWord(rest);
        if (rest.startsWith("::"))
            rest = rest.sliced(2);
        else if (rest.startsWith('.')
                 || (rest.startsWith(':') && rest.size() > 1 && isWord(rest.at(1))))
            rest = rest.sliced(1);
        else
            return name;
    }
}

bool isFunctionValue(QByteArrayView value)
{
    return value.startsWith("function") || value.startsWith("async") || value.startsWith("lambda")
        || value.startsWith("class") || value.contains("=>");
}

/// "add = (a, b) => …", "module.exports.add = function", "add: function".
QByteArrayView assignedName(QByteArrayView rest)
{
    const QByteArrayView name = takeQualified(rest);
    if (name.isEmpty() || rest.size() < 2 || (rest.front() != '=' && rest.front() != ':')
        || rest.at(1) == '=')
        return {};
    return isFunctionValue(rest.sliced(1).trimmed()) ? name : QByteArrayView();
}

/// What stands behind the parameters of a function that has its body in braces.
bool opensBody(QByteArrayView after, bool hasType, Lines lines, size_t at)
{
    after = after.trimmed();
    const qsizetype brace = after.indexOf('{');
    if (brace >= 0) {
        const QByteArrayView between = after.first(brace);
        return (brace == 0 || isWord(after.front()) || after.front() == ':' || after.front() == '-')
            && !between.contains(';') && !between.contains('(') && !between.contains("=>");
    }
    if (!hasType || !after.isEmpty())
        return false;
    for (size_t next = at + 1; next < lines.size(); ++next)
        if (!isBlank(lines[next]))
            return lines[next].trimmed().startsWith('{');
    return false;
}

/// "public static int add(int a) {", "push(x) {".
QByteArrayView bracedName(QByteArrayView line, Lines lines, size_t at)
{
    const qsizetype paren = line.indexOf('(');
    if (paren <= 0)
        return {};
    QByteArrayView before = line.first(paren).trimmed();
    qsizetype start = before.size();
    while (start > 0 && isWord(before.at(start - 1)))
        --start;
    const QByteArrayView name = before.sliced(start);
    before = before.first(start);
    const bool odd = std::ranges::any_of(
        before, [](char c) { return !isWord(c) && !QByteArrayView(" \t*&<>[]:,~@").contains(c); });
    QByteArrayView first = before.trimmed();
    if (name.isEmpty() || odd || isOneOf(name, statements) || isOneOf(takeWord(first), statements))
        return {};
    const bool hasType = !before.trimmed().isEmpty();
    const QByteArrayView tail = line.sliced(paren);
    const qsizetype close = closingParen(tail);
    if (close < 0)
        return hasType && (tail.endsWith(',') || tail.endsWith('(')) ? name : QByteArrayView();
    return opensBody(tail.sliced(close), hasType, lines, at) ? name : QByteArrayView();
}

/// The name that the line defines; empty: none.
QByteArrayView definedName(Lines lines, size_t at)
{
    const QByteArrayView line = lines[at].trimmed();
    if (line.isEmpty() || QByteArrayView("#/*\"'}").contains(line.front()))
        return {};
    QByteArrayView rest = line;
    QByteArrayView word = takeWord(rest);
    while (isOneOf(word, modifiers) && !rest.isEmpty()) {
        if (word == "pub" && rest.startsWith('(') && closingParen(rest) > 0)
            rest = rest.sliced(closingParen(rest)).trimmed(); // Rust's pub(crate)
        word = takeWord(rest);
    }
    if (isOneOf(word, keywords)) {
        if (word == "func" && rest.startsWith('(') && closingParen(rest) > 0)
            rest = rest.sliced(closingParen(rest)).trimmed(); // Go's receiver
        return takeQualified(rest);
    }
    if (word == "const" || word == "let" || word == "var" || word == "val") {
        QByteArrayView next = rest;
        if (takeWord(next) == "fn")
            return takeQualified(next);
        return assignedName(rest);
    }
    if (const QByteArrayView name = assignedName(line); !name.isEmpty())
        return name;
    return bracedName(line, lines, at);
}

/// Where strings of several lines begin and end, character by character.
class StringScanner {
public:
    explicit StringScanner(const QString &language)
        : m_python(language == u"python"_s)
        , m_script(language == u"javascript"_s || language == u"typescript"_s)
    {
    }

    [[nodiscard]] bool knows() const { return m_python || m_script; }
    [[nodiscard]] bool inString() const { return !m_end.isEmpty() && m_end != "*/"; }

    void line(QByteArrayView text)
    {
        for (qsizetype i = 0; i < text.size();)
            i += m_end.isEmpty() ? code(text.sliced(i)) : string(text.sliced(i));
        if (m_end.size() == 1 && m_end != "`")
            m_end = {}; // a string of one line does not go on
    }

private:
    qsizetype string(QByteArrayView rest)
    {
        if (rest.front() == '\\' && m_end != "*/")
            return std::min<qsizetype>(2, rest.size());
        if (!rest.startsWith(m_end))
            return 1;
        const qsizetype size = m_end.size();
        m_end = {};
        return size;
    }

    qsizetype code(QByteArrayView rest)
    {
        static constexpr auto python = std::to_array<QByteArrayView>({"\"\"\"", "'''", "\"", "'"});
        static constexpr auto script = std::to_array<QByteArrayView>({"`", "\"", "'"});
        if ((m_python && rest.front() == '#') || (m_script && rest.startsWith("//")))
            return rest.size();
        if (m_script && rest.startsWith("/*")) {
            m_end = "*/";
            return 2;
        }
        const auto begins = [&](QByteArrayView quote) { return rest.startsWith(quote); };
        if (m_python)
            if (const auto quote = std::ranges::find_if(python, begins); quote != python.end())
                m_end = *quote;
        if (m_script)
            if (const auto quote = std::ranges::find_if(script, begins); quote != script.end())
                m_end = *quote;
        return std::max<qsizetype>(1, m_end.size());
    }

    bool m_python;
    bool m_script;
    QByteArrayView m_end; ///< what ends the string or comment we are in; empty: none
};

bool belongsAbove(QByteArrayView line)
{
    const QByteArrayView text = line.trimmed();
    return text.startsWith('@') || text.startsWith("#[") || text.startsWith("# ")
        || text.startsWith("//") || text.startsWith("/*") || text.startsWith('*')
        || text.startsWith("template");
}

} // namespace

QString lastName(const QString &symbol)
{
    const auto separator = std::find_if(symbol.crbegin(), symbol.crend(), [](QChar c) {
        return c == u'.' || c == u':' || c == u'#';
    });
    return symbol.last(separator - symbol.crbegin());
}

QString enclosingName(const QString &symbol)
{
    QString rest = symbol.chopped(lastName(symbol).size());
    while (rest.endsWith(u'.') || rest.endsWith(u':') || rest.endsWith(u'#'))
        rest.chop(1);
    return lastName(rest);
}

bool definesAt(Lines lines, size_t at, const QString &name)
{
    const QByteArray wanted = name.toUtf8();
    return !wanted.isEmpty() && lines[at].contains(wanted) && definedName(lines, at) == wanted;
}

std::optional<size_t> definitionLine(Lines lines, const QString &name)
{
    std::optional<size_t> best;
    for (size_t at = 0; at < lines.size(); ++at)
        if (definesAt(lines, at, name)
            && (!best || indentOf(lines[at]).size() < indentOf(lines[*best]).size()))
            best = at;
    return best;
}

bool definesSymbol(QByteArrayView text, const QString &symbol)
{
    return definitionLine(splitLines(text), lastName(symbol)).has_value();
}

QStringList namesDefinedAt(Lines lines, QByteArrayView indent)
{
    QStringList names;
    for (size_t at = 0; at < lines.size(); ++at)
        if (indentOf(lines[at]) == indent)
            if (const QByteArrayView name = definedName(lines, at); !name.isEmpty())
                names.append(QString::fromUtf8(name));
    names.removeDuplicates();
    return names;
}

std::vector<bool> linesInStrings(Lines lines, const QString &language)
{
    std::vector<bool> within(lines.size(), false);
    StringScanner scanner(language);
    for (size_t i = 0; i < lines.size() && scanner.knows(); ++i) {
        within[i] = scanner.inString();
        scanner.line(withoutEnd(lines[i]));
    }
    return within;
}

Span definitionSpan(Lines lines, size_t at, const std::vector<bool> &inString)
{
    const qsizetype indent = indentOf(lines[at]).size();
    Span span{at, at + 1};
    while (span.first > 0 && belongsAbove(lines[span.first - 1]) && !inString[span.first - 1])
        --span.first;
    for (size_t i = at + 1; i < lines.size(); ++i) {
        if (isBlank(lines[i]))
            continue;
        if (!inString[i] && indentOf(lines[i]).size() <= indent) {
            const char first = lines[i].trimmed().front();
            const bool goesOn = first == ')' || first == '{' || first == ']';
            if (first == '}' && indentOf(lines[i]).size() == indent)
                span.last = i + 1;
            if (!goesOn || indentOf(lines[i]).size() < indent)
                return span;
        }
        span.last = i + 1;
    }
    return span;
}

} // namespace touchstone

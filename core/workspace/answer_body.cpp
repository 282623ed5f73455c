#include "core/workspace/answer_body.h"

#include "core/workspace/imports.h"
#include "core/workspace/reindent.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// Some code as lines, with what is known about them.
struct Source {
    Source(const QByteArray &bytes, const QString &language)
        : text(bytes)
        , lines(splitLines(text))
        , inString(linesInStrings(lines, language))
    {
    }
    Source(const Source &) = delete;
    Source &operator=(const Source &) = delete;

    [[nodiscard]] QByteArray part(Span span, QByteArrayView from, QByteArrayView to) const
    {
        const std::vector<bool> strings(inString.begin() + std::ptrdiff_t(span.first),
                                        inString.begin() + std::ptrdiff_t(span.last));
        return reindented(Lines(lines).subspan(span.first, span.last - span.first), strings, from,
                          to);
    }

    QByteArray text;
    std::vector<QByteArrayView> lines;
    std::vector<bool> inString;
};

/// The span without blank lines at either end.
Span trimmedSpan(const Source &source, Span span)
{
    while (span.first < span.last && isBlank(source.lines[span.first]))
        ++span.first;
    while (span.last > span.first && isBlank(source.lines[span.last - 1]))
        --span.last;
    return span;
}

QByteArray endedLine(QByteArray text)
{
    if (!text.isEmpty() && !text.endsWith('\n'))
        text += '\n';
    return text;
}

class BodyPlacer {
public:
    BodyPlacer(const Source &file, const Source &code, const AnswerContext &context)
        : m_file(file)
        , m_code(code)
        , m_symbol(*context.symbol)
        , m_definition{size_t(m_symbol.definition.first - 1), size_t(m_symbol.definition.last)}
    {
    }

    /// The new content of the file; empty where there is no code at all.
    QByteArray place()
    {
        const auto at = definitionLine(m_code.lines, lastName(m_symbol.name));
        if (!at)
            return body();
        if (isWholeFile())
            return m_code.text;
        if (const auto enclosing = enclosingDefinition(*at))
            return inClass(*enclosing, *at);
        return definition({0, m_code.lines.size()}, *at);
    }

private:
    QByteArray body() const
    {
        const Span span = trimmedSpan(m_code, {0, m_code.lines.size()});
        if (span.first == span.last)
            return {};
        const std::vector<bool> strings(m_code.inString.begin() + std::ptrdiff_t(span.first),
                                        m_code.inString.end());
        const auto from =
            bodyIndent(Lines(m_code.lines).subspan(span.first, span.last - span.first), strings);
        const QByteArray to = wantedBodyIndent();
        QByteArray text = endedLine(m_code.part(span, from, to));
        if (indentOf(m_code.lines[span.first]).size() < from.size())
            text = to + text.trimmed() + '\n'; // its first line had lost its indentation
        return assembled({size_t(m_symbol.body.first - 1), size_t(m_symbol.body.last)}, text, {});
    }

    [[nodiscard]] QByteArray wantedBodyIndent() const
    {
        for (int line = m_symbol.body.first; line <= m_symbol.body.last; ++line)
            if (!isBlank(m_file.lines[size_t(line - 1)]))
                return indentOf(m_file.lines[size_t(line - 1)]).toByteArray();
        const QByteArray outer = definitionIndent();
        return outer + (outer.contains('\t') ? "\t" : "    ");
    }

    [[nodiscard]] QByteArray definitionIndent() const
    {
        return indentOf(m_file.lines[m_definition.first]).toByteArray();
    }

    [[nodiscard]] bool isWholeFile() const
    {
        const QStringList names = namesDefinedAt(m_file.lines, {});
        const QStringList given = namesDefinedAt(m_code.lines, {});
        return names.size() >= 2
            && std::ranges::all_of(names, [&](const QString &name) { return given.contains(name); })
            && newImports(m_file, m_code, m_file.lines.size()).empty();
    }

    /// The imports of `from` that stand before its line `end` and not in `in`.
    static std::vector<QByteArray> newImports(const Source &from, const Source &in, size_t end)
    {
        std::vector<QByteArray> imports;
        for (const Span span : importsBefore(from.lines, end)) {
            const QByteArray text = from.part(span, {}, {});
            const bool there =
                std::ranges::any_of(importsBefore(in.lines, in.lines.size()), [&](Span other) {
                    return in.part(other, {}, {}).trimmed() == text.trimmed();
                });
            if (!there)
                imports.push_back(endedLine(text));
        }
        return imports;
    }

    /// The line of the answer that begins the enclosing class of the definition at `at`.
    [[nodiscard]] std::optional<size_t> enclosingDefinition(size_t at) const
    {
        const QString name = enclosingName(m_symbol.name);
        if (name.isEmpty())
            return {};
        for (size_t line = at; line-- > 0;)
            if (indentOf(m_code.lines[line]).size() < indentOf(m_code.lines[at]).size()
                && definesAt(m_code.lines, line, name))
                return line;
        return {};
    }

    [[nodiscard]] QByteArray inClass(size_t enclosing, size_t at) const
    {
        const QString name = enclosingName(m_symbol.name);
        std::optional<size_t> there;
        for (size_t line = m_definition.first; line-- > 0 && !there;)
            if (definesAt(m_file.lines, line, name))
                there = line;
        if (there) {
            const Span whole = definitionSpan(m_file.lines, *there, m_file.inString);
            const auto members = namesDefinedAt(
                Lines(m_file.lines).subspan(*there, whole.last - *there), definitionIndent());
            const Span given = definitionSpan(m_code.lines, enclosing, m_code.inString);
            const auto answered =
                namesDefinedAt(Lines(m_code.lines).subspan(enclosing, given.last - enclosing),
                               indentOf(m_code.lines[at]));
            if (std::ranges::all_of(members, [&](auto &one) { return answered.contains(one); }))
                return replaced(whole, {0, m_code.lines.size()}, enclosing);
        }
        return replaced(m_definition, definitionSpan(m_code.lines, at, m_code.inString), at);
    }

    [[nodiscard]] QByteArray definition(Span span, size_t at) const
    {
        if (definitionIndent().isEmpty())
            return replaced(m_definition, span, at);
        // a method: behind it, definitions come along and loose statements stay out
        size_t last = definitionSpan(m_code.lines, at, m_code.inString).last;
        for (size_t line = last; line < span.last;) {
            const bool sibling = indentOf(m_code.lines[line]) == indentOf(m_code.lines[at])
                && !namesDefinedAt(Lines(m_code.lines).subspan(line, 1), indentOf(m_code.lines[at]))
                        .isEmpty();
            if (sibling)
                last = definitionSpan(m_code.lines, line, m_code.inString).last;
            line = std::max(last, line + 1);
        }
        return replaced(m_definition, {span.first, last}, at);
    }

    /// The file with its lines `there` replaced by those of the answer, imports set apart.
    [[nodiscard]] QByteArray replaced(Span there, Span given, size_t at) const
    {
        const QByteArray to = indentOf(m_file.lines[there.first]).toByteArray();
        const QByteArrayView from = indentOf(m_code.lines[at]);
        QByteArray text;
        Span piece{given.first, given.first};
        for (const Span span : importsBefore(m_code.lines, at)) {
            if (span.first < piece.first)
                continue;
            piece.last = span.first;
            text += m_code.part(piece, from, to);
            piece.first = span.last;
        }
        piece.last = given.last;
        text += m_code.part(piece, from, to);
        while (text.startsWith('\n') || text.startsWith("\r\n"))
            text = text.sliced(text.indexOf('\n') + 1);
        while (text.endsWith("\n\n") || text.endsWith("\n\r\n"))
            text.chop(text.endsWith("\r\n") ? 2 : 1);
        return assembled(there, endedLine(text), newImports(m_code, m_file, at));
    }

    [[nodiscard]] QByteArray assembled(Span there, const QByteArray &text,
                                       const std::vector<QByteArray> &imports) const
    {
        QByteArray early;
        QByteArray late;
        for (const QByteArray &statement : imports)
            (isEarlyImport(statement) ? early : late) += statement;
        const auto outside = [&](size_t place) { return std::min(place, there.first); };
        const size_t earlyAt = outside(importPlace(m_file.lines, m_file.inString, true));
        const size_t lateAt = outside(importPlace(m_file.lines, m_file.inString, false));
        QByteArray result;
        for (size_t line = 0; line <= m_file.lines.size(); ++line) {
            if (line == earlyAt)
                result += early;
            if (line == lateAt)
                result += late;
            if (line == there.first)
                result = endedLine(result) + text;
            if (line < m_file.lines.size() && (line < there.first || line >= there.last))
                result += m_file.lines[line];
        }
        return result;
    }

    const Source &m_file;
    const Source &m_code;
    const SymbolRange &m_symbol;
    Span m_definition;
};

Result<void> checkRanges(const SymbolRange &symbol, const QString &file, qsizetype lines)
{
    const LineRange whole = symbol.definition;
    const LineRange body = symbol.body;
    const bool sound = whole.first >= 1 && whole.first <= whole.last && whole.last <= lines
        && body.first > whole.first && body.first <= body.last + 1 && body.last <= whole.last;
    if (sound)
        return {};
    return fail(
        ErrorCode::BadInput,
        u"the symbol '%1' of %2 (%3 lines) can't be filled in: its definition is lines %4 to %5, its body %6 to %7; a body on lines of its own within the definition is expected"_s
            .arg(symbol.name, file)
            .arg(lines)
            .arg(whole.first)
            .arg(whole.last)
            .arg(body.first)
            .arg(body.last));
}

} // namespace

ApplyResult applyBody(const QByteArray &code, const AnswerContext &context, Draft &draft)
{
    if (!draft.has(context.targetFile))
        return Refusal{u"not-there"_s,
                       u"the workspace has no file '%1' any more"_s.arg(context.targetFile)};
    auto before = draft.read(context.targetFile);
    if (!before)
        return std::unexpected(
            std::move(before.error()).within(u"filling in '%1'"_s.arg(context.symbol->name)));
    const Source file(*before, context.language);
    if (auto sound = checkRanges(*context.symbol, context.targetFile, qsizetype(file.lines.size()));
        !sound)
        return std::unexpected(std::move(sound.error()));
    const LineEnds ends = lineEnds(*before);
    const Source source(withLineEnds(code, LineEnds::Lf), context.language);
    const QByteArray after = BodyPlacer(file, source, context).place();
    if (after.isEmpty())
        return Refusal{u"no-code"_s, u"the answer holds no code"_s};
    draft.write(context.targetFile, ends == LineEnds::CrLf ? withLineEnds(after, ends) : after,
                draft.mode(context.targetFile));
    return std::nullopt;
}

} // namespace touchstone

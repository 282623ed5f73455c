#include "core/workspace/answer_search.h"

#include "core/base/text.h"
#include "core/workspace/lines.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t maxDividers = 16; // a text may have lines that look like one

enum class Mark { None, Search, Divider, Replace };

/// Five to nine '<', '=' or '>' at the beginning of a line, followed by the mark's word.
Mark markOf(QByteArrayView line)
{
    if (line.isEmpty() || !QByteArrayView("<=>").contains(line.front()))
        return Mark::None;
    const char sign = line.front();
    const auto end = std::ranges::find_if(line, [=](char c) { return c != sign; });
    const qsizetype count = end - line.begin();
    const QByteArrayView word = line.sliced(count).trimmed();
    if (count < 5 || count > 9)
        return Mark::None;
    if (sign == '<' && (word == "SEARCH" || word == "ORIGINAL"))
        return Mark::Search;
    if (sign == '=' && word.isEmpty())
        return Mark::Divider;
    if (sign == '>' && (word == "REPLACE" || word == "UPDATED"))
        return Mark::Replace;
    return Mark::None;
}

struct Block {
    size_t search = 0; ///< line indices of the marks
    std::vector<size_t> dividers;
    size_t replace = 0;
};

/// The blocks, in order. A block lacks its replace mark (0) where the answer was cut off.
std::vector<Block> blocksOf(Lines lines)
{
    std::vector<Block> blocks;
    bool open = false;
    for (size_t i = 0; i < lines.size(); ++i) {
        const Mark mark = markOf(lines[i]);
        if (mark == Mark::Search && !open) {
            blocks.push_back({i, {}, 0});
            open = true;
        } else if (mark == Mark::Divider && open) {
            blocks.back().dividers.push_back(i);
        } else if (mark == Mark::Replace && open) {
            blocks.back().replace = i;
            open = false;
        }
    }
    return blocks;
}

/// "**`src/a.py`:**" without its decoration.
QString pathText(QByteArrayView line)
{
    QByteArrayView text = line.trimmed();
    static constexpr QByteArrayView decoration("#*`\"'<>");
    while (!text.isEmpty() && (decoration.contains(text.front()) || text.front() == ' '))
        text = text.sliced(1);
    while (!text.isEmpty()
           && (decoration.contains(text.back()) || text.back() == ':' || text.back() == ' '))
        text.chop(1);
    if (text.startsWith("File:") || text.startsWith("file:"))
        text = text.sliced(5).trimmed();
    if (text.startsWith("./"))
        text = text.sliced(2);
    return text.size() > 4096 ? QString() : QString::fromUtf8(text);
}

bool looksLikePath(const QString &text)
{
    return !text.isEmpty() && !text.contains(u' ') && (text.contains(u'/') || text.contains(u'.'))
        && !text.endsWith(u'.');
}

class BlockApplier {
public:
    BlockApplier(Lines lines, const AnswerContext &context, Draft &draft)
        : m_lines(lines)
        , m_context(context)
        , m_draft(draft)
    {
    }

    ApplyResult apply(const Block &block)
    {
        if (block.replace == 0 || block.dividers.empty())
            return refuse(block, u"does-not-apply"_s,
                          u"it lacks its %1 mark"_s.arg(block.dividers.empty()
                                                            ? u"\"=======\""_s
                                                            : u"\">>>>>>> REPLACE\""_s));
        m_file = fileOf(block);
        if (m_file.isEmpty())
            return refuse(block, u"does-not-apply"_s, u"no file is named above it"_s);
        if (const auto refused = refusedPath(m_file, m_draft.before()))
            return refuse(block, refused->code, refused->message);
        const bool creates = isBlankPart(block.search + 1, block.dividers.front());
        if (!m_draft.has(m_file))
            return creates
                ? create(block)
                : refuse(block, u"not-there"_s, u"the workspace has no file '%1'"_s.arg(m_file));
        auto text = m_draft.read(m_file);
        if (!text)
            return std::unexpected(std::move(text.error()));
        if (creates)
            return text->isEmpty() ? create(block)
                                   : refuse(block, u"ambiguous"_s,
                                            u"its search is empty, but '%1' is not; name the lines "
                                            u"to replace"_s.arg(m_file));
        return replace(block, *text);
    }

private:
    struct Found {
        size_t divider = 0;
        qsizetype at = 0;
    };

    [[nodiscard]] bool isBlankPart(size_t first, size_t last) const
    {
        return std::ranges::all_of(m_lines.subspan(first, last - first), isBlank);
    }

    QString fileOf(const Block &block) const
    {
        for (size_t up = 1; up <= 3 && up <= block.search; ++up) {
            const QByteArrayView line = m_lines[block.search - up];
            if (markOf(line) == Mark::Replace)
                break;
            QString text = pathText(line);
            if (line.trimmed().startsWith("```") || line.trimmed().startsWith("~~~"))
                text = text.section(text.contains(u':') ? u':' : u' ', 1).trimmed();
            if (m_draft.has(text) || looksLikePath(text))
                return text;
        }
        return m_file.isEmpty() ? m_context.targetFile : m_file;
    }

    [[nodiscard]] QByteArray part(size_t first, size_t last) const
    {
        QByteArray text;
        for (const QByteArrayView line : m_lines.subspan(first, last - first))
            text += line;
        return text;
    }

    ApplyResult create(const Block &block)
    {
        m_draft.write(m_file, part(block.dividers.front() + 1, block.replace),
                      m_draft.mode(m_file));
        return std::nullopt;
    }

    ApplyResult replace(const Block &block, const QByteArray &text)
    {
        m_finder.spend(text.size() / 8 + part(block.search, block.replace).size());
        if (block.dividers.size() > maxDividers)
            return refuse(block, u"ambiguous"_s,
                          u"it has more than %1 \"=======\" marks"_s.arg(maxDividers));
        const LineEnds ends = lineEnds(text);
        const auto fileLines = splitLines(text);
        std::vector<Found> found;
        for (const auto compare :
             {LineFinder::Compare::Exact, LineFinder::Compare::IgnoreTrailing}) {
            if (!found.empty())
                break;
            for (const size_t divider : block.dividers) {
                const QByteArray search = withLineEnds(part(block.search + 1, divider), ends);
                for (const qsizetype at :
                     m_finder.find(fileLines, splitLines(search), 0, compare, 5))
                    found.push_back({divider, at});
            }
        }
        if (m_finder.exhausted())
            return refuse(block, u"too-large"_s, u"looking for its search takes too long"_s);
        if (found.empty())
            return notFound(block, fileLines, ends);
        if (found.size() > 1)
            return severalFound(block, found);
        const size_t searched = found.front().divider - block.search - 1;
        QByteArray with = withLineEnds(part(found.front().divider + 1, block.replace), ends);
        QByteArray after;
        for (size_t i = 0; i < fileLines.size(); ++i) {
            if (i == size_t(found.front().at))
                after += with;
            if (i < size_t(found.front().at) || i >= size_t(found.front().at) + searched)
                after += fileLines[i];
        }
        if (!text.endsWith('\n') && size_t(found.front().at) + searched == fileLines.size()
            && after.endsWith('\n'))
            after.chop(after.endsWith("\r\n") ? 2 : 1); // the file had no newline at its end
        m_draft.write(m_file, after, m_draft.mode(m_file));
        return std::nullopt;
    }

    ApplyResult severalFound(const Block &block, const std::vector<Found> &found) const
    {
        QStringList places;
        for (const Found &place : found)
            places.append(QString::number(place.at + 1));
        places.removeDuplicates();
        return refuse(block, u"ambiguous"_s,
                      u"its search stands in '%1' more than once, at lines %2%3; give more lines "
                      u"around it"_s.arg(m_file, places.join(u", "_s),
                                         found.size() >= 5 ? u" …"_s : QString()));
    }

    ApplyResult notFound(const Block &block, Lines fileLines, LineEnds ends)
    {
        const QByteArray search =
            withLineEnds(part(block.search + 1, block.dividers.front()), ends);
        const auto wanted = splitLines(search);
        LineFinder finder(20'000'000);
        const qsizetype nearest = finder.nearest(fileLines, wanted);
        if (nearest < 0)
            return refuse(block, u"does-not-apply"_s,
                          u"none of its search stands in '%1'; it begins %2"_s.arg(
                              m_file, quotedLine(wanted.front())));
        QString shown;
        const size_t last =
            std::min(size_t(nearest) + std::min<size_t>(wanted.size(), 8), fileLines.size());
        for (size_t i = size_t(nearest); i < last; ++i)
            shown += u"\n%1: %2"_s.arg(i + 1).arg(quotedLine(fileLines[i]));
        return refuse(
            block, u"does-not-apply"_s,
            u"its search does not stand in '%1' as it is; the nearest lines there are:%2"_s.arg(
                m_file, shown));
    }

    std::optional<Refusal> refuse(const Block &block, const QString &code, const QString &why) const
    {
        return Refusal{
            code,
            u"the search/replace block at line %1 of the answer: %2"_s.arg(block.search + 1)
                .arg(why)};
    }

    Lines m_lines;
    const AnswerContext &m_context;
    Draft &m_draft;
    LineFinder m_finder;
    QString m_file; ///< the last block's
};

} // namespace

bool hasSearchReplace(QByteArrayView answer)
{
    const auto lines = splitLines(answer);
    const auto blocks = blocksOf(lines);
    return std::ranges::any_of(
        blocks, [](const Block &block) { return block.replace != 0 && !block.dividers.empty(); });
}

ApplyResult applySearchReplace(const QByteArray &answer, const AnswerContext &context, Draft &draft)
{
    const auto lines = splitLines(answer);
    const auto blocks = blocksOf(lines);
    if (blocks.empty())
        return Refusal{u"no-code"_s,
                       u"the answer has no \"<<<<<<< SEARCH\" block; it begins %1"_s.arg(
                           lines.empty() ? u"with nothing"_s : quotedLine(lines.front()))};
    BlockApplier applier(lines, context, draft);
    for (const Block &block : blocks)
        if (auto refused = applier.apply(block); !refused || *refused)
            return refused;
    return std::nullopt;
}

} // namespace touchstone

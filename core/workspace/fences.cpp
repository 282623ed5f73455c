#include "core/workspace/fences.h"

#include "core/base/text.h"
#include "core/workspace/lines.h"
#include "core/workspace/symboltext.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// A line that opens or may close a block.
struct Fence {
    char mark = 0; ///< '`' or '~'; 0: no fence
    qsizetype length = 0;
    qsizetype indent = 0;
    QByteArrayView info;
};

Fence fenceOf(QByteArrayView line)
{
    const qsizetype indent = indentOf(line).size();
    const QByteArrayView rest = withoutEnd(line).sliced(std::min(indent, withoutEnd(line).size()));
    if (rest.isEmpty() || (rest.front() != '`' && rest.front() != '~'))
        return {};
    Fence fence{rest.front(), 0, indent, {}};
    while (fence.length < rest.size() && rest.at(fence.length) == fence.mark)
        ++fence.length;
    fence.info = rest.sliced(fence.length).trimmed();
    const bool inlineCode = fence.mark == '`' && fence.info.contains('`');
    return fence.length >= 3 && !inlineCode ? fence : Fence{};
}

bool closes(const Fence &fence, const Fence &opener, bool diff)
{
    if (fence.mark != opener.mark || fence.length < opener.length || !fence.info.isEmpty())
        return false;
    return diff ? fence.indent == opener.indent : fence.indent <= opener.indent + 3;
}

/// "python", "{.python .numberLines}" and "python:src/a.py" are all python.
QString tagOf(QByteArrayView info)
{
    while (!info.isEmpty() && (info.front() == '{' || info.front() == '.' || info.front() == ' '))
        info = info.sliced(1);
    const auto end = std::ranges::find_if(info, [](char c) {
        return c == ' ' || c == '\t' || c == ':' || c == '}' || c == ',' || c == '{' || c == '=';
    });
    const auto word = info.first(end - info.begin());
    return QString::fromUtf8(word.first(std::min<qsizetype>(word.size(), 40))).toLower();
}

QByteArrayView withoutIndent(QByteArrayView line, qsizetype most)
{
    return line.sliced(std::min(indentOf(line).size(), most));
}

/// 0: tagged with the language, 1: untagged, 2: tagged as something else, 3: surely not code of it
int tagRank(const QString &tag, const AnswerContext &context)
{
    static constexpr std::array notCode{
        "bash", "sh",        "shell", "zsh",    "console", "terminal", "powershell", "cmd",
        "text", "plaintext", "txt",   "output", "log",     "stdout",   "markdown",   "md",
    };
    if (tag.isEmpty())
        return 1;
    if (tag == context.language.toLower() || context.fenceTags.contains(tag, Qt::CaseInsensitive))
        return 0;
    const bool other = std::ranges::any_of(
        notCode, [&](const char *name) { return tag == QLatin1StringView(name); });
    return other ? 3 : 2;
}

std::vector<const FencedBlock *> candidates(const std::vector<FencedBlock> &blocks,
                                            const AnswerContext &context)
{
    for (int rank = 0; rank < 3; ++rank) {
        std::vector<const FencedBlock *> chosen;
        for (const FencedBlock &block : blocks)
            if (tagRank(block.tag, context) == rank && !block.text.trimmed().isEmpty())
                chosen.push_back(&block);
        if (!chosen.empty())
            return chosen;
    }
    return {};
}

Refusal noCode(QByteArrayView answer, bool fences)
{
    const QString begin = shortened(
        visibleText(answer.first(std::min<qsizetype>(answer.size(), 400))).simplified(), 120);
    return {u"no-code"_s,
            fences ? u"none of the answer's fenced blocks holds code of the language asked for; it "
                     u"begins \"%1\""_s.arg(begin)
                   : u"the answer has no fenced code block; it begins \"%1\""_s.arg(begin)};
}

} // namespace

bool isDiffTag(const QString &tag)
{
    return tag == u"diff"_s || tag == u"patch"_s || tag == u"udiff"_s;
}

std::vector<FencedBlock> fencedBlocks(QByteArrayView answer)
{
    std::vector<FencedBlock> blocks;
    Fence opener;
    int number = 0;
    for (const QByteArrayView line : splitLines(answer)) {
        ++number;
        const Fence fence = fenceOf(line);
        if (opener.mark == 0) {
            if (fence.mark != 0) {
                opener = fence;
                blocks.push_back({tagOf(fence.info), {}, number, false});
            }
        } else if (closes(fence, opener, isDiffTag(blocks.back().tag))) {
            blocks.back().closed = true;
            opener = {};
        } else {
            blocks.back().text += withoutIndent(line, opener.indent);
        }
    }
    return blocks;
}

std::expected<QByteArray, Refusal> codeOfChat(QByteArrayView answer, const AnswerContext &context)
{
    const auto blocks = fencedBlocks(answer);
    const QString symbol = context.symbol ? context.symbol->name : QString();
    auto chosen = candidates(blocks, context);
    if (chosen.empty()) {
        if (blocks.empty() && !symbol.isEmpty() && definesSymbol(answer, symbol))
            return answer.toByteArray();
        return std::unexpected(noCode(answer, !blocks.empty()));
    }
    if (!symbol.isEmpty()) {
        const auto rest = std::ranges::stable_partition(
            chosen, [&](const FencedBlock *block) { return definesSymbol(block->text, symbol); });
        if (rest.begin() != chosen.begin())
            chosen.erase(rest.begin(), chosen.end());
    }
    const auto longest = std::ranges::max_element(chosen, [](auto *a, auto *b) {
        return a->text.size() <= b->text.size(); // the last of equals
    });
    return (*longest)->text;
}

} // namespace touchstone

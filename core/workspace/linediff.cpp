#include "core/workspace/linediff.h"

#include "core/workspace/gitlibrary.h"
#include "core/workspace/lines.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

using Kind = DiffLine::Kind;

int takeLine(const git_diff_delta *, const git_diff_hunk *, const git_diff_line *line, void *into)
{
    auto &lines = *static_cast<std::vector<DiffLine> *>(into);
    const auto kind = line->origin == GIT_DIFF_LINE_ADDITION ? Kind::Added
        : line->origin == GIT_DIFF_LINE_DELETION             ? Kind::Removed
                                                             : Kind::Same;
    const bool isLine = line->origin == GIT_DIFF_LINE_CONTEXT || kind != Kind::Same;
    if (isLine) // else it says that a newline is missing at the end
        lines.push_back({kind, std::max(0, line->old_lineno), std::max(0, line->new_lineno),
                         withoutEnd(QByteArrayView(line->content, qsizetype(line->content_len)))
                             .toByteArray()});
    return 0;
}

void addAll(QByteArrayView text, Kind kind, std::vector<DiffLine> &lines)
{
    int number = 0;
    for (const QByteArrayView line : splitLines(text)) {
        ++number;
        lines.push_back({kind, kind == Kind::Added ? 0 : number, kind == Kind::Removed ? 0 : number,
                         withoutEnd(line).toByteArray()});
    }
}

} // namespace

Result<std::vector<DiffLine>> diffLines(const QByteArray &before, const QByteArray &after,
                                        qsizetype maxBytes)
{
    std::vector<DiffLine> lines;
    if (before == after) {
        addAll(before, Kind::Same, lines);
        return lines;
    }
    if (before.isEmpty() || after.isEmpty() || before.size() + after.size() > maxBytes) {
        addAll(before, Kind::Removed, lines);
        addAll(after, Kind::Added, lines);
        return lines;
    }
    startGitLibrary();
    git_diff_options options;
    git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.context_lines = 1 << 30;
    options.flags = GIT_DIFF_FORCE_TEXT | GIT_DIFF_INDENT_HEURISTIC;
    if (git_diff_buffers(before.constData(), size_t(before.size()), nullptr, after.constData(),
                         size_t(after.size()), nullptr, &options, nullptr, nullptr, nullptr,
                         takeLine, &lines)
        != 0)
        return std::unexpected(gitError(u"comparing two texts"_s));
    return lines;
}

std::vector<SideBySideRow> sideBySide(const std::vector<DiffLine> &lines)
{
    std::vector<SideBySideRow> rows;
    rows.reserve(lines.size());
    size_t begin = 0; // of the rows that were changed in one place
    size_t filled = 0; // of them, those with an added line
    for (const DiffLine &line : lines) {
        if (line.kind == Kind::Same) {
            rows.push_back({&line, &line});
            begin = filled = rows.size();
        } else if (line.kind == Kind::Removed) {
            if (filled > begin && filled == rows.size())
                begin = rows.size(); // added ones came first: another place
            rows.push_back({&line, nullptr});
            filled = std::max(filled, begin);
        } else if (filled < rows.size()) {
            rows[filled++].after = &line;
        } else {
            rows.push_back({nullptr, &line});
            filled = rows.size();
        }
    }
    return rows;
}

TextDifference differenceWithin(QByteArrayView before, QByteArrayView after)
{
    const auto continues = [](char byte) { return (uchar(byte) & 0xC0) == 0x80; };
    qsizetype head = 0;
    const qsizetype most = std::min(before.size(), after.size());
    while (head < most && before[head] == after[head])
        ++head;
    while (head > 0
           && ((head < before.size() && continues(before[head]))
               || (head < after.size() && continues(after[head]))))
        --head;
    qsizetype tail = 0;
    while (tail < most - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    while (tail > 0 && continues(before[before.size() - tail]))
        --tail;
    return {head, before.size() - head - tail, after.size() - head - tail};
}

} // namespace touchstone

#include "core/check/linecoverage.h"

#include "core/base/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t maxRanges = 20'000; ///< in the evidence
constexpr size_t maxLines = 1'000'000;
constexpr qint64 maxLine = 10'000'000;

/// A row of numbers; empty where it is none, or not as long.
std::vector<qint64> numbersIn(const Json &row, size_t count)
{
    std::vector<qint64> numbers;
    for (const Json &number : row.is_array() && row.size() == count ? row : Json::array())
        if (number.is_number_integer())
            numbers.push_back(number.get<qint64>());
    return numbers.size() == count ? numbers : std::vector<qint64>();
}

QString rangesText(const std::vector<CoveredLine> &lines, LineState state)
{
    QStringList ranges;
    for (size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].state() != state)
            continue;
        const int first = lines[i].line;
        while (i + 1 < lines.size() && lines[i + 1].state() == state
               && lines[i + 1].line == lines[i].line + 1)
            ++i;
        ranges.append(first == lines[i].line ? QString::number(first)
                                             : u"%1 to %2"_s.arg(first).arg(lines[i].line));
    }
    return ranges.join(u", "_s);
}

} // namespace

LineCoverage lineCoverageOf(const QString &file, const FileCoverage &coverage, const Digest &blob)
{
    LineCoverage told{file, blob, {}, {}};
    for (auto it = coverage.lines.begin(); it != coverage.lines.end(); ++it) {
        if (!told.lines.empty() && told.lines.back().last + 1 == it.key()
            && told.lines.back().hits == *it)
            told.lines.back().last = it.key();
        else
            told.lines.push_back({it.key(), it.key(), *it});
    }
    for (const BranchHits &branch : coverage.branches) {
        if (told.branches.empty() || told.branches.back().line != branch.line)
            told.branches.push_back({branch.line, 0, 0});
        ++told.branches.back().total;
        told.branches.back().taken += branch.taken > 0;
    }
    return told;
}

std::vector<CoveredLine> linesOf(const LineCoverage &coverage)
{
    std::vector<CoveredLine> lines;
    for (const LineCoverage::Lines &range : coverage.lines)
        for (int line = range.first; line <= range.last && lines.size() < maxLines; ++line)
            lines.push_back({line, range.hits, 0, 0});
    for (const LineCoverage::Branches &branches : coverage.branches) {
        const auto at = std::ranges::lower_bound(lines, branches.line, {}, &CoveredLine::line);
        if (at != lines.end() && at->line == branches.line) {
            at->taken = branches.taken;
            at->total = branches.total;
        }
    }
    return lines;
}

Evidence coverageEvidence(const LineCoverage &coverage)
{
    Json data{{"file", coverage.file}, {"lines", Json::array()}};
    if (!coverage.blob.isNull())
        data["blob"] = coverage.blob.hex();
    for (const LineCoverage::Lines &range : coverage.lines)
        if (data["lines"].size() < maxRanges)
            data["lines"].push_back({range.first, range.last, range.hits});
    for (const LineCoverage::Branches &branches : coverage.branches)
        if (data["branches"].size() < maxRanges)
            data["branches"].push_back({branches.line, branches.taken, branches.total});
    return {u"coverage"_s, u"Lines run in %1"_s.arg(coverage.file), std::move(data), {}};
}

std::optional<LineCoverage> lineCoverageIn(const Evidence &evidence)
{
    if (evidence.kind != u"coverage"_s)
        return std::nullopt;
    LineCoverage coverage;
    coverage.file = stringOr(evidence.data, "file");
    coverage.blob = Digest::fromHex(stringOr(evidence.data, "blob")).value_or(Digest());
    const Json &lines = memberOr(evidence.data, "lines");
    qint64 last = 0;
    for (const Json &row : lines.is_array() ? lines : Json::array()) {
        const auto numbers = numbersIn(row, 3);
        if (numbers.empty() || numbers[0] <= last || numbers[1] < numbers[0]
            || numbers[1] > maxLine)
            continue;
        last = numbers[1];
        coverage.lines.push_back({int(numbers[0]), int(numbers[1]), numbers[2]});
    }
    const Json &branches = memberOr(evidence.data, "branches");
    for (const Json &row : branches.is_array() ? branches : Json::array()) {
        const auto numbers = numbersIn(row, 3);
        if (numbers.empty() || numbers[0] < 1 || numbers[0] > maxLine || numbers[1] < 0
            || numbers[2] < numbers[1] || numbers[2] > maxLine)
            continue;
        coverage.branches.push_back({int(numbers[0]), int(numbers[1]), int(numbers[2])});
    }
    return coverage;
}

QString coverageText(const LineCoverage &coverage)
{
    const std::vector<CoveredLine> lines = linesOf(coverage);
    QStringList parts;
    for (const auto &[state, name] :
         {std::pair(LineState::Covered, u"run: "_s), std::pair(LineState::Partly, u"in part: "_s),
          std::pair(LineState::Uncovered, u"never: "_s)})
        if (const QString ranges = rangesText(lines, state); !ranges.isEmpty())
            parts.append(name + ranges);
    return parts.join(u"; "_s);
}

} // namespace touchstone

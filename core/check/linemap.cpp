#include "core/check/linemap.h"

#include <QtCore/QHash>

#include <algorithm>

namespace touchstone {
namespace {

constexpr qint64 maxCells = 4'000'000; ///< of the table of the longest common subsequence

/// Lines [from, to) of both texts, from 0.
struct Stretch {
    int a = 0;
    int aEnd = 0;
    int b = 0;
    int bEnd = 0;
};

class Aligner {
public:
    Aligner(const std::vector<int> &a, const std::vector<int> &b, std::vector<int> &after)
        : m_a(a)
        , m_b(b)
        , m_after(after)
    {
    }

    /// Equal ends first, then between lines that stand once on each side, then line by line.
    void align(Stretch s)
    {
        while (s.a < s.aEnd && s.b < s.bEnd && same(s.a, s.b))
            pair(s.a++, s.b++);
        while (s.a < s.aEnd && s.b < s.bEnd && same(s.aEnd - 1, s.bEnd - 1))
            pair(--s.aEnd, --s.bEnd);
        if (s.a == s.aEnd || s.b == s.bEnd)
            return;
        const std::vector<std::pair<int, int>> anchors = anchorsOf(s);
        if (anchors.empty()) {
            alignByTable(s);
            return;
        }
        Stretch part{s.a, 0, s.b, 0};
        for (const auto &[a, b] : anchors) {
            part.aEnd = a;
            part.bEnd = b;
            align(part);
            pair(a, b);
            part.a = a + 1;
            part.b = b + 1;
        }
        part.aEnd = s.aEnd;
        part.bEnd = s.bEnd;
        align(part);
    }

private:
    [[nodiscard]] bool same(int a, int b) const { return m_a[size_t(a)] == m_b[size_t(b)]; }
    void pair(int a, int b) { m_after[size_t(a) + 1] = b + 1; }

    /// Lines that stand once in each side's stretch, the longest list that keeps their order.
    [[nodiscard]] std::vector<std::pair<int, int>> anchorsOf(const Stretch &s) const
    {
        struct Seen {
            int times = 0;
            int place = 0;
        };
        QHash<int, Seen> inA;
        QHash<int, Seen> inB;
        for (int i = s.a; i < s.aEnd; ++i)
            inA[m_a[size_t(i)]] = {inA.value(m_a[size_t(i)]).times + 1, i};
        for (int i = s.b; i < s.bEnd; ++i)
            inB[m_b[size_t(i)]] = {inB.value(m_b[size_t(i)]).times + 1, i};
        std::vector<std::pair<int, int>> unique; // in the order of a
        for (int i = s.a; i < s.aEnd; ++i) {
            const int line = m_a[size_t(i)];
            if (inA.value(line).times == 1 && inB.value(line).times == 1)
                unique.emplace_back(i, inB.value(line).place);
        }
        return increasing(unique);
    }

    /// Patience sorting: the longest part that increases in the second number too.
    static std::vector<std::pair<int, int>>
    increasing(const std::vector<std::pair<int, int>> &pairs)
    {
        std::vector<size_t> tops;
        std::vector<qsizetype> previous(pairs.size(), -1);
        for (size_t i = 0; i < pairs.size(); ++i) {
            const auto pile = std::ranges::lower_bound(
                tops, pairs[i].second, {}, [&](size_t top) { return pairs[top].second; });
            if (pile != tops.begin())
                previous[i] = qsizetype(*(pile - 1));
            if (pile == tops.end())
                tops.push_back(i);
            else
                *pile = i;
        }
        std::vector<std::pair<int, int>> longest;
        for (qsizetype i = tops.empty() ? -1 : qsizetype(tops.back()); i >= 0;
             i = previous[size_t(i)])
            longest.push_back(pairs[size_t(i)]);
        std::ranges::reverse(longest);
        return longest;
    }

    void alignByTable(const Stretch &s)
    {
        const qint64 width = s.bEnd - s.b + 1;
        const qint64 height = s.aEnd - s.a + 1;
        if (width * height > maxCells)
            return;
        std::vector<int> lengths(size_t(width * height));
        const auto length = [&](int i, int j) -> int & {
            return lengths[size_t((i - s.a) * width + (j - s.b))];
        };
        for (int i = s.aEnd - 1; i >= s.a; --i)
            for (int j = s.bEnd - 1; j >= s.b; --j)
                length(i, j) = same(i, j) ? length(i + 1, j + 1) + 1
                                          : std::max(length(i + 1, j), length(i, j + 1));
        for (int i = s.a, j = s.b; i < s.aEnd && j < s.bEnd;) {
            if (same(i, j))
                pair(i++, j++);
            else if (length(i + 1, j) >= length(i, j + 1))
                ++i;
            else
                ++j;
        }
    }

    const std::vector<int> &m_a;
    const std::vector<int> &m_b;
    std::vector<int> &m_after;
};

} // namespace

QStringList comparableLines(const QByteArray &text)
{
    QStringList lines;
    for (const QByteArray &line : text.split('\n'))
        lines.append(QString::fromUtf8(line).simplified());
    if (text.endsWith('\n'))
        lines.removeLast();
    return lines;
}

LineMap::LineMap(const QStringList &before, const QStringList &after)
    : m_after(size_t(before.size()) + 1)
    , m_before(size_t(after.size()) + 1)
{
    QHash<QString, int> numbers;
    const auto numbered = [&](const QStringList &lines) {
        std::vector<int> list;
        for (const QString &line : lines) {
            auto known = numbers.find(line);
            if (known == numbers.end())
                known = numbers.insert(line, int(numbers.size()));
            list.push_back(*known);
        }
        return list;
    };
    const std::vector<int> a = numbered(before);
    const std::vector<int> b = numbered(after);
    Aligner(a, b, m_after).align({0, int(a.size()), 0, int(b.size())});
    for (size_t line = 1; line < m_after.size(); ++line)
        if (m_after[line] > 0)
            m_before[size_t(m_after[line])] = int(line);
}

int LineMap::hunkBefore(int before) const
{
    if (before <= 0 || size_t(before) >= m_after.size() || m_after[size_t(before)] > 0)
        return -1;
    while (before > 0 && m_after[size_t(before)] == 0)
        --before;
    return before; // the last unchanged line above, 0 where there is none
}

int LineMap::hunkAfter(int after) const
{
    if (after <= 0 || size_t(after) >= m_before.size() || m_before[size_t(after)] > 0)
        return -1;
    while (after > 0 && m_before[size_t(after)] == 0)
        --after;
    return after > 0 ? m_before[size_t(after)] : 0;
}

} // namespace touchstone

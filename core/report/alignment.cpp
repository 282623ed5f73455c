#include "core/report/alignment.h"

#include <QtCore/QHashFunctions>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int mostDifferences = 2'000; ///< of Myers' algorithm: memory grows with the square

/// Members that differ each time and say nothing of what was done.
constexpr const char *passing[] = {
    "usage",   "duration_ms", "time_s",     "wall_us",     "cpu_us",  "peak_bytes",  "id", "parent",
    "request", "started_ms",  "request_id", "response_id", "call_id", "tool_call_id"};

using Pairs = std::vector<std::pair<int, int>>;
using Equal = std::function<bool(int, int)>;

/// How far each diagonal got after each number of differences.
class MyersTrace {
public:
    MyersTrace(int sizeA, int sizeB, const Equal &equal)
        : m_sizeA(sizeA)
        , m_sizeB(sizeB)
        , m_equal(equal)
    {
    }

    /// Equal pairs in order; none where there are too many differences.
    [[nodiscard]] Pairs pairs()
    {
        const int most = std::min(m_sizeA + m_sizeB, mostDifferences);
        for (int differences = 0; differences <= most; ++differences)
            if (advance(differences))
                return backtrack(differences);
        return {};
    }

private:
    using Reach = std::vector<int>; ///< by diagonal + differences + 1

    /// Whether the end was reached.
    bool advance(int differences)
    {
        Reach reach(size_t(2 * differences) + 3, 0);
        for (int diagonal = -differences; diagonal <= differences; diagonal += 2) {
            int x = differences == 0 ? 0 : begin(differences, diagonal);
            while (x < m_sizeA && x - diagonal < m_sizeB && x - diagonal >= 0
                   && m_equal(x, x - diagonal))
                ++x;
            reach[size_t(diagonal + differences + 1)] = x;
            if (diagonal == m_sizeA - m_sizeB && x >= m_sizeA) {
                m_reaches.push_back(std::move(reach));
                return true;
            }
        }
        m_reaches.push_back(std::move(reach));
        return false;
    }
    [[nodiscard]] int reached(int differences, int diagonal) const
    {
        return m_reaches[size_t(differences)][size_t(diagonal + differences + 1)];
    }
    /// Whether a path comes onto a diagonal by a step of B (down) rather than one of A.
    [[nodiscard]] bool comesDown(int differences, int diagonal) const
    {
        return diagonal == -differences
            || (diagonal != differences
                && reached(differences - 1, diagonal - 1) < reached(differences - 1, diagonal + 1));
    }
    [[nodiscard]] int begin(int differences, int diagonal) const
    {
        return comesDown(differences, diagonal) ? reached(differences - 1, diagonal + 1)
                                                : reached(differences - 1, diagonal - 1) + 1;
    }
    [[nodiscard]] Pairs backtrack(int differences) const
    {
        Pairs pairs;
        int x = m_sizeA;
        int diagonal = m_sizeA - m_sizeB;
        for (; differences >= 0; --differences) {
            const int from = differences == 0 ? 0 : begin(differences, diagonal);
            for (; x > from; --x)
                pairs.emplace_back(x - 1, x - 1 - diagonal);
            if (differences == 0)
                break;
            const bool down = comesDown(differences, diagonal);
            x = down ? from : from - 1;
            diagonal += down ? 1 : -1;
        }
        std::ranges::reverse(pairs);
        return pairs;
    }

    int m_sizeA;
    int m_sizeB;
    const Equal &m_equal;
    std::vector<Reach> m_reaches;
};

Pairs commonSubsequence(int sizeA, int sizeB, const Equal &equal)
{
    int begin = 0;
    while (begin < sizeA && begin < sizeB && equal(begin, begin))
        ++begin;
    int end = 0;
    while (end < sizeA - begin && end < sizeB - begin && equal(sizeA - 1 - end, sizeB - 1 - end))
        ++end;
    Pairs pairs;
    for (int i = 0; i < begin; ++i)
        pairs.emplace_back(i, i);
    const Equal shifted = [&](int a, int b) { return equal(a + begin, b + begin); };
    for (const auto &[a, b] : MyersTrace(sizeA - begin - end, sizeB - begin - end, shifted).pairs())
        pairs.emplace_back(a + begin, b + begin);
    for (int i = end; i > 0; --i)
        pairs.emplace_back(sizeA - i, sizeB - i);
    return pairs;
}

/// What stands between two equal steps: those of the same kind beside each other.
void alignGap(std::span<const StepKey> a, std::span<const StepKey> b, int fromA, int fromB,
              std::vector<AlignedStep> &rows)
{
    const Pairs pairs = commonSubsequence(int(a.size()), int(b.size()), [&](int i, int j) {
        return a[size_t(i)].kind == b[size_t(j)].kind;
    });
    int i = 0;
    int j = 0;
    const auto alone = [&](int toA, int toB) {
        for (; i < toA; ++i)
            rows.push_back({AlignedStep::Kind::OnlyA, fromA + i, -1});
        for (; j < toB; ++j)
            rows.push_back({AlignedStep::Kind::OnlyB, -1, fromB + j});
    };
    for (const auto &[pairA, pairB] : pairs) {
        alone(pairA, pairB);
        const bool same = a[size_t(i)] == b[size_t(j)];
        rows.push_back(
            {same ? AlignedStep::Kind::Same : AlignedStep::Kind::Changed, fromA + i, fromB + j});
        ++i;
        ++j;
    }
    alone(int(a.size()), int(b.size()));
}

} // namespace

QString stepText(const Event &event)
{
    QString text;
    if (event.data.is_object()) {
        Json rest = event.data;
        for (const char *member : passing)
            rest.erase(member);
        for (const char *member : {"text", "response"}) // what is long, as it is
            if (const Json &said = memberOr(rest, member); said.is_string()) {
                text += said.get<QString>() + u'\n';
                rest.erase(member);
            }
        if (!rest.empty())
            text += QString::fromUtf8(prettyJson(rest));
    } else {
        text = QString::fromUtf8(dumpJson(event.data));
    }
    for (auto it = event.blobs.cbegin(); it != event.blobs.cend(); ++it)
        if (!it.key().startsWith(u"picture"_s)) // no two are alike
            text += it.key() + u": "_s + it->hex().left(16) + u'\n';
    return text;
}

StepKey stepKey(const Event &event)
{
    const size_t kind = qHashMulti(0, int(event.type), event.actor, event.conversation);
    return {kind, qHashMulti(kind, stepText(event))};
}

std::vector<AlignedStep> alignSteps(std::span<const StepKey> a, std::span<const StepKey> b)
{
    const Pairs equal = commonSubsequence(
        int(a.size()), int(b.size()), [&](int i, int j) { return a[size_t(i)] == b[size_t(j)]; });
    std::vector<AlignedStep> rows;
    int i = 0;
    int j = 0;
    const auto gap = [&](int toA, int toB) {
        alignGap(a.subspan(size_t(i), size_t(toA - i)), b.subspan(size_t(j), size_t(toB - j)), i, j,
                 rows);
        i = toA;
        j = toB;
    };
    for (const auto &[pairA, pairB] : equal) {
        if (pairA > i || pairB > j)
            gap(pairA, pairB);
        rows.push_back({AlignedStep::Kind::Same, i++, j++});
    }
    gap(int(a.size()), int(b.size()));
    return rows;
}

} // namespace touchstone

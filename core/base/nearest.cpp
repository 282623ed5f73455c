#include "core/base/nearest.h"

#include <algorithm>
#include <numeric>
#include <vector>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype maxLength = 100; // names beyond this are not typing errors

/// How many letters must be added, removed, replaced or swapped with their neighbour.
int distance(const QString &a, const QString &b)
{
    std::vector<std::vector<int>> table(size_t(a.size()) + 1,
                                        std::vector<int>(size_t(b.size()) + 1));
    for (size_t i = 0; i < table.size(); ++i)
        table[i][0] = int(i);
    std::iota(table[0].begin(), table[0].end(), 0);
    for (size_t i = 1; i < table.size(); ++i) {
        for (size_t j = 1; j < table[0].size(); ++j) {
            const auto x = qsizetype(i) - 1;
            const auto y = qsizetype(j) - 1;
            const int replaced = table[i - 1][j - 1] + (a[x] == b[y] ? 0 : 1);
            table[i][j] = std::min({table[i - 1][j] + 1, table[i][j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[x] == b[y - 1] && a[x - 1] == b[y])
                table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
        }
    }
    return table.back().back();
}

} // namespace

QString nearestName(const QString &name, const QStringList &known)
{
    if (name.size() > maxLength)
        return {};
    const QString folded = name.toCaseFolded();
    QString best;
    int bestDistance = std::max(1, int(name.size()) / 3) + 1;
    for (const QString &candidate : known) {
        if (candidate.size() > maxLength)
            continue;
        const int d = distance(folded, candidate.toCaseFolded());
        if (d < bestDistance) {
            best = candidate;
            bestDistance = d;
        }
    }
    return best;
}

QString didYouMean(const QString &name, const QStringList &known)
{
    const QString nearest = nearestName(name, known);
    return nearest.isEmpty() ? QString() : u" (did you mean \"%1\"?)"_s.arg(nearest);
}

} // namespace touchstone

#include "core/workspace/globs.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// Wildcard matching of a sequence: after a mismatch only the last star is stretched, which is
/// enough because earlier ones already matched as little as they could.
template <typename Text, typename Pattern, typename IsStar, typename Same>
bool matchesStars(const Text &text, const Pattern &pattern, IsStar isStar, Same same)
{
    qsizetype t = 0;
    qsizetype p = 0;
    qsizetype star = -1;
    qsizetype resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && isStar(pattern.at(p))) {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && same(text.at(t), pattern.at(p))) {
            ++t;
            ++p;
        } else if (star >= 0) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && isStar(pattern.at(p)))
        ++p;
    return p == pattern.size();
}

bool matchesPart(const QString &part, const QString &glob)
{
    return matchesStars(
        part.toUcs4(), glob.toUcs4(), [](uint c) { return c == u'*'; },
        [](uint have, uint want) { return want == u'?' || have == want; });
}

} // namespace

bool matchesGlob(const QString &path, const QString &glob)
{
    QStringList parts = glob.split(u'/');
    if (parts.size() > 1 && parts.last().isEmpty())
        parts.last() = u"**"_s;
    // "tests/**" is what stands below tests, so the last ** takes at least one part
    if (parts.size() > 1 && parts.last() == u"**"_s)
        parts.append(u"*"_s);
    return matchesStars(
        path.split(u'/'), parts, [](const QString &part) { return part == u"**"_s; }, matchesPart);
}

bool matchesAnyGlob(const QString &path, const QStringList &globs)
{
    return std::ranges::any_of(globs, [&](const QString &glob) { return matchesGlob(path, glob); });
}

Manifest restored(const Manifest &current, const Manifest &fixture,
                  const QStringList &protectedGlobs, QStringList *tampered)
{
    Manifest result = current;
    QStringList differing;
    for (auto it = current.files.begin(); it != current.files.end(); ++it) {
        if (!fixture.files.contains(it.key()) && matchesAnyGlob(it.key(), protectedGlobs)) {
            result.files.remove(it.key());
            differing.append(it.key());
        }
    }
    for (auto it = fixture.files.begin(); it != fixture.files.end(); ++it) {
        const auto now = current.files.find(it.key());
        if ((now != current.files.end() && *now == *it)
            || !matchesAnyGlob(it.key(), protectedGlobs))
            continue;
        differing.append(it.key());
        for (QString other = pathInTheWay(result, it.key()); !other.isEmpty();
             other = pathInTheWay(result, it.key())) {
            result.files.remove(other);
            differing.append(other);
        }
        result.files.insert(it.key(), *it);
    }
    std::ranges::sort(differing);
    differing.removeDuplicates();
    if (tampered)
        *tampered = differing;
    return result;
}

} // namespace touchstone

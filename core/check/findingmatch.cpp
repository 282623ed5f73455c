#include "core/check/findingmatch.h"

#include "core/check/linemap.h"

#include <QtCore/QSet>

#include <algorithm>
#include <functional>
#include <tuple>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr double leastAlike = 0.6; ///< of two files' lines, for one to be the other renamed
constexpr int maxCompared = 200; ///< pairs of files that are compared line by line

/// The share of lines that two texts have in common.
double likeness(const QStringList &a, const QStringList &b)
{
    if (a.isEmpty() || b.isEmpty())
        return 0;
    const LineMap map(a, b);
    int common = 0;
    int counted = 0;
    for (qsizetype i = 0; i < a.size(); ++i) {
        if (a[i].isEmpty())
            continue;
        ++counted;
        common += map.after(int(i) + 1) > 0;
    }
    const auto lines = b.size() - b.count(QString());
    return double(2 * common) / double(std::max<qsizetype>(1, counted + lines));
}

/// Files that are not there any more, by the new file that is most like them.
QMap<QString, QString> renamedFiles(const FindingsOf &before, const FindingsOf &after)
{
    std::vector<std::tuple<double, QString, QString>> pairs; // likeness (negative, for order)
    int compared = 0;
    for (auto old = before.files.begin(); old != before.files.end(); ++old) {
        if (after.files.contains(old.key()))
            continue;
        const QStringList lines = comparableLines(*old);
        for (auto other = after.files.begin(); other != after.files.end(); ++other) {
            if (before.files.contains(other.key()))
                continue;
            double alike = *old == *other ? 1.0 : 0.0;
            if (alike < 1.0 && compared++ < maxCompared)
                alike = likeness(lines, comparableLines(*other));
            if (alike >= leastAlike)
                pairs.emplace_back(-alike, old.key(), other.key());
        }
    }
    std::ranges::sort(pairs);
    QMap<QString, QString> renamed;
    QSet<QString> taken;
    for (const auto &[alike, old, other] : pairs) {
        if (renamed.contains(old) || taken.contains(other))
            continue;
        renamed.insert(old, other);
        taken.insert(other);
    }
    return renamed;
}

/// One file in both states, with the findings that are in it.
struct FilePair {
    QStringList before;
    QStringList after;
    LineMap map;
    std::vector<SymbolRange> symbolsBefore;
    std::vector<SymbolRange> symbolsAfter;

    static QString line(const QStringList &lines, int number)
    {
        return number > 0 && number <= lines.size() ? lines[number - 1] : QString();
    }
    static QString symbol(const std::vector<SymbolRange> &symbols, int line)
    {
        const SymbolRange *found = symbolAt(symbols, line);
        return found ? found->name : QString();
    }
};

/// One finding as it is compared.
struct Candidate {
    size_t index = 0; ///< among the findings of its state
    const Diagnostic *finding = nullptr;
    QString code; ///< the line's
    QString symbol;
};

class Matcher {
public:
    Matcher(const FindingsOf &before, const FindingsOf &after)
        : m_before(before)
        , m_after(after)
        , m_taken(after.findings.size())
        , m_partner(before.findings.size())
    {
        m_match.renamed = renamedFiles(before, after);
    }

    FindingMatch match()
    {
        // by file (after) and rule
        QMap<std::pair<QString, QString>, std::pair<std::vector<size_t>, std::vector<size_t>>>
            groups;
        for (size_t i = 0; i < m_before.findings.size(); ++i) {
            const Diagnostic &finding = m_before.findings[i];
            const QString file = m_match.renamed.value(finding.file, finding.file);
            groups[{file, finding.code}].first.push_back(i);
        }
        for (size_t i = 0; i < m_after.findings.size(); ++i)
            groups[{m_after.findings[i].file, m_after.findings[i].code}].second.push_back(i);
        for (auto group = groups.begin(); group != groups.end(); ++group)
            if (!group->first.empty() && !group->second.empty())
                matchGroup(group.key().first, group->first, group->second);
        matchMoved();
        for (size_t i = 0; i < m_partner.size(); ++i) {
            if (m_partner[i])
                m_match.kept.emplace_back(i, *m_partner[i]);
            else
                m_match.gone.push_back(i);
        }
        for (size_t i = 0; i < m_taken.size(); ++i)
            if (!m_taken[i])
                m_match.fresh.push_back(i);
        return std::move(m_match);
    }

private:
    using Same = std::function<bool(const Candidate &, const Candidate &)>;

    const FilePair &filePair(const QString &file, const QString &old)
    {
        const auto known = m_files.find(file);
        if (known != m_files.end())
            return *known;
        const QStringList before = comparableLines(m_before.files.value(old));
        const QStringList after = comparableLines(m_after.files.value(file));
        return *m_files.insert(file,
                               {before, after, LineMap(before, after), m_before.symbols.value(old),
                                m_after.symbols.value(file)});
    }

    void matchGroup(const QString &file, const std::vector<size_t> &before,
                    const std::vector<size_t> &after)
    {
        const FilePair &pair = filePair(file, m_before.findings[before.front()].file);
        const auto candidates =
            [](const std::vector<size_t> &indexes, const std::vector<Diagnostic> &findings,
               const QStringList &lines, const std::vector<SymbolRange> &symbols) {
                std::vector<Candidate> list;
                for (const size_t i : indexes)
                    list.push_back({i, &findings[i], FilePair::line(lines, findings[i].line),
                                    FilePair::symbol(symbols, findings[i].line)});
                std::ranges::stable_sort(list, {}, [](const Candidate &c) {
                    return std::tuple(c.finding->line, c.finding->column, c.finding->message);
                });
                return list;
            };
        const auto old = candidates(before, m_before.findings, pair.before, pair.symbolsBefore);
        const auto now = candidates(after, m_after.findings, pair.after, pair.symbolsAfter);

        const Same sameMessage = [](const Candidate &a, const Candidate &b) {
            return a.finding->message == b.finding->message;
        };
        const Same sameSymbol = [](const Candidate &a, const Candidate &b) {
            return a.symbol == b.symbol;
        };
        const Same sameLine = [&](const Candidate &a, const Candidate &b) {
            const int line = a.finding->line;
            return line == 0 ? b.finding->line == 0 : pair.map.after(line) == b.finding->line;
        };
        const Same sameCode = [](const Candidate &a, const Candidate &b) {
            return !a.code.isEmpty() && a.code == b.code;
        };
        const Same sameHunk = [&](const Candidate &a, const Candidate &b) {
            const int hunk = pair.map.hunkBefore(a.finding->line);
            return hunk >= 0 && hunk == pair.map.hunkAfter(b.finding->line);
        };
        const auto both = [](const Same &first, const Same &second) -> Same {
            return
                [=](const Candidate &a, const Candidate &b) { return first(a, b) && second(a, b); };
        };
        for (const Same &same :
             {both(sameLine, sameMessage), sameLine, both(both(sameCode, sameSymbol), sameMessage),
              both(sameCode, sameSymbol), both(both(sameHunk, sameSymbol), sameMessage),
              both(sameHunk, sameSymbol), both(sameMessage, sameSymbol), sameCode})
            pairUp(old, now, same);
    }

    /// Code that went to a new file takes its findings along.
    void matchMoved()
    {
        const auto codeOf = [](const FindingsOf &state, QMap<QString, QStringList> &known,
                               const Diagnostic &finding) {
            if (!known.contains(finding.file))
                known.insert(finding.file, comparableLines(state.files.value(finding.file)));
            return FilePair::line(known.value(finding.file), finding.line);
        };
        QMap<QString, QStringList> linesBefore;
        QMap<QString, QStringList> linesAfter;
        QMap<std::pair<QString, QString>, std::vector<size_t>> moved; // by rule and code
        for (size_t i = 0; i < m_taken.size(); ++i) {
            const Diagnostic &finding = m_after.findings[i];
            if (!m_taken[i] && !m_before.files.contains(finding.file))
                moved[{finding.code, codeOf(m_after, linesAfter, finding)}].push_back(i);
        }
        for (size_t i = 0; i < m_partner.size() && !moved.isEmpty(); ++i) {
            if (m_partner[i])
                continue;
            const Diagnostic &finding = m_before.findings[i];
            const QString code = codeOf(m_before, linesBefore, finding);
            const auto found = moved.find({finding.code, code});
            if (code.isEmpty() || found == moved.end() || found->empty())
                continue;
            m_partner[i] = found->front();
            m_taken[found->front()] = true;
            found->erase(found->begin());
        }
    }

    /// In the order of their places, each with the first that is left.
    void pairUp(const std::vector<Candidate> &before, const std::vector<Candidate> &after,
                const Same &same)
    {
        for (const Candidate &a : before) {
            if (m_partner[a.index])
                continue;
            for (const Candidate &b : after) {
                if (m_taken[b.index] || !same(a, b))
                    continue;
                m_partner[a.index] = b.index;
                m_taken[b.index] = true;
                break;
            }
        }
    }

    const FindingsOf &m_before;
    const FindingsOf &m_after;
    std::vector<bool> m_taken; ///< findings after
    std::vector<std::optional<size_t>> m_partner; ///< of findings before
    QMap<QString, FilePair> m_files; ///< by the name after
    FindingMatch m_match;
};

} // namespace

const SymbolRange *symbolAt(const std::vector<SymbolRange> &symbols, int line)
{
    const SymbolRange *found = nullptr;
    for (const SymbolRange &symbol : symbols) {
        const LineRange &range = symbol.definition;
        if (range.first > line || range.last < line)
            continue;
        if (!found || range.last - range.first <= found->definition.last - found->definition.first)
            found = &symbol;
    }
    return found;
}

std::optional<size_t> FindingMatch::after(size_t before) const
{
    for (const auto &[from, to] : kept)
        if (from == before)
            return to;
    return std::nullopt;
}

FindingMatch matchFindings(const FindingsOf &before, const FindingsOf &after)
{
    return Matcher(before, after).match();
}

} // namespace touchstone

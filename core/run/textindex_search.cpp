// Looking words up in a TextIndex, and in the run what stands around them.
#include "core/run/textindex_state.h"

#include "core/base/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype snippetBefore = 40;
constexpr qsizetype snippetSize = 200;

/// Words and phrases as FTS5 wants them, each in quotes, so that none of its own syntax is left.
QStringList termsOf(const QString &words)
{
    QStringList terms;
    bool isQuoted = false;
    for (const QString &part : QString(words).remove(QChar(0)).split(u'"')) {
        if (isQuoted && !part.trimmed().isEmpty())
            terms.append(part.simplified());
        else if (!isQuoted)
            terms += part.simplified().split(u' ', Qt::SkipEmptyParts);
        isQuoted = !isQuoted;
    }
    terms.removeIf([](const QString &term) {
        return std::ranges::none_of(
            term, [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c.isSurrogate(); });
    });
    return terms;
}

QString expressionOf(const QStringList &terms)
{
    QStringList quoted;
    for (const QString &term : terms)
        quoted.append(u'"' + term + u"\" *"_s); // or the beginning of a word
    return quoted.join(u' ');
}

/// Around the first of the terms that is there, on one line.
void setSnippet(TextIndex::Hit &hit, const QString &text, const QStringList &terms)
{
    qsizetype at = -1;
    qsizetype size = 0;
    for (const QString &term : terms) {
        const qsizetype found = text.indexOf(term, 0, Qt::CaseInsensitive);
        if (found >= 0 && (at < 0 || found < at)) {
            at = found;
            size = term.size();
        }
    }
    const qsizetype from = std::max<qsizetype>(0, at - snippetBefore);
    const auto clean = [](const QString &piece) { // runs of blanks are one, at the ends too
        QString line = (u'|' + visibleText(piece) + u'|').simplified();
        return line.sliced(1, line.size() - 2);
    };
    const qsizetype begin = std::max<qsizetype>(at, 0);
    const QString before = (from > 0 ? u"…"_s : QString()) + clean(text.mid(from, begin - from));
    const QString match = clean(text.mid(begin, size));
    const QString behind = clean(text.mid(begin + size, snippetSize));
    hit.snippet = before + match + behind;
    if (begin + size + snippetSize < text.size())
        hit.snippet += u'…';
    if (at >= 0) {
        hit.matchAt = before.size();
        hit.matchSize = match.size();
    }
}

/// An event each, and not the attempts as a whole: they may be long.
Result<void> lookUp(const RunFile &file, std::vector<TextIndex::Hit> &hits,
                    const QStringList &terms)
{
    for (TextIndex::Hit &hit : hits) {
        const auto events = file.events(hit.attempt, hit.event - 1, 1);
        if (!events && events.error().code != ErrorCode::Corrupt
            && events.error().code != ErrorCode::NotFound)
            return std::unexpected(events.error());
        for (const Event &event : events ? *events : Trace())
            if (event.id == hit.event) {
                hit.type = event.type;
                setSnippet(hit, searchableText(event, file), terms);
            }
    }
    return {};
}

} // namespace

/// In the order of the run; at most `limit`, or all (-1). A damaged index is begun anew.
Result<void> TextIndex::visitPlaces(const RunFile &file, const QStringList &terms, int limit,
                                    const Visit &visit)
{
    auto query = m_state->database.prepare(
        "SELECT a.id, p.event FROM words JOIN part p ON p.n = words.rowid "
        "JOIN attempt a ON a.n = p.attempt WHERE words MATCH ? ORDER BY words.rowid LIMIT ?");
    if (!query)
        return std::unexpected(query.error());
    query->bind(1, expressionOf(terms)).bind(2, limit);
    for (;;) {
        const auto row = query->step();
        if (!row && row.error().code == ErrorCode::Corrupt) {
            *query = {};
            if (auto begun = beginAnew(file); !begun)
                return std::unexpected(std::move(begun.error()));
        }
        if (!row)
            return std::unexpected(row.error());
        if (!*row || !visit(query->text(0), query->integer(1)))
            return query->typed();
    }
}

Result<std::vector<TextIndex::Hit>> TextIndex::search(const RunFile &file, const QString &words,
                                                      int limit)
{
    std::vector<Hit> hits;
    const QStringList terms = termsOf(words);
    if (terms.isEmpty())
        return hits;
    const auto add = [&hits](const QString &attempt, qint64 event) {
        hits.push_back({attempt, event, EventType::Note, {}, -1, 0});
        return true;
    };
    if (auto visited = visitPlaces(file, terms, limit, add); !visited)
        return std::unexpected(std::move(visited.error()));
    if (auto found = lookUp(file, hits, terms); !found)
        return std::unexpected(std::move(found.error()));
    return hits;
}

Result<TextIndex::Found>
TextIndex::searchIn(const RunFile &file, const QString &words, int limit,
                    const std::function<bool(const QString &attempt)> &wanted,
                    const std::function<bool()> &goesOn)
{
    constexpr qint64 lookEvery = 1024; // places between two looks at whether this is wanted still
    Found found;
    const QStringList terms = termsOf(words);
    if (terms.isEmpty())
        return found;
    QString last;
    bool isWanted = false;
    bool isCancelled = false;
    const auto count = [&](const QString &attempt, qint64 event) {
        if (attempt != last) {
            last = attempt;
            isWanted = wanted(attempt);
        }
        (isWanted ? found.wanted : found.others) += 1;
        if (isWanted && std::ssize(found.hits) < limit)
            found.hits.push_back({attempt, event, EventType::Note, {}, -1, 0});
        isCancelled = (found.wanted + found.others) % lookEvery == 0 && goesOn && !goesOn();
        return !isCancelled;
    };
    if (auto visited = visitPlaces(file, terms, -1, count); !visited)
        return std::unexpected(std::move(visited.error()));
    if (isCancelled)
        return fail(ErrorCode::Cancelled, u"no longer wanted"_s);
    if (auto read = lookUp(file, found.hits, terms); !read)
        return std::unexpected(std::move(read.error()));
    return found;
}

} // namespace touchstone

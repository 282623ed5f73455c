#include "citations.h"

#include "core/check/evidence.h"
#include "core/workspace/fences.h"

#include <QtCore/QHash>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype maxWord = 500;
constexpr qsizetype maxGap = 40; ///< characters between a path and its symbol

const QRegularExpression &wordPattern()
{
    static const QRegularExpression pattern(u"[^\\s`\\[\\]()<>\"'|{}*,;]+"_s);
    return pattern;
}

/// A path with what follows it: lines, or a symbol.
const QRegularExpression &citationPattern()
{
    static const QRegularExpression pattern(
        u"^(?<path>.+?)(?:(?::|#)L?(?<first>[0-9]{1,9})(?:[:C][0-9]{1,9})?"
        u"(?:[-\u2013\u2014]L?(?<last>[0-9]{1,9})(?:[:C][0-9]{1,9})?)?"
        u"|(?:::?|#)(?<symbol>[A-Za-z_$~][A-Za-z0-9_$~.:#]{0,200}))?$"_s);
    return pattern;
}

const QRegularExpression &symbolPattern()
{
    static const QRegularExpression pattern(
        u"^[A-Za-z_$~][A-Za-z0-9_$~]*(?:(?:\\.|::|#)[A-Za-z_$~][A-Za-z0-9_$~]*)*(?:\\(.{0,200}\\))?$"_s);
    return pattern;
}

/// What may stand between a path and the symbol beside it.
bool joins(QStringView gap)
{
    static const QRegularExpression pattern(
        u"^[\\s:,()\\[\\]\\-\u2013\u2014>\u2192*_\"']*(?:(?:the|class|function|method|constant|variable|type|in|of|from|at|defined|and|file|see)\\b[\\s:,()*_\"']*)*$"_s);
    return gap.size() <= maxGap && !gap.contains(u'\n') && pattern.matchView(gap).hasMatch();
}

QString bareSymbol(const QString &text)
{
    const qsizetype open = text.indexOf(u'(');
    return open < 0 ? text : text.left(open);
}

/// Finds files by what people write for them.
class Files {
public:
    explicit Files(const Manifest &workspace)
        : m_workspace(workspace)
    {
        for (auto it = workspace.files.begin(); it != workspace.files.end(); ++it) {
            m_byName[it.key().section(u'/', -1)].append(it.key());
            if (const qsizetype dot = it.key().lastIndexOf(u'.'); dot > 0)
                m_endings.insert(it.key().mid(dot));
        }
    }

    /// The file that is meant; empty: there is none, or there are several.
    [[nodiscard]] QString meant(QString path) const
    {
        for (const QString &start : {u"./"_s, u"/work/"_s, u"/"_s})
            if (path.startsWith(start))
                path = path.mid(start.size());
        if (m_workspace.files.contains(path))
            return path;
        QString only;
        for (const QString &known : m_byName.value(path.section(u'/', -1))) {
            if (!known.endsWith(u'/' + path))
                continue;
            if (!only.isEmpty())
                return {};
            only = known;
        }
        return only;
    }

    /// Whether it has the looks of a path in this workspace, be it there or not.
    [[nodiscard]] bool looksLikeOne(const QString &path) const
    {
        static const QRegularExpression pattern(u"^[\\w.@+~/-]*\\w\\.[A-Za-z][A-Za-z0-9_+]{0,9}$"_s,
                                                QRegularExpression::UseUnicodePropertiesOption);
        return pattern.match(path).hasMatch()
            && (path.contains(u'/') || m_endings.contains(path.mid(path.lastIndexOf(u'.'))));
    }

private:
    const Manifest &m_workspace;
    QHash<QString, QStringList> m_byName;
    QSet<QString> m_endings;
};

/// A citation in the running text, with where it stands.
struct Found {
    Citation citation;
    qsizetype from = 0;
    qsizetype to = 0;
    bool marked = false; ///< in a code span, or the target of a link
};

/// A code span that might name a symbol.
struct SymbolSpan {
    QString symbol;
    qsizetype from = 0;
    qsizetype to = 0;
    bool taken = false; ///< by a path
};

class Scanner {
public:
    Scanner(const QString &text, const Files &files)
        : m_text(text)
        , m_files(files)
    {
    }

    std::vector<Citation> citations()
    {
        findSpans();
        for (auto words = wordPattern().globalMatch(m_text); words.hasNext();) {
            const auto match = words.next();
            if (match.capturedLength() <= maxWord)
                takeWord(match.capturedStart(), match.capturedEnd());
        }
        findSymbolsBeside();
        return settled();
    }

private:
    /// Code spans of one line that have the form of a symbol and are no file.
    void findSpans()
    {
        static const QRegularExpression span(u"`([^`\\n]{1,300})`"_s);
        for (auto spans = span.globalMatch(m_text); spans.hasNext();) {
            const auto match = spans.next();
            const QString inner = match.captured(1).trimmed();
            if (symbolPattern().match(inner).hasMatch() && m_files.meant(inner).isEmpty()
                && !m_files.looksLikeOne(inner))
                m_spans.push_back({bareSymbol(inner), match.capturedStart(), match.capturedEnd()});
        }
    }

    [[nodiscard]] bool isMarked(qsizetype from) const
    {
        if (from == 0)
            return false;
        const QChar before = m_text[from - 1];
        return before == u'`' || (before == u'(' && from > 1 && m_text[from - 2] == u']')
            || (before == u'<' && from > 2 && m_text[from - 2] == u'(');
    }

    void takeWord(qsizetype from, qsizetype to)
    {
        static const QString closing = u".:!?"_s;
        while (to > from && closing.contains(m_text[to - 1]))
            --to;
        const QString word = m_text.mid(from, to - from);
        if (word.contains(u"://"_s))
            return;
        const auto match = citationPattern().match(word);
        if (!match.hasMatch())
            return;
        const QString path = match.captured(u"path"_s);
        const QString symbol = match.captured(u"symbol"_s);
        const bool ranged = match.hasCaptured(u"first"_s);
        Found found{{word, m_files.meant(path), {}, {}}, from, to, isMarked(from)};
        if (found.citation.file.isEmpty()) {
            // of what is not there, only what can't be anything else is held against the answer
            const bool isPath = m_files.looksLikeOne(path)
                && (ranged || (symbol.isEmpty() && found.marked && path.contains(u'/')));
            if (!isPath)
                return;
            found.citation.file = path;
        } else if (!ranged && symbol.isEmpty() && !found.marked && !path.contains(u'/')) {
            return; // "Makefile" in prose
        }
        if (ranged) {
            const int first = match.captured(u"first"_s).toInt();
            found.citation.range = LineRange{
                first, match.hasCaptured(u"last"_s) ? match.captured(u"last"_s).toInt() : first};
        }
        found.citation.symbol = bareSymbol(symbol);
        m_found.push_back(std::move(found));
    }

    /// Gives paths the symbols that stand right beside them; each symbol belongs to one path.
    /// "`push` in `src/stack.py`" says more than a symbol that merely follows.
    void findSymbolsBeside()
    {
        for (const bool told : {true, false})
            for (Found &found : m_found)
                if (!found.citation.range && found.citation.symbol.isEmpty())
                    findSymbolBeside(found, told);
    }

    void findSymbolBeside(Found &found, bool told)
    {
        const auto after = std::ranges::lower_bound(m_spans, found.to, {}, &SymbolSpan::from);
        if (!told && after != m_spans.end() && isBeside(*after, found.to, after->from, false))
            return take(*after, found);
        const auto before = std::ranges::lower_bound(m_spans, found.from, {}, &SymbolSpan::from);
        if (before == m_spans.begin())
            return;
        SymbolSpan &last = *std::prev(before);
        if (last.to <= found.from && isBeside(last, last.to, found.from, told))
            take(last, found);
    }

    [[nodiscard]] bool isBeside(const SymbolSpan &span, qsizetype from, qsizetype to,
                                bool told) const
    {
        static const QRegularExpression place(u"\\b(?:in|of|from|at)\\b"_s);
        if (span.taken || to - from > maxGap)
            return false;
        // the path's own marks stand between, too
        const QString gap = m_text.mid(from, to - from).remove(u'`');
        return joins(gap) && (!told || place.match(gap).hasMatch());
    }

    static void take(SymbolSpan &span, Found &found)
    {
        span.taken = true;
        found.citation.symbol = span.symbol;
        found.citation.text += u' ' + span.symbol;
    }

    /// Without the mentions of files that are cited more closely elsewhere.
    std::vector<Citation> settled()
    {
        QSet<QString> closely;
        for (const Found &found : m_found)
            if (found.citation.range || !found.citation.symbol.isEmpty())
                closely.insert(found.citation.file);
        std::vector<Citation> list;
        for (Found &found : m_found)
            if (found.citation.range || !found.citation.symbol.isEmpty()
                || !closely.contains(found.citation.file))
                list.push_back(std::move(found.citation));
        return list;
    }

    const QString &m_text;
    const Files &m_files;
    std::vector<SymbolSpan> m_spans;
    std::vector<Found> m_found;
};

/// [12, 20], 12 or "12-20"; nothing: not given or not to be read.
std::optional<LineRange> rangeFrom(const Json &json)
{
    const auto line = [](const Json &value) {
        return value.is_number_integer()
            ? int(std::clamp<qint64>(value.get<qint64>(), -1, 1'000'000'000))
            : -1;
    };
    if (json.is_number_integer())
        return LineRange{line(json), line(json)};
    if (json.is_array() && json.size() == 2)
        return LineRange{line(json[0]), line(json[1])};
    if (json.is_null())
        return std::nullopt;
    if (json.is_string()) {
        static const QRegularExpression pattern(u"^L?([0-9]{1,9})(?:-L?([0-9]{1,9}))?$"_s);
        const auto match = pattern.match(json.get<QString>());
        if (match.hasMatch())
            return LineRange{match.captured(1).toInt(),
                             match.hasCaptured(2) ? match.captured(2).toInt()
                                                  : match.captured(1).toInt()};
    }
    return LineRange{-1, -1}; // given, and no range of any file
}

/// The lists in blocks tagged json; nothing where there is none.
std::optional<std::vector<Citation>> listedCitations(const QByteArray &answer, const Files &files)
{
    std::optional<std::vector<Citation>> listed;
    for (const FencedBlock &block : fencedBlocks(answer)) {
        if (block.tag != u"json"_s)
            continue;
        const auto json = parseJson(block.text, {u"the answer"_s, {}, block.line});
        if (!json || !memberOr(*json, "citations").is_array())
            continue;
        if (!listed)
            listed.emplace();
        for (const Json &item : (*json)["citations"]) {
            if (item.is_string()) { // "src/a.py:12", as in running text
                const QString text = u'`' + item.get<QString>() + u'`';
                for (Citation &citation : Scanner(text, files).citations())
                    listed->push_back(std::move(citation));
                continue;
            }
            Citation citation;
            const QString path = stringOr(item, "file");
            const QString meant = files.meant(path);
            citation.file = meant.isEmpty() ? path : meant;
            citation.symbol = stringOr(item, "symbol");
            citation.range = rangeFrom(memberOr(item, "range"));
            citation.text = oneLine(dumpJson(item));
            listed->push_back(std::move(citation));
            if (listed->size() > maxCitations)
                return listed;
        }
    }
    return listed;
}

} // namespace

Citations citationsIn(const QByteArray &answer, const Manifest &workspace)
{
    const Files files(workspace);
    const QByteArray head = answer.left(maxCitedText);
    Citations citations;
    citations.cut = head.size() < answer.size();
    if (auto listed = listedCitations(head, files)) {
        citations.list = std::move(*listed);
    } else {
        const QString text = QString::fromUtf8(head);
        citations.list = Scanner(text, files).citations();
    }
    if (citations.list.size() > maxCitations) {
        citations.list.resize(maxCitations);
        citations.cut = true;
    }
    return citations;
}

} // namespace touchstone

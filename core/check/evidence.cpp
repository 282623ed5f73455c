#include "core/check/evidence.h"

#include "core/base/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int contextLines = 3;
constexpr qsizetype maxCells = 4'000'000; ///< of the table of the longest common subsequence

struct Edit {
    char16_t mark; ///< ' ', '-' or '+'
    QString line;
};

/// Lengths of the longest common subsequences of all tails of the two lists.
std::vector<quint16> tailLengths(const QStringList &a, const QStringList &b)
{
    const size_t width = size_t(b.size()) + 1;
    std::vector<quint16> lengths((size_t(a.size()) + 1) * width);
    for (size_t i = size_t(a.size()); i-- > 0;) {
        for (size_t j = size_t(b.size()); j-- > 0;) {
            lengths[i * width + j] = a[qsizetype(i)] == b[qsizetype(j)]
                ? quint16(lengths[(i + 1) * width + j + 1] + 1)
                : std::max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
        }
    }
    return lengths;
}

std::vector<Edit> editsOfMiddle(const QStringList &a, const QStringList &b)
{
    std::vector<Edit> edits;
    qsizetype i = 0;
    qsizetype j = 0;
    if ((a.size() + 1) * (b.size() + 1) <= maxCells) {
        const auto lengths = tailLengths(a, b);
        const auto length = [&](qsizetype x, qsizetype y) {
            return lengths[size_t(x) * (size_t(b.size()) + 1) + size_t(y)];
        };
        while (i < a.size() && j < b.size()) {
            if (a[i] == b[j]) {
                edits.push_back({u' ', a[i++]});
                ++j;
            } else if (length(i + 1, j) >= length(i, j + 1)) {
                edits.push_back({u'-', a[i++]});
            } else {
                edits.push_back({u'+', b[j++]});
            }
        }
    }
    while (i < a.size())
        edits.push_back({u'-', a[i++]});
    while (j < b.size())
        edits.push_back({u'+', b[j++]});
    return edits;
}

std::vector<Edit> editsBetween(const QStringList &a, const QStringList &b)
{
    qsizetype head = 0;
    while (head < a.size() && head < b.size() && a[head] == b[head])
        ++head;
    qsizetype tail = 0;
    while (tail < a.size() - head && tail < b.size() - head
           && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    std::vector<Edit> edits;
    for (qsizetype i = 0; i < head; ++i)
        edits.push_back({u' ', a[i]});
    for (Edit &edit : editsOfMiddle(a.sliced(head, a.size() - head - tail),
                                    b.sliced(head, b.size() - head - tail)))
        edits.push_back(std::move(edit));
    for (qsizetype i = a.size() - tail; i < a.size(); ++i)
        edits.push_back({u' ', a[i]});
    return edits;
}

/// Where the hunk ends that begins at `first`: the next place with more than twice the context of
/// equal lines, or the end.
size_t hunkEnd(const std::vector<Edit> &edits, size_t first)
{
    size_t end = first;
    for (size_t i = first; i < edits.size() && i <= end + 2 * contextLines; ++i)
        if (edits[i].mark != u' ')
            end = i;
    return std::min(edits.size(), end + 1 + contextLines);
}

QStringList linesOf(const QString &text)
{
    QStringList lines = text.split(u'\n');
    if (lines.last().isEmpty())
        lines.removeLast();
    else
        lines.last() += u"\n\\ No newline at end of file"_s;
    return lines;
}

} // namespace

QString unifiedDiff(const QString &before, const QString &after)
{
    const std::vector<Edit> edits = editsBetween(linesOf(before), linesOf(after));
    QString diff;
    int oldLine = 1;
    int newLine = 1;
    size_t done = 0;
    const auto advance = [&](size_t to, QString *body, int *olds, int *news) {
        for (; done < to; ++done) {
            const Edit &edit = edits[done];
            if (body)
                *body += QChar(edit.mark) + edit.line + u'\n';
            *olds += edit.mark != u'+';
            *news += edit.mark != u'-';
        }
    };
    for (size_t i = 0; i < edits.size(); ++i) {
        if (i < done || edits[i].mark == u' ')
            continue;
        advance(std::max(done, i < contextLines ? 0 : i - contextLines), nullptr, &oldLine,
                &newLine);
        int olds = 0;
        int news = 0;
        QString body;
        advance(hunkEnd(edits, i), &body, &olds, &news);
        diff += u"@@ -%1,%2 +%3,%4 @@\n"_s.arg(oldLine).arg(olds).arg(newLine).arg(news) + body;
        oldLine += olds;
        newLine += news;
    }
    return diff;
}

Evidence textEvidence(const QString &title, QByteArrayView text)
{
    // Bytes beyond what is shown need not be decoded; four bytes a character at most.
    QByteArrayView head = text;
    QByteArray cut;
    if (text.size() > 8 * shownText) {
        cut = text.first(4 * shownText).toByteArray() + "\n…\n"
            + text.last(4 * shownText).toByteArray();
        head = cut;
    }
    return {u"text"_s, title, {{"text", shortened(visibleText(head), shownText)}}, {}};
}

Evidence placeEvidence(const QString &file, int line, int column, const QString &message)
{
    Json data{{"file", file}, {"message", shortened(visibleText(message), 2000)}};
    if (line > 0)
        data["line"] = line;
    if (column > 0)
        data["column"] = column;
    return {u"place"_s, oneLine(message, 80), std::move(data), {}};
}

Evidence diffEvidence(const QString &title, const QByteArray &expected, const QByteArray &found)
{
    const QString before = shortened(visibleText(QByteArrayView(expected)), shownText);
    const QString after = shortened(visibleText(QByteArrayView(found)), shownText);
    return {u"diff"_s,
            title,
            {{"before", before}, {"after", after}, {"unified", unifiedDiff(before, after)}},
            {}};
}

Evidence tableEvidence(const QString &title, const QStringList &columns,
                       const std::vector<QStringList> &rows, size_t maxRows)
{
    Json cells = Json::array();
    for (size_t i = 0; i < rows.size() && i < maxRows; ++i)
        cells.push_back(rows[i]);
    const QString shown = rows.size() > maxRows
        ? u"%1 (the first %2 of %3)"_s.arg(title).arg(maxRows).arg(rows.size())
        : title;
    return {u"table"_s, shown, {{"columns", columns}, {"rows", std::move(cells)}}, {}};
}

QString oneLine(const QString &text, qsizetype limit)
{
    QString line = visibleText(text.left(4 * limit)).simplified();
    if (line.size() > limit)
        line = line.left(limit - 1) + u'…';
    return line;
}

QString oneLine(const QByteArray &text, qsizetype limit)
{
    return oneLine(QString::fromUtf8(text.first(std::min(text.size(), 8 * limit))), limit);
}

} // namespace touchstone

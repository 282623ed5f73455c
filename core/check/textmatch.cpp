#include "core/check/textmatch.h"

#include "core/check/evidence.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

QByteArray withoutEndSpace(const QByteArray &line)
{
    qsizetype size = line.size();
    while (size > 0 && (line[size - 1] == ' ' || line[size - 1] == '\t' || line[size - 1] == '\r'))
        --size;
    return line.first(size);
}

QByteArrayList trimmedLines(const QByteArray &text)
{
    QByteArrayList lines = text.split('\n');
    for (QByteArray &line : lines)
        line = withoutEndSpace(line);
    while (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    while (!lines.isEmpty() && lines.first().isEmpty())
        lines.removeFirst();
    return lines;
}

QString quoted(const QByteArray &text)
{
    return u"'%1'"_s.arg(oneLine(text, 60));
}

std::optional<QString>
listMismatch(const QByteArrayList &expected, const QByteArrayList &found, const QString &what,
             const std::function<bool(const QByteArray &, const QByteArray &)> &equal)
{
    for (qsizetype i = 0; i < expected.size() && i < found.size(); ++i)
        if (!equal(expected[i], found[i]))
            return u"%1 %2: expected %3, got %4"_s.arg(what).arg(i + 1).arg(quoted(expected[i]),
                                                                            quoted(found[i]));
    if (expected.size() > found.size())
        return u"%1 %2 is missing: expected %3"_s.arg(what)
            .arg(found.size() + 1)
            .arg(quoted(expected[found.size()]));
    if (found.size() > expected.size())
        return u"%1 %2 is one too many: %3"_s.arg(what)
            .arg(expected.size() + 1)
            .arg(quoted(found[expected.size()]));
    return std::nullopt;
}

bool tokensEqual(const QByteArray &expected, const QByteArray &found, const Tolerance &tolerance)
{
    if (expected == found)
        return true;
    bool expectedIsNumber = false;
    bool foundIsNumber = false;
    const double a = expected.toDouble(&expectedIsNumber);
    const double b = found.toDouble(&foundIsNumber);
    return !tolerance.isExact() && expectedIsNumber && foundIsNumber && tolerance.isClose(a, b);
}

QByteArrayList tokensOf(const QByteArray &text)
{
    QByteArrayList tokens = text.simplified().split(' ');
    tokens.removeAll({});
    return tokens;
}

} // namespace

std::optional<TextMatch> textMatchFromName(const QString &name)
{
    if (name == u"exact"_s)
        return TextMatch::Exact;
    if (name == u"trimmed"_s)
        return TextMatch::Trimmed;
    if (name == u"tokens"_s)
        return TextMatch::Tokens;
    if (name == u"lines"_s)
        return TextMatch::Lines;
    return std::nullopt;
}

std::optional<QString> textMismatch(const QByteArray &expected, const QByteArray &found,
                                    TextMatch match, const Tolerance &tolerance)
{
    const auto same = [](const QByteArray &a, const QByteArray &b) { return a == b; };
    switch (match) {
    case TextMatch::Exact:
        if (expected == found)
            return std::nullopt;
        return listMismatch(expected.split('\n'), found.split('\n'), u"line"_s, same);
    case TextMatch::Trimmed:
        return listMismatch(trimmedLines(expected), trimmedLines(found), u"line"_s, same);
    case TextMatch::Tokens:
        return listMismatch(
            tokensOf(expected), tokensOf(found), u"word"_s,
            [&](const QByteArray &a, const QByteArray &b) { return tokensEqual(a, b, tolerance); });
    case TextMatch::Lines:
        break;
    }
    QByteArrayList wanted = trimmedLines(expected);
    QByteArrayList got = trimmedLines(found);
    std::ranges::sort(wanted);
    std::ranges::sort(got);
    return listMismatch(wanted, got, u"line (sorted)"_s, same);
}

} // namespace touchstone

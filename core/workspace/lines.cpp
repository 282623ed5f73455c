#include "core/workspace/lines.h"

#include "core/base/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

QByteArrayView withoutTrailing(QByteArrayView line)
{
    while (!line.isEmpty() && (isSpace(line.back()) || line.back() == '\n'))
        line.chop(1);
    return line;
}

} // namespace

std::vector<QByteArrayView> splitLines(QByteArrayView text)
{
    std::vector<QByteArrayView> lines;
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('\n');
        const qsizetype size = end < 0 ? text.size() : end + 1;
        lines.push_back(text.first(size));
        text = text.sliced(size);
    }
    return lines;
}

QByteArrayView withoutEnd(QByteArrayView line)
{
    if (line.endsWith('\n'))
        line.chop(1);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

QByteArrayView indentOf(QByteArrayView line)
{
    const auto end = std::ranges::find_if(line, [](char c) { return c != ' ' && c != '\t'; });
    return line.first(end - line.begin());
}

bool isBlank(QByteArrayView line)
{
    return withoutTrailing(line).isEmpty();
}

QString quotedLine(QByteArrayView line)
{
    const QString text =
        visibleText(withoutEnd(line).first(std::min<qsizetype>(withoutEnd(line).size(), 400)));
    return u"\"%1\""_s.arg(text.size() > 120 ? text.left(119) + u'…' : text);
}

LineEnds lineEnds(QByteArrayView text)
{
    qsizetype all = 0;
    qsizetype crLf = 0;
    for (qsizetype at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
        ++all;
        crLf += at > 0 && text.at(at - 1) == '\r';
    }
    if (all == 0)
        return LineEnds::None;
    if (crLf == 0)
        return LineEnds::Lf;
    return crLf == all ? LineEnds::CrLf : LineEnds::Mixed;
}

QByteArray withLineEnds(QByteArrayView text, LineEnds wanted)
{
    QByteArray result = text.toByteArray();
    if (wanted != LineEnds::Lf && wanted != LineEnds::CrLf)
        return result;
    result.replace("\r\n", "\n");
    if (wanted == LineEnds::CrLf)
        result.replace("\n", "\r\n");
    return result;
}

LineFinder::LineFinder(qint64 budget)
    : m_budget(budget)
{
}

bool LineFinder::sameLine(QByteArrayView a, QByteArrayView b, Compare compare)
{
    m_budget -= 4;
    if (compare == Compare::IgnoreTrailing) {
        const qsizetype whole = a.size() + b.size();
        a = withoutTrailing(a);
        b = withoutTrailing(b);
        m_budget -= (whole - a.size() - b.size()) / 4;
    } else {
        if (a.endsWith('\n'))
            a.chop(1);
        if (b.endsWith('\n'))
            b.chop(1);
    }
    if (a.size() != b.size())
        return false;
    m_budget -= a.size() / 16;
    return a == b;
}

bool LineFinder::matchesAt(Lines text, qsizetype at, Lines wanted, Compare compare)
{
    if (at < 0 || at > qsizetype(text.size()) - qsizetype(wanted.size()))
        return false;
    for (size_t i = 0; i < wanted.size(); ++i)
        if (exhausted() || !sameLine(text[size_t(at) + i], wanted[i], compare))
            return false;
    return true;
}

std::vector<qsizetype> LineFinder::find(Lines text, Lines wanted, qsizetype from, Compare compare,
                                        size_t most)
{
    std::vector<qsizetype> places;
    const auto last = qsizetype(text.size()) - qsizetype(wanted.size());
    for (qsizetype at = from; at <= last && places.size() < most && !exhausted(); ++at)
        if (matchesAt(text, at, wanted, compare))
            places.push_back(at);
    return places;
}

qsizetype LineFinder::nearest(Lines text, Lines wanted)
{
    qsizetype best = -1;
    qsizetype bestCount = 0;
    for (size_t at = 0; at < text.size() && !exhausted(); ++at) {
        qsizetype count = 0;
        for (size_t i = 0; i < wanted.size() && at + i < text.size() && !exhausted(); ++i)
            count +=
                sameLine(text[at + i], wanted[i], Compare::IgnoreTrailing) && !isBlank(wanted[i]);
        if (count > bestCount) {
            best = qsizetype(at);
            bestCount = count;
        }
    }
    return best;
}

} // namespace touchstone

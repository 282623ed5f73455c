#include "core/workspace/reindent.h"

namespace touchstone {
namespace {

/// Whether the next line is rightly indented more.
bool opensMore(QByteArrayView line)
{
    const QByteArrayView text = line.trimmed();
    return !text.isEmpty() && QByteArrayView(":{([,\\").contains(text.back());
}

} // namespace

QByteArray reindented(Lines lines, const std::vector<bool> &inString, QByteArrayView from,
                      QByteArrayView to)
{
    QByteArray result;
    for (size_t i = 0; i < lines.size(); ++i) {
        if (from == to || isBlank(lines[i]) || inString[i] || !lines[i].startsWith(from))
            result += lines[i];
        else
            result += to.toByteArray() + lines[i].sliced(from.size()).toByteArray();
    }
    return result;
}

QByteArrayView bodyIndent(Lines lines, const std::vector<bool> &inString)
{
    if (lines.empty())
        return {};
    const QByteArrayView first = indentOf(lines[0]);
    QByteArrayView least;
    QByteArrayView next;
    bool any = false;
    for (size_t i = 1; i < lines.size(); ++i) {
        if (isBlank(lines[i]) || inString[i])
            continue;
        const QByteArrayView indent = indentOf(lines[i]);
        if (!any)
            next = indent;
        if (!any || indent.size() < least.size())
            least = indent;
        any = true;
    }
    // trimmed: "x = 1" over "    return x", or "if x:" over "        y" over "    z"
    if (any && first.size() < least.size() && (!opensMore(lines[0]) || least.size() < next.size()))
        return least;
    return first;
}

} // namespace touchstone

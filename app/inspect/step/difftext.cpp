#include "app/inspect/step/difftext.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <functional>

namespace touchstone::inspect {
namespace {

using Row = DiffText::Row;

void add(DiffText &into, Row row, QByteArrayView text, int before, int after)
{
    into.text += text;
    into.text += '\n';
    into.rows.push_back(row);
    into.before.push_back(before);
    into.after.push_back(after);
}

QByteArray skippedText(size_t lines)
{
    return (lines == 1 ? QCoreApplication::translate("DiffView", "⋯ 1 unchanged line")
                       : QCoreApplication::translate("DiffView", "⋯ %1 unchanged lines").arg(lines))
        .toUtf8();
}

/// Which of some rows are shown: those that differ and `context` around them; a gap of one line is
/// no gap.
std::vector<bool> shownRows(const std::vector<bool> &differs, int context)
{
    if (context < 0)
        return std::vector<bool>(differs.size(), true);
    std::vector<bool> shown(differs.size());
    const auto reach = size_t(context);
    for (size_t i = 0; i < differs.size(); ++i)
        if (differs[i])
            for (size_t j = i > reach ? i - reach : 0; j < std::min(differs.size(), i + reach + 1);
                 ++j)
                shown[j] = true;
    for (size_t i = 1; i + 1 < shown.size(); ++i)
        if (!shown[i] && shown[i - 1] && shown[i + 1])
            shown[i] = true;
    return shown;
}

/// Calls `show` for each row that is shown, and `skip` with how many were not.
void walk(const std::vector<bool> &shown, const std::function<void(size_t)> &show,
          const std::function<void(size_t)> &skip)
{
    for (size_t i = 0; i < shown.size();) {
        if (shown[i]) {
            show(i++);
            continue;
        }
        const auto end =
            size_t(std::find(shown.begin() + qsizetype(i), shown.end(), true) - shown.begin());
        skip(end - i);
        i = end;
    }
}

/// Marks what differs within two lines, unless that is nearly all of them.
void compare(DiffText &before, DiffText &after, int beforeRow, int afterRow, const DiffLine &old,
             const DiffLine &now)
{
    const TextDifference difference = differenceWithin(old.text, now.text);
    const auto letters = [](const QByteArray &text) { return text.simplified().size(); };
    const QByteArray same =
        old.text.first(difference.at) + ' ' + old.text.sliced(difference.at + difference.before);
    if (letters(same) * 2 < std::max(letters(old.text), letters(now.text)))
        return;
    if (difference.before > 0)
        before.changed.push_back({beforeRow, difference.at, difference.before});
    if (difference.after > 0)
        after.changed.push_back({afterRow, difference.at, difference.after});
}

} // namespace

std::vector<int> DiffText::changeRows() const
{
    std::vector<int> begins;
    for (size_t i = 0; i < rows.size(); ++i) {
        const auto isChange = [&](size_t at) {
            return rows[at] != Row::Same && rows[at] != Row::Skipped;
        };
        if (isChange(i) && (i == 0 || !isChange(i - 1)))
            begins.push_back(int(i));
    }
    return begins;
}

DiffText inlineText(const std::vector<DiffLine> &lines, int context)
{
    std::vector<bool> differs;
    for (const DiffLine &line : lines)
        differs.push_back(line.kind != DiffLine::Kind::Same);
    DiffText text;
    std::vector<int> rowOf(lines.size(), -1);
    walk(
        shownRows(differs, context),
        [&](size_t i) {
            const DiffLine &line = lines[i];
            rowOf[i] = int(text.rows.size());
            add(text,
                line.kind == DiffLine::Kind::Same        ? Row::Same
                    : line.kind == DiffLine::Kind::Added ? Row::Added
                                                         : Row::Removed,
                line.text, line.before, line.after);
        },
        [&](size_t count) { add(text, Row::Skipped, skippedText(count), 0, 0); });
    for (const SideBySideRow &row : sideBySide(lines))
        if (row.before && row.after && row.before != row.after)
            compare(text, text, rowOf[size_t(row.before - lines.data())],
                    rowOf[size_t(row.after - lines.data())], *row.before, *row.after);
    return text;
}

DiffSides sidesText(const std::vector<DiffLine> &lines, int context)
{
    const std::vector<SideBySideRow> rows = sideBySide(lines);
    std::vector<bool> differs;
    for (const SideBySideRow &row : rows)
        differs.push_back(row.before != row.after);
    DiffSides sides;
    const auto put = [](DiffText &into, const DiffLine *line, Row changed, bool same) {
        const bool isOld = changed == Row::Removed;
        if (line)
            add(into, same ? Row::Same : changed, line->text, isOld ? line->before : 0,
                isOld ? 0 : line->after);
        else
            add(into, Row::Padding, {}, 0, 0);
    };
    walk(
        shownRows(differs, context),
        [&](size_t i) {
            const auto [before, after] = rows[i];
            put(sides.before, before, Row::Removed, before == after);
            put(sides.after, after, Row::Added, before == after);
            const int row = int(sides.before.rows.size()) - 1;
            if (before && after && before != after)
                compare(sides.before, sides.after, row, row, *before, *after);
        },
        [&](size_t count) {
            add(sides.before, Row::Skipped, skippedText(count), 0, 0);
            add(sides.after, Row::Skipped, skippedText(count), 0, 0);
        });
    return sides;
}

} // namespace touchstone::inspect

#include "core/report/textgrid.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int gap = 2;
constexpr int narrowestFirst = 12;

struct Range {
    char32_t first;
    char32_t last;
};

/// East Asian wide and fullwidth blocks and emoji (Unicode Standard Annex 11), in broad strokes.
constexpr std::array wideRanges{
    Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},
    Range{0x3400, 0x4DBF},   Range{0x4E00, 0x9FFF},   Range{0xA000, 0xA4CF},
    Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},
    Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F},
    Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD},
};

int widthOf(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing
        || category == QChar::Other_Format)
        return 0;
    const auto holds = [c](const Range &range) { return c >= range.first && c <= range.last; };
    return std::ranges::any_of(wideRanges, holds) ? 2 : 1;
}

QString padded(const QString &text, int width, TextGrid::Align align)
{
    const QString space(std::max(0, width - displayWidth(text)), u' ');
    return align == TextGrid::Align::Left ? text + space : space + text;
}

QString withoutTrailingSpace(QString line)
{
    while (line.endsWith(u' '))
        line.chop(1);
    return line;
}

} // namespace

int displayWidth(const QString &text)
{
    int width = 0;
    for (const char32_t c : text.toUcs4())
        width += widthOf(c);
    return width;
}

QString inked(const QString &text, Ink ink, bool colour)
{
    static constexpr std::array codes{"0", "1", "2", "32", "31", "33"};
    if (!colour || ink == Ink::Plain || text.isEmpty())
        return text;
    return u"\x1b[%1m%2\x1b[0m"_s.arg(QLatin1StringView(codes.at(size_t(ink))), text);
}

TextGrid::TextGrid(std::vector<Align> columns)
    : m_columns(std::move(columns))
{
}

void TextGrid::addHeader(const QStringList &titles)
{
    std::vector<Cell> cells;
    for (const QString &title : titles)
        cells.push_back({title, Ink::Dim});
    addRow(std::move(cells));
}

void TextGrid::addRow(std::vector<Cell> cells)
{
    for (Cell &cell : cells) // strangers' newlines and escapes must not break the table
        cell.text = visibleText(shortName(cell.text)).replace(u'\n', u'␊').replace(u'\t', u'␉');
    cells.resize(m_columns.size());
    m_rows.push_back(std::move(cells));
}

std::vector<int> TextGrid::naturalWidths() const
{
    std::vector<int> widths(m_columns.size(), 1);
    for (const auto &row : m_rows)
        for (size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], displayWidth(row[i].text));
    for (const size_t column : m_hidden)
        widths[column] = 0;
    return widths;
}

namespace {

/// What all columns but the first take, with the gaps before them.
int widthBehindFirst(const std::vector<int> &widths)
{
    int width = 0;
    for (size_t i = 1; i < widths.size(); ++i)
        width += widths[i] > 0 ? widths[i] + gap : 0;
    return width;
}

} // namespace

bool TextGrid::fits(int width) const
{
    const std::vector<int> widths = naturalWidths();
    return widths[0] + widthBehindFirst(widths) <= width;
}

std::vector<int> TextGrid::widths(int width) const
{
    std::vector<int> widths = naturalWidths();
    const int first = std::min(narrowestFirst, widths[0]);
    for (const size_t column : m_optional)
        if (first + widthBehindFirst(widths) > width)
            widths[column] = 0;
    widths[0] = std::clamp(width - widthBehindFirst(widths), first, widths[0]);
    return widths;
}

QString TextGrid::text(int width, bool colour) const
{
    QString text;
    const std::vector<int> columnWidths = widths(width);
    for (const auto &row : m_rows) {
        QString line;
        for (size_t i = 0; i < row.size(); ++i) {
            const Cell &cell = row[i];
            if (columnWidths[i] == 0)
                continue;
            if (i == 0 && displayWidth(cell.text) > columnWidths[0]) {
                text += inked(cell.text, cell.ink, colour) + u'\n';
                line = QString(columnWidths[0], u' ');
                continue;
            }
            if (i > 0)
                line += QString(gap, u' ');
            line += inked(padded(cell.text, columnWidths[i], m_columns[i]), cell.ink, colour);
        }
        text += withoutTrailingSpace(line) + u'\n';
    }
    return text;
}

} // namespace touchstone

#include "core/base/text.h"
#include "core/report/chartdata.h"
#include "core/report/csv.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int curveRows = 8; ///< of a table that stands for a curve

QString escaped(QChar c)
{
    switch (c.unicode()) {
    case u'\\':
        return u"\\textbackslash{}"_s;
    case u'~':
        return u"\\textasciitilde{}"_s;
    case u'^':
        return u"\\textasciicircum{}"_s;
    case u'<':
        return u"\\textless{}"_s;
    case u'>':
        return u"\\textgreater{}"_s;
    case u'|':
        return u"\\textbar{}"_s;
    case u'"':
        return u"\\textquotedbl{}"_s;
    case u'\'':
        return u"\\textquotesingle{}"_s;
    case u'`':
        return u"\\textasciigrave{}"_s;
    case u'-': // no dashes out of hyphens
        return u"{-}"_s;
    case u'\n':
    case u'\t':
        return u" "_s;
    case 0x2013:
        return u"\\textendash{}"_s;
    case 0x2212:
        return u"$-$"_s;
    case 0x2026:
        return u"\\ldots{}"_s;
    case 0xb7:
        return u"\\textperiodcentered{}"_s;
    case 0x2039:
        return u"\\guilsinglleft{}"_s;
    case 0x203a:
        return u"\\guilsinglright{}"_s;
    default:
        break;
    }
    if (u"#$%&_{}"_s.contains(c))
        return QString(u'\\') + c;
    if (c.unicode() < 0x80 || c.isLetterOrNumber() || c.isSurrogate() || c.isMark())
        return c;
    return u"[U+%1]"_s.arg(c.unicode(), 4, 16, QChar(u'0'));
}

/// Text as LaTeX shows it, and not as LaTeX means it.
QString latexText(const QString &text)
{
    QString all;
    for (const QChar c : visibleText(text))
        all += escaped(c);
    return all;
}

QString cellOf(const ChartPoint &point, ChartUnit unit)
{
    QString cell = chartValueText(unit, point.y);
    if (std::isfinite(point.low) && std::isfinite(point.high))
        cell +=
            u" [%1, %2]"_s.arg(chartValueText(unit, point.low), chartValueText(unit, point.high));
    return cell;
}

/// A table's row: what x is, and each series' cell.
struct Row {
    QString head;
    QStringList cells;
};

const ChartPoint *pointAt(const ChartSeries &series, double x)
{
    for (const ChartPoint &point : series.points)
        if (point.x == x)
            return &point;
    return nullptr;
}

std::vector<double> placesIn(const ChartData &data)
{
    std::vector<double> places;
    for (const ChartSeries &series : data.series)
        for (const ChartPoint &point : series.points)
            places.push_back(point.x);
    std::ranges::sort(places);
    places.erase(std::ranges::unique(places).begin(), places.end());
    return places;
}

bool isCurve(const ChartData &data)
{
    return data.isSteps && std::ranges::none_of(data.series, [](const ChartSeries &series) {
               return !series.points.empty() && std::isfinite(series.points.front().xEnd);
           });
}

QString headOf(const ChartData &data, double x)
{
    for (const ChartSeries &series : data.series) {
        const ChartPoint *point = pointAt(series, x);
        if (!point)
            continue;
        if (std::isfinite(point->xEnd))
            return u"%1 to %2"_s.arg(chartValueText(data.x.unit, point->x),
                                     chartValueText(data.x.unit, point->xEnd));
        if (!point->label.isEmpty() && data.x.unit == ChartUnit::Date)
            return u"%1 (%2)"_s.arg(chartValueText(data.x.unit, x), point->label);
        if (!point->label.isEmpty())
            return point->label;
    }
    return chartValueText(data.x.unit, x);
}

std::vector<Row> rowsOf(const ChartData &data)
{
    std::vector<Row> rows;
    const bool curve = isCurve(data);
    for (const double x : curve ? chartTicks(data.x, curveRows) : placesIn(data)) {
        Row row{headOf(data, x), {}};
        for (const ChartSeries &series : data.series) {
            const ChartPoint *point = pointAt(series, x);
            row.cells.append(curve       ? chartValueText(data.y.unit, stepAt(series, x))
                                 : point ? cellOf(*point, data.y.unit)
                                         : u"–"_s);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

QString seriesTitle(const ChartData &data, const ChartSeries &series)
{
    return series.name.isEmpty() ? data.y.title : series.name;
}

} // namespace

QString chartCsv(const ChartData &data)
{
    QString text = u"series,label,x,x_end,y,low_95,high_95,n,errors,errors_as_0,errors_as_1,x_is,"
                   "y_is\r\n"_s;
    for (const ChartSeries &series : data.series)
        for (const ChartPoint &p : series.points) {
            const QStringList cells{
                csvText(series.name),  csvText(p.label),       csvNumber(p.x),
                csvNumber(p.xEnd),     csvNumber(p.y),         csvNumber(p.low),
                csvNumber(p.high),     QString::number(p.n),   QString::number(p.errors),
                csvNumber(p.errorLow), csvNumber(p.errorHigh), csvText(data.x.title),
                csvText(data.y.title)};
            text += cells.join(u',') + u"\r\n"_s;
        }
    return text;
}

QString chartLatex(const ChartData &data)
{
    QString text = u"% needs \\usepackage{booktabs}, \\usepackage[T1]{fontenc}, "
                   "\\usepackage{textcomp}\n"_s;
    text += u"\\begin{table}\n  \\centering\n"_s;
    if (!data.title.isEmpty())
        text += u"  \\caption{%1}\n"_s.arg(latexText(data.title));
    text += u"  \\begin{tabular}{l%1}\n    \\toprule\n"_s.arg(
        QString(qsizetype(data.series.size()), u'r'));
    QStringList heads{latexText(data.x.title)};
    for (const ChartSeries &series : data.series)
        heads.append(latexText(seriesTitle(data, series)));
    text += u"    "_s + heads.join(u" & "_s) + u" \\\\\n    \\midrule\n"_s;
    for (const Row &row : rowsOf(data)) {
        text += u"    "_s + latexText(row.head);
        for (const QString &cell : row.cells)
            text += u" & "_s + latexText(cell);
        text += u" \\\\\n"_s;
    }
    text += u"    \\bottomrule\n  \\end{tabular}\n"_s;
    QStringList notes;
    for (const ChartSeries &series : data.series)
        if (!series.notes.isEmpty())
            notes.append((series.name.isEmpty() ? QString() : series.name + u": "_s)
                         + series.notes.join(u"; "_s) + u'.');
    notes += data.notes;
    if (!notes.isEmpty())
        text += u"\n  \\smallskip\n  {\\footnotesize %1\\par}\n"_s.arg(latexText(notes.join(u' ')));
    return text + u"\\end{table}\n"_s;
}

} // namespace touchstone

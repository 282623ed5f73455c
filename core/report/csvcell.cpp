#include "core/base/text.h"
#include "core/report/csv.h"

#include <cmath>

namespace touchstone {

QString csvText(const QString &text)
{
    // A spreadsheet takes what begins with one of these for a formula (OWASP, "CSV injection").
    static constexpr QStringView formulaStarts = u"=+-@\t\r|%＝＋－＠";
    QString cell = visibleText(text);
    if (!cell.isEmpty() && formulaStarts.contains(cell.front()))
        cell.prepend(u'\'');
    if (cell.contains(u'"') || cell.contains(u',') || cell.contains(u'\n') || cell.contains(u'\r'))
        cell = u'"' + cell.replace(u'"', QStringLiteral("\"\"")) + u'"';
    return cell;
}

QString csvNumber(double number)
{
    return std::isfinite(number) ? QString::number(number, 'g', 17) : QString();
}

} // namespace touchstone

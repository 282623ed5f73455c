#include "app/scenarios/diffcode.h"

#include "app/ide/codeview.h"

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

constexpr int mostMarks = 20'000; // lines

} // namespace

void showDiff(ide::CodeView &code, const QByteArray &diff)
{
    code.show(diff, u"change.diff"_s);
    int number = 0;
    for (const QByteArray &line : diff.split('\n')) {
        if (++number > mostMarks)
            break;
        if (line.startsWith('+') && !line.startsWith("+++ "))
            code.mark(number, ide::CodeView::Mark::Added);
        else if (line.startsWith('-') && !line.startsWith("--- "))
            code.mark(number, ide::CodeView::Mark::Removed);
    }
}

} // namespace touchstone::scenarios

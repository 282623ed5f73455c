#include "core/report/xmltext.h"

#include "core/base/text.h"

namespace touchstone {

QString xmlText(const QString &text)
{
    QString shown = visibleText(text);
    for (qsizetype i = 0; i < shown.size(); ++i) {
        const QChar c = shown.at(i);
        const bool isPair =
            c.isHighSurrogate() && i + 1 < shown.size() && shown.at(i + 1).isLowSurrogate();
        if (isPair)
            ++i;
        else if (c.isSurrogate() || c.unicode() >= 0xFFFE)
            shown[i] = QChar::ReplacementCharacter;
    }
    return shown;
}

} // namespace touchstone

#include "core/base/text.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

bool isBidiControl(char16_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E
        || c == 0x200F;
}

} // namespace

QString visibleText(QByteArrayView bytes)
{
    return visibleText(QString::fromUtf8(bytes));
}

QString visibleText(const QString &text)
{
    QString shown;
    shown.reserve(text.size());
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        if (u == u'\n' || u == u'\t')
            shown += c;
        else if (u < 0x20)
            shown += QChar(0x2400 + u); // Unicode's control pictures
        else if (u == 0x7F)
            shown += QChar(0x2421);
        else if ((u >= 0x80 && u < 0xA0) || isBidiControl(u))
            shown += u"‹U+%1›"_s.arg(uint(u), 4, 16, QChar(u'0')).toUpper();
        else
            shown += c;
    }
    return shown;
}

QString shortened(const QString &text, qsizetype limit)
{
    if (text.size() <= limit)
        return text;
    const qsizetype head = limit * 2 / 3;
    const qsizetype tail = limit - head;
    return u"%1\n… %2 characters left out …\n%3"_s.arg(text.left(head))
        .arg(text.size() - limit)
        .arg(text.right(tail));
}

QString shortName(const QString &name, qsizetype limit)
{
    if (name.size() <= limit)
        return name;
    const qsizetype head = limit * 2 / 3;
    return name.left(head) + u'…' + name.right(limit - head - 1);
}

} // namespace touchstone

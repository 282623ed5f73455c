#include "core/scenario/placeholder.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

QString quotedForPython(const QString &text)
{
    QString literal = u"'"_s;
    for (const QChar c : text) {
        if (c == u'\\' || c == u'\'')
            literal += u'\\' + QString(c);
        else if (c == u'\n')
            literal += u"\\n"_s;
        else if (c.unicode() < 0x20 || c.unicode() == 0x7f)
            literal += u"\\x%1"_s.arg(c.unicode(), 2, 16, QChar(u'0'));
        else
            literal += c;
    }
    return literal + u'\'';
}

} // namespace

QString pythonLiteral(const Json &value)
{
    if (value.is_null())
        return u"None"_s;
    if (value.is_boolean())
        return value.get<bool>() ? u"True"_s : u"False"_s;
    if (value.is_string())
        return quotedForPython(value.get<QString>());
    if (!value.is_structured())
        return QString::fromUtf8(dumpJson(value));
    QStringList items;
    for (const auto &[key, inner] : value.items())
        items.append(value.is_array() ? pythonLiteral(inner)
                                      : quotedForPython(QString::fromStdString(key)) + u": "_s
                             + pythonLiteral(inner));
    const QString list = items.join(u", "_s);
    return value.is_array() ? u'[' + list + u']' : u'{' + list + u'}';
}

} // namespace touchstone

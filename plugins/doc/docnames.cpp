#include "docnames.h"

#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// The parts of a qualified type's name, without what surrounds it in documentation.
QStringList typeParts(const QString &type)
{
    static const QRegularExpression link(uR"(\{@\w+\s+([^}\s]+)[^}]*\})"_s);
    static const QRegularExpression cref(u"^[A-Z!]:"_s); // the kind of member in a cref
    static const QRegularExpression around(u"[`{}\\s&*]|\\(\\)|:+$"_s);
    static const QRegularExpression separator(uR"(::|[.$#~:])"_s);
    QString name = type.trimmed();
    if (const auto match = link.match(name); match.hasMatch())
        name = match.captured(1);
    name.remove(cref).remove(around);
    if (const qsizetype generic = name.indexOf(u'<'); generic >= 0)
        name.truncate(generic);
    return name.split(separator, Qt::SkipEmptyParts);
}

} // namespace

QString plainParameter(const QString &name)
{
    QString plain = name.trimmed();
    plain.remove(u'`');
    if (plain.startsWith(u'[') && plain.endsWith(u']'))
        plain = plain.mid(1, plain.size() - 2);
    if (const qsizetype value = plain.indexOf(u'='); value > 0)
        plain.truncate(value);
    while (plain.startsWith(u'*') || plain.startsWith(u'\\') || plain.startsWith(u'&')
           || plain.startsWith(u"..."_s))
        plain.remove(0, plain.startsWith(u'.') ? 3 : 1);
    if (plain.endsWith(u"..."_s))
        plain.chop(3);
    if (plain.endsWith(u'?') || plain.endsWith(u':'))
        plain.chop(1);
    return plain.trimmed();
}

QString rootOf(const QString &parameter)
{
    const QString plain = plainParameter(parameter);
    const qsizetype end = plain.indexOf(QRegularExpression(u"[.\\[]"_s));
    return end > 0 ? plain.left(end) : plain;
}

bool isTypeParameter(const QString &documented)
{
    const QString name = documented.trimmed();
    return name.startsWith(u'<') && name.endsWith(u'>');
}

bool isPattern(const QString &parameter)
{
    const QString name = parameter.trimmed();
    return name.isEmpty() || name.startsWith(u'{') || name.startsWith(u'[');
}

bool isSameType(const QString &a, const QString &b)
{
    QStringList shorter = typeParts(a);
    QStringList longer = typeParts(b);
    if (shorter.size() > longer.size())
        std::swap(shorter, longer);
    return !shorter.isEmpty() && longer.mid(longer.size() - shorter.size()) == shorter;
}

} // namespace touchstone

#include "app/ide/location.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QUrlQuery>

using namespace Qt::StringLiterals;

namespace touchstone::ide {

Location Location::parse(const QString &text, const QString &folder)
{
    const auto absolute = [&folder](const QString &path) {
        return path.startsWith(u"touchstone:"_s)
            ? path
            : QDir::cleanPath(QDir(folder).absoluteFilePath(path));
    };
    const qsizetype hash = text.lastIndexOf(u'#');
    if (hash < 0 || QFileInfo::exists(absolute(text)))
        return {absolute(text), {}};
    Location location{absolute(text.first(hash)), {}};
    for (const auto &[name, value] :
         QUrlQuery(text.sliced(hash + 1)).queryItems(QUrl::FullyDecoded))
        location.place.insert(name, value);
    return location;
}

QString Location::text() const
{
    if (place.isEmpty())
        return path;
    QUrlQuery query;
    for (auto it = place.begin(); it != place.end(); ++it)
        query.addQueryItem(it.key(), QString::fromLatin1(QUrl::toPercentEncoding(it.value())));
    return path + u'#' + query.toString(QUrl::FullyEncoded);
}

QString joinedPaths(const QStringList &paths)
{
    QStringList all = paths;
    for (QString &path : all)
        path.replace(u'%', u"%25"_s).replace(u';', u"%3B"_s);
    return all.join(u';');
}

QStringList splitPaths(const QString &text)
{
    QStringList all = text.split(u';', Qt::SkipEmptyParts);
    for (QString &path : all)
        path.replace(u"%3B"_s, u";"_s).replace(u"%25"_s, u"%"_s);
    return all;
}

} // namespace touchstone::ide

#include "support/golden.h"

#include "core/base/paths.h"

#include "support/program.h"

#include <QtCore/QFile>

using namespace Qt::StringLiterals;

namespace touchstone::test {
namespace {

QString firstDifference(const QByteArray &actual, const QByteArray &expected)
{
    const QList<QByteArray> found = actual.split('\n');
    const QList<QByteArray> wanted = expected.split('\n');
    for (qsizetype i = 0; i < std::max(found.size(), wanted.size()); ++i)
        if (found.value(i) != wanted.value(i))
            return u"line %1 is\n  %2\nexpected\n  %3"_s.arg(i + 1).arg(
                QString::fromUtf8(found.value(i)), QString::fromUtf8(wanted.value(i)));
    return u"they differ in length"_s;
}

} // namespace

QString differsFromGolden(const QByteArray &actual, const QString &name)
{
    const auto data = dataFolder();
    if (!data)
        return data.error().text();
    const QString path = *data + u"/tests/golden/"_s + name;
    if (qEnvironmentVariableIsSet("TOUCHSTONE_UPDATE_GOLDEN")) {
        writeFile(path, actual);
        return {};
    }
    QFile file(path);
    const bool there = file.open(QIODevice::ReadOnly);
    const QByteArray expected = there ? file.readAll() : QByteArray();
    if (there && expected == actual)
        return {};
    writeFile(path + u".actual"_s, actual);
    return u"%1.actual was written: %2"_s.arg(
        path, there ? firstDifference(actual, expected) : u"there is no golden file"_s);
}

} // namespace touchstone::test

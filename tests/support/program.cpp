#include "support/program.h"

#include "core/base/paths.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QProcess>

using namespace Qt::StringLiterals;

namespace touchstone::test {

QString touchstoneProgram()
{
    return QDir::cleanPath(QCoreApplication::applicationDirPath() + u"/../touchstone"_s);
}

ProgramResult runTouchstone(const QStringList &arguments, const QString &folder)
{
    QProcess process;
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(touchstoneProgram(), arguments);
    ProgramResult result;
    if (process.waitForFinished(600'000) && process.exitStatus() == QProcess::NormalExit)
        result.exitCode = process.exitCode();
    result.output = process.readAllStandardOutput();
    result.errors = process.readAllStandardError();
    return result;
}

void writeFile(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!QDir().mkpath(QFileInfo(path).absolutePath()) || !file.open(QIODevice::WriteOnly)
        || file.write(text) != text.size())
        qFatal("can't write %s", qPrintable(path));
}

QString sharedData()
{
    const auto data = dataFolder();
    const QString folder = data ? QDir::cleanPath(*data + u"/../shared/data"_s) : QString();
    return QFileInfo(folder).isDir() ? folder : QString();
}

} // namespace touchstone::test

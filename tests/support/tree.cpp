#include "support/tree.h"

#include <QtCore/QProcess>

using namespace Qt::StringLiterals;

namespace touchstone::test {

Manifest tree(BlobStore &blobs, std::initializer_list<TreeFile> files)
{
    Manifest manifest;
    for (const TreeFile &file : files)
        manifest.files.insert(file.path, {file.mode, blobs.put(file.bytes), file.bytes.size()});
    return manifest;
}

QByteArray textOf(const Manifest &manifest, const QString &path, const BlobSource &blobs)
{
    const auto it = manifest.files.find(path);
    if (it == manifest.files.end())
        return "<none>";
    const auto bytes = blobs.blob(it->blob);
    return bytes ? *bytes : "<no bytes: " + bytes.error().text().toUtf8() + '>';
}

QByteArray git(const QString &folder, const QStringList &arguments)
{
    QProcess process;
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    environment.insert(u"HOME"_s, u"/nonexistent"_s);
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s);
    environment.insert(u"GIT_CONFIG_GLOBAL"_s, u"/dev/null"_s);
    for (const QString &who : {u"AUTHOR"_s, u"COMMITTER"_s}) {
        environment.insert(u"GIT_%1_NAME"_s.arg(who), u"Somebody"_s);
        environment.insert(u"GIT_%1_EMAIL"_s.arg(who), u"somebody@example.invalid"_s);
    }
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder);
    process.start(u"git"_s, arguments);
    if (!process.waitForFinished(120'000))
        return "git did not finish: " + process.errorString().toUtf8();
    const QByteArray output = process.readAllStandardOutput();
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return output;
    return output + "exit " + QByteArray::number(process.exitCode()) + ": "
        + process.readAllStandardError();
}

} // namespace touchstone::test

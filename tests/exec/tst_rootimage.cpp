#include "support/attemptbench.h"
#include "support/program.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// Scenarios that bring a root file system of their own: here a small one, of a shell, cat and ls
/// with what these are linked to.
class TestRootImage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void commandsRunInIt();
    void itStaysAsItWas();
    void layouts_data();
    void layouts();
    void scenarios_data();
    void scenarios();
    void unconfinedRefuses();

private:
    ExecResult run(const QString &image, const QString &script,
                   const std::vector<Mount> &mounts = {});
    QByteArray inventory() const;

    QTemporaryDir m_images;
    QString m_digest = QString(64, u'a');
    QString m_image;
    std::unique_ptr<AttemptBench> m_bench;
};

namespace {

QStringList librariesOf(const QString &program)
{
    QProcess ldd;
    ldd.start(u"ldd"_s, {program});
    ldd.waitForFinished();
    QStringList paths;
    for (const QString &word :
         QString::fromLocal8Bit(ldd.readAllStandardOutput()).split(QRegularExpression(u"\\s+"_s)))
        if (word.startsWith(u'/'))
            paths.append(word);
    return paths;
}

void copyInto(const QString &image, const QString &source, const QString &target)
{
    const QString to = image + target;
    QDir().mkpath(QFileInfo(to).absolutePath());
    if (!QFile::exists(to) && !QFile::copy(QFileInfo(source).canonicalFilePath(), to))
        qFatal("can't copy %s", qPrintable(source));
}

} // namespace

void TestRootImage::initTestCase()
{
    m_bench = std::make_unique<AttemptBench>(QString());
    if (!m_bench->problem.isEmpty())
        QSKIP(qPrintable(m_bench->problem));
    // the digits stand for an image that somebody unpacked; only the name counts
    m_image = m_images.filePath(u"elsewhere/"_s + m_digest);
    for (const QString &name : {u"sh"_s, u"cat"_s, u"ls"_s, u"id"_s}) {
        const QString program = u"/usr/bin/"_s + name;
        copyInto(m_image, program, u"/bin/"_s + name);
        for (const QString &library : librariesOf(program))
            copyInto(m_image, library, library);
    }
    writeFile(m_image + u"/etc/marker"_s, "of the image\n");
    writeFile(m_image + u"/opt/tool/data"_s, "data\n");
    writeFile(m_image + u"/work/old"_s, "hidden\n");
    writeFile(m_image + u"/tmp/old"_s, "hidden\n");
    QFile::link(u"/bin"_s, m_image + u"/usr"_s);
    QFile::link(u"etc/marker"_s, m_image + u"/marker"_s);
    qputenv("TOUCHSTONE_IMAGES",
            (m_images.filePath(u"none"_s) + u':' + m_images.filePath(u"elsewhere"_s)).toUtf8());
}

ExecResult TestRootImage::run(const QString &image, const QString &script,
                              const std::vector<Mount> &mounts)
{
    ExecRequest request;
    request.blobs = &m_bench->blobs;
    request.tree = m_bench->files({{u"file"_s, "of the workspace\n"}});
    request.command.argv = {u"/bin/sh"_s, u"-c"_s, script};
    request.command.rootFolder = image;
    request.command.mounts = mounts;
    request.command.collect = {u"**"_s};
    auto result = m_bench->executor().run(request, {});
    if (!result)
        qFatal("%s", qPrintable(result.error().text()));
    return std::move(*result);
}

QByteArray TestRootImage::inventory() const
{
    QProcess find;
    find.start(u"find"_s, {m_image, u"-printf"_s, u"%p %y %m %s %T@ %l\n"_s});
    find.waitForFinished();
    QByteArrayList lines = find.readAllStandardOutput().split('\n');
    std::ranges::sort(lines);
    return lines.join('\n');
}

void TestRootImage::commandsRunInIt()
{
    const ExecResult result =
        run(m_image,
            u"cat /etc/marker /marker /opt/tool/data file; ls -A /work /tmp /home/user; ls /usr/; "
            "ls /usr/bin/python3 /etc/passwd /usr/share; id -u; echo made >made"_s);
    QVERIFY2(result.end == ExecResult::End::Exited, qPrintable(result.ending()));
    QCOMPARE(
        result.output,
        QByteArray("of the image\nof the image\ndata\nof the workspace\n/home/user:\n\n/tmp:\n\n"
                   "/work:\nfile\ncat\nid\nls\nsh\n1000\n"));
    QCOMPARE(result.errors.count("No such file"), 3);
    QCOMPARE(result.after.files.keys(), QStringList({u"file"_s, u"made"_s}));

    ExecRequest request;
    request.blobs = &m_bench->blobs;
    request.command.argv = {u"python3"_s, u"-c"_s, u"1"_s};
    request.command.rootFolder = m_image;
    request.command.warm = u"python"_s; // of this system, not of the image
    const auto missing = m_bench->executor().run(request, {});
    QVERIFY(missing);
    QCOMPARE(missing->end, ExecResult::End::NotStarted);

    request.command.rootFolder = m_images.filePath(u"none"_s);
    const auto none = m_bench->executor().run(request, {});
    QVERIFY(!none);
    QVERIFY2(none.error().text().contains(u"is not there"_s), qPrintable(none.error().text()));
}

void TestRootImage::itStaysAsItWas()
{
    const QByteArray before = inventory();
    QVERIFY(before.count('\n') > 10);
    const ExecResult result = run(
        m_image,
        u"for f in /new /etc/marker /bin/sh /opt/tool/data /opt/new /marker /usr/new; do echo x "
        "2>/dev/null >$f && echo wrote $f; done; echo x >/tmp/x && echo x >/home/user/x && echo fine"_s);
    QCOMPARE(result.output, QByteArray("fine\n"));
    QCOMPARE(inventory(), before);
}

void TestRootImage::layouts_data()
{
    QTest::addColumn<bool>("mounted");
    QTest::addColumn<QStringList>("folders"); ///< to be there in the image beforehand
    QTest::newRow("bare") << true << QStringList{};
    QTest::newRow("folders of ours are there")
        << true
        << QStringList{u"home/user"_s, u"var/tmp"_s, u"opt/touchstone/support"_s, u"run/x"_s};
    QTest::newRow("others' are there")
        << true
        << QStringList{u"home/somebody"_s, u"opt/touchstone/other"_s, u"dev/x"_s, u"proc/x"_s};
    QTest::newRow("nothing is mounted") << false << QStringList{u"home"_s};
}

/// Whatever an image has, what a sandbox needs is made in it, and the rest of it stays.
void TestRootImage::layouts()
{
    QFETCH(bool, mounted);
    QFETCH(QStringList, folders);
    const QTemporaryDir copy;
    const QString image = copy.filePath(u"image"_s);
    QCOMPARE(QProcess::execute(u"cp"_s, {u"-a"_s, m_image, image}), 0);
    for (const QString &folder : folders)
        writeFile(image + u'/' + folder + u"/here"_s, "x");
    writeFile(copy.filePath(u"support/driver"_s), "driver\n");
    std::vector<Mount> mounts;
    if (mounted)
        mounts.push_back({copy.filePath(u"support"_s), u"/opt/touchstone/support"_s});
    const ExecResult result = run(
        image,
        u"cat /opt/tool/data; cat /opt/touchstone/support/driver; cat /home/somebody/here "
        "/opt/touchstone/other/here; test -w /home/user && test -w /tmp && test -w /work && test "
        "-e /dev/null && test -e /proc/self && echo fine"_s,
        mounts);
    QVERIFY2(result.output.startsWith("data\n"), result.output + result.errors);
    QCOMPARE(result.output.contains("driver\n"), mounted);
    QCOMPARE(result.output.count('x'), folders.contains(u"home/somebody"_s) ? 2 : 0);
    QVERIFY2(result.output.endsWith("fine\n"), result.output + result.errors);
}

void TestRootImage::scenarios_data()
{
    QTest::addColumn<QString>("image");
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<QString>("reason");
    QTest::newRow("at hand") << m_digest << Outcome::Passed << QString();
    QTest::newRow("with sha256:") << u"sha256:"_s + m_digest << Outcome::Passed << QString();
    QTest::newRow("not at hand") << QString(64, u'b') << Outcome::Unsupported
                                 << u"TOUCHSTONE_IMAGES"_s;
    QTest::newRow("no digest") << u"debian:12"_s << Outcome::Unsupported << u"SHA-256"_s;
    QTest::newRow("a path") << u"../elsewhere/"_s + m_digest << Outcome::Unsupported
                            << u"SHA-256"_s;
    QTest::newRow("this system") << QString() << Outcome::Failed << u"check 'marker'"_s;
}

/// The agent's commands and the checks' run in it.
void TestRootImage::scenarios()
{
    QFETCH(QString, image);
    QFETCH(Outcome, outcome);
    QFETCH(QString, reason);
    Scenario &scenario = m_bench->scenario;
    scenario.rootImage = image;
    scenario.turns.front().checks.clear();
    m_bench->addCheck(
        u"marker"_s, u"command"_s,
        {{"argv", {"/bin/sh", "-c", "cat /etc/marker"}}, {"stdout_matches", "of the image"}});
    m_bench->addCheck(u"seen"_s, u"files"_s,
                      {{"files_expected", {{"seen", {{"equals", "of the image\n"}}}}}});
    const FinishedAttempt attempt = m_bench->attempt([](Session &session) -> Result<void> {
        const auto result = session.execute({u"/bin/sh"_s, u"-c"_s, u"cat /etc/marker >seen"_s});
        return result ? Result<void>() : std::unexpected(result.error());
    });
    QVERIFY2(attempt.record.outcome == outcome, shown(attempt));
    QVERIFY2(attempt.record.reason.contains(reason), shown(attempt));
}

void TestRootImage::unconfinedRefuses()
{
    const auto executor = makeExecutor(Confine::Unconfined);
    QVERIFY(executor);
    ExecRequest request;
    request.blobs = &m_bench->blobs;
    request.command.argv = {u"/bin/sh"_s, u"-c"_s, u"true"_s};
    request.command.rootFolder = m_image;
    const auto result = (*executor)->run(request, {});
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Unsupported);
}

QTEST_GUILESS_MAIN(TestRootImage)
#include "tst_rootimage.moc"

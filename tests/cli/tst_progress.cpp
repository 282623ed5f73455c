#include "cli/smallpack.h"

#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <fcntl.h>
#include <pty.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace touchstone::test;

/// What `run` shows on a terminal, and where there is none.
class TestProgress : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bar_data();
    void bar();
    void plainLines();
    void dumbTerminal();
    void completesInBash_data();
    void completesInBash();

private:
    QString onTerminal(int columns, const QByteArray &term, const char *pack, const QString &file);
    SmallPack m_small;
};

/// Runs with stderr on a terminal of that width; what it showed there.
QString TestProgress::onTerminal(int columns, const QByteArray &term, const char *pack,
                                 const QString &file)
{
    winsize size{};
    size.ws_col = quint16(columns);
    size.ws_row = 24;
    int master = -1;
    int slave = -1;
    if (openpty(&master, &slave, nullptr, nullptr, &size) != 0)
        qFatal("no terminal can be had");
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TERM"_s, QString::fromLatin1(term));
    process.setProcessEnvironment(environment);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setChildProcessModifier([slave] { ::dup2(slave, STDERR_FILENO); });
    process.start(
        touchstoneProgram(),
        {u"run"_s, m_small.path(pack), u"-a"_s, m_small.samples("answers.jsonl"), u"-o"_s, file});
    QByteArray shown;
    const auto takeAll = [&] { // as it comes, so that nobody waits for room
        char bytes[4096];
        fcntl(master, F_SETFL, O_NONBLOCK);
        for (ssize_t got = 0; (got = ::read(master, bytes, sizeof bytes)) > 0;)
            shown.append(bytes, got);
    };
    while (!process.waitForFinished(50) && process.state() != QProcess::NotRunning)
        takeAll();
    takeAll();
    ::close(slave);
    ::close(master);
    return QString::fromUtf8(shown);
}

void TestProgress::bar_data()
{
    QTest::addColumn<int>("columns");
    QTest::newRow("30") << 30;
    QTest::newRow("60") << 60;
    QTest::newRow("200") << 200;
}

void TestProgress::bar()
{
    QFETCH(const int, columns);
    const QString shown = onTerminal(columns, "xterm-256color", "broken",
                                     m_small.folder.filePath(u"%1.touchstone"_s.arg(columns)));
    if (shown.contains(u"confinement"_s))
        QSKIP("this machine has no confinement");
    const QStringList states = shown.split(u"\r\x1b[K"_s);
    QVERIFY2(states.size() > 2, qPrintable(shown));
    QString last;
    for (const QString &state : states) {
        if (!state.contains(u'█') && !state.contains(u'░'))
            continue; // a note above the bar
        last = state.section(u'\r', 0, 0).section(u'\n', 0, 0);
        QVERIFY2(last.size() < columns, qPrintable(last));
    }
    QVERIFY2(states.at(1).contains(u"0 %  0/2"_s), qPrintable(states.at(1)));
    QVERIFY2(last.contains(u"100 %  2/2"_s), qPrintable(last));
    QCOMPARE(last.contains(u"2 errors"_s), true);
    QCOMPARE(last.contains(u"/s"_s), columns >= 60);
    QVERIFY(shown.contains(u"error in one (samples:answers.jsonl)"_s));
}

void TestProgress::plainLines()
{
    const ProgramResult result =
        runTouchstone({u"run"_s, m_small.path("small"), u"-a"_s, m_small.samples("answers.jsonl"),
                       u"-o"_s, m_small.path("plain.touchstone")});
    if (lacksConfinement(result))
        QSKIP("this machine has no confinement");
    QVERIFY(!result.errors.contains('\r') && !result.errors.contains('\x1b'));
    static const QRegularExpression line(u"^2/2  passed 50\\.0 % \\(1 of 2\\)  [0-9.]+/s\n$"_s);
    QVERIFY2(line.match(QString::fromUtf8(result.errors)).hasMatch(), result.errors.constData());
    QVERIFY(!result.output.contains('\x1b'));
    QVERIFY(result.output.contains("Run file: "));
}

void TestProgress::dumbTerminal()
{
    const QString shown = onTerminal(80, "dumb", "small", m_small.path("dumb.touchstone"));
    if (shown.contains(u"confinement"_s))
        QSKIP("this machine has no confinement");
    QVERIFY2(!shown.contains(u'\x1b'), qPrintable(shown));
    QVERIFY2(shown.contains(u"2/2  passed 50.0 %"_s), qPrintable(shown));
}

void TestProgress::completesInBash_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("offered");
    QTest::newRow("subcommand") << u"re"_s << u"replay report"_s;
    QTest::newRow("flag") << u"run --fi"_s << u"--filter"_s;
    QTest::newRow("choice") << u"report r.touchstone --format j"_s << u"junit jsonl json"_s;
    QTest::newRow("agent") << u"run pack -a re"_s << u"recording reference"_s;
    QTest::newRow("deeper") << u"bench mem"_s << u"memory"_s;
    QTest::newRow("flag of the deeper") << u"bench samples --st"_s << u"--strict"_s;
    QTest::newRow("importer") << u"import hu"_s << u"humaneval"_s;
    QTest::newRow("shell") << u"completion b"_s << u"bash"_s;
    QTest::newRow("file") << u"report answ"_s << u"answers.jsonl"_s;
}

void TestProgress::completesInBash()
{
    QFETCH(const QString, words);
    const ProgramResult script = runTouchstone({u"completion"_s, u"bash"_s});
    QCOMPARE(script.exitCode, 0);
    QProcess bash;
    bash.setWorkingDirectory(m_small.folder.path());
    bash.start(u"bash"_s,
               {u"-c"_s,
                QString::fromUtf8(script.output)
                    + u"\nCOMP_WORDS=(touchstone %1); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); "
                      "_touchstone; echo \"${COMPREPLY[*]}\""_s.arg(words)});
    QVERIFY(bash.waitForFinished());
    QCOMPARE(bash.readAllStandardError(), QByteArray());
    QTEST(QString::fromUtf8(bash.readAllStandardOutput()).trimmed(), "offered");
}

QTEST_GUILESS_MAIN(TestProgress)
#include "tst_progress.moc"

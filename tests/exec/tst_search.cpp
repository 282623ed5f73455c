#include "core/base/paths.h"
#include "support/attemptbench.h"
#include "support/outside.h"
#include "support/program.h"

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QUuid>
#include <QtTest/QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// Agents and answers that look for the answer: in the repository, in every file, in memory, in
/// other processes; while acting and while being judged.
class TestSearch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsWhatIsThere();
    void whileActing();
    void whileJudged();
    void inHiddenTests();
    void besideAnother();

private:
    std::unique_ptr<AttemptBench> bench() const;
    QByteArray secret(const QString &name) const { return m_secrets.value(name); }
    QByteArray searcher() const;
    Json arguments() const;

    QMap<QString, QByteArray> m_secrets; ///< name to what must not be found
    QTemporaryDir m_pack; ///< where a pack would lie
    qint64 m_since = 0;
};

namespace {

/// So that neither the program nor the request has the text itself.
QString pattern(const QByteArray &text)
{
    QString classes;
    for (const char c : text)
        classes += u"[%1]"_s.arg(QLatin1Char(c));
    return classes;
}

} // namespace

void TestSearch::initTestCase()
{
    m_since = QDateTime::currentSecsSinceEpoch() - 60;
    for (const QString &name :
         {u"reference"_s, u"expected"_s, u"stdout"_s, u"label"_s, u"hidden"_s, u"other"_s})
        m_secrets.insert(name, name.toUtf8() + QUuid::createUuid().toByteArray(QUuid::Id128));
    for (const QByteArray &text : std::as_const(m_secrets))
        writeFile(m_pack.filePath(u"%1/scenario.json"_s.arg(QString::fromLatin1(text))), text);
    const auto made = bench();
    if (!made->problem.isEmpty())
        QSKIP(qPrintable(made->problem));
}

/// The program, and its arguments as Python's.
QByteArray TestSearch::searcher() const
{
    QFile file(*dataFolder() + u"/tests/exec/programs/search.py"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("search.py can't be read");
    return file.readAll() + "\narguments = " + dumpJson(arguments()) + '\n';
}

Json TestSearch::arguments() const
{
    Json patterns = Json::object();
    for (auto it = m_secrets.begin(); it != m_secrets.end(); ++it)
        patterns[it.key().toStdString()] = pattern(*it);
    return {{"patterns", patterns}, {"since", m_since}};
}

/// A scenario with everything that an agent would like to know.
std::unique_ptr<AttemptBench> TestSearch::bench() const
{
    auto made = std::make_unique<AttemptBench>();
    Scenario &scenario = made->scenario;
    scenario.target.file = u"answer.py"_s;
    scenario.answerForm = AnswerForm::File;
    scenario.workspace =
        made->files({{u"answer.py"_s, "def search(): ...\n"}, {u"notes.txt"_s, "notes\n"}});
    scenario.reference =
        Answer{"def search(): return ['nothing']  # " + secret(u"reference"_s) + '\n', {}, {}, {}};
    SampleAnswer sample;
    sample.id = u"sample"_s;
    sample.label = u"right"_s;
    sample.note = QString::fromLatin1(secret(u"label"_s));
    sample.answer = *scenario.reference;
    scenario.samples = {sample};
    return made;
}

/// The search finds each place where it looks, so that finding nothing means something.
void TestSearch::findsWhatIsThere()
{
    const auto made = bench();
    made->scenario.workspace = made->files({{u"answer.py"_s, searcher() + R"(
import os, sys
def run():
    return search(arguments["patterns"], arguments["since"])
)"},
                                            {u"deep/in/a.txt"_s, secret(u"hidden"_s)}});
    QByteArray output;
    const auto run = [&](const QByteArray &more, const QByteArray &input) {
        made->attempt([&](Session &session) -> Result<void> {
            const auto result = session.execute(
                {u"python3"_s, u"-c"_s,
                 QString::fromUtf8("from answer import *\n" + more + "\nprint(run())")},
                input);
            output = result ? result->output + result->errors : result.error().text().toUtf8();
            return {};
        });
        return output;
    };
    QCOMPARE(run({}, {}), QByteArray("['hidden']\n"));
    QCOMPARE(run({}, secret(u"reference"_s)), QByteArray("['hidden', 'reference']\n")); // stdin
    const QByteArray halves =
        "'" + secret(u"label"_s).first(10) + "' + str('" + secret(u"label"_s).sliced(10) + "')";
    QCOMPARE(run("kept = " + halves, {}), QByteArray("['hidden', 'label']\n")); // memory
    QCOMPARE(run("os.environ['X'] = " + halves
                     + "\nos.spawnlp(os.P_NOWAIT, 'sleep', 'sleep', "
                       "'60')\ndel os.environ['X']",
                 {}),
             QByteArray("['hidden', 'label']\n"));
    // the repository's past: what was committed and removed
    QCOMPARE(run("import shutil\nshutil.rmtree('deep')", {}), QByteArray("['hidden']\n"));
}

void TestSearch::whileActing()
{
    const auto made = bench();
    made->addCheck(
        u"cases"_s, u"cases"_s,
        {{"cases",
          {{{"call", "search"}, {"expect", {QString::fromLatin1(secret(u"expected"_s))}}}}}});
    made->addCheck(
        u"tests"_s, u"tests"_s, Json::object(),
        {{u"test_hidden.py"_s, "def test(): assert '" + secret(u"hidden"_s) + "' == 0\n"}});
    made->addCheck(u"output"_s, u"output"_s,
                   {{"stdout", QString::fromLatin1(secret(u"stdout"_s))}});
    QByteArray output;
    const FinishedAttempt attempt = made->attempt([&](Session &session) -> Result<void> {
        session.write(
            u"look.py"_s,
            searcher() + "\nprint('found', search(arguments['patterns'], arguments['since']))\n");
        const auto result = session.execute({u"python3"_s, u"look.py"_s});
        if (!result)
            return std::unexpected(result.error());
        output = result->output + result->errors;
        return {};
    });
    QCOMPARE(output, QByteArray("found []\n"));
    QCOMPARE(attempt.record.outcome, Outcome::Failed);
}

void TestSearch::whileJudged()
{
    const auto made = bench();
    made->addCheck(u"cases"_s, u"cases"_s,
                   {{"cases",
                     {{{"expr", "search(arguments['patterns'], arguments['since'])"},
                       {"expect", {QString::fromLatin1(secret(u"expected"_s))}}}}}});
    made->addCheck(u"output"_s, u"output"_s,
                   {{"stdout", QString::fromLatin1(secret(u"stdout"_s))}});
    made->addCheck(u"command"_s, u"command"_s,
                   {{"argv", {"python3", "answer.py"}},
                    {"git", true},
                    {"stdout_matches", QString::fromLatin1(secret(u"expected"_s))}});
    made->addCheck(u"exit"_s, u"program"_s,
                   {{"mode", "exit"},
                    {"parts", {{{"workspace", "answer.py"}}}},
                    {"stdout", QString::fromLatin1(secret(u"stdout"_s))}});
    made->addCheck(u"parity"_s, u"program"_s,
                   {{"mode", "parity"},
                    {"parts",
                     {{{"workspace", "answer.py"}},
                      "\nassert search(arguments['patterns'], arguments['since']) == []"}}});
    const FinishedAttempt attempt =
        made->attempt({searcher()
                           + "\nif __name__ == '__main__':\n"
                             "    print('found', search(arguments['patterns'], "
                             "arguments['since']))\n",
                       {},
                       {},
                       {}});
    for (const char *check : {"cases", "output", "command", "exit"}) {
        const Verdict verdict = verdictOf(attempt, QString::fromLatin1(check));
        QVERIFY2(verdict.status == VerdictStatus::Failed, shown(attempt));
    }
    QCOMPARE(verdictOf(attempt, u"cases"_s).evidence.at(0).data["rows"].at(0).at(4), "[]");
    for (const char *check : {"output", "command", "exit"}) {
        const QByteArray evidence =
            dumpJson(toJson(verdictOf(attempt, QString::fromLatin1(check))));
        QVERIFY2(evidence.contains("found []"), shown(attempt));
    }
    // in its own process a program could patch the assertion away; it finds nothing all the same
    QVERIFY2(verdictOf(attempt, u"parity"_s).status == VerdictStatus::Passed, shown(attempt));
}

/// Hidden tests run in the answer's process, so that they are there; nothing else is.
void TestSearch::inHiddenTests()
{
    const auto made = bench();
    made->addCheck(u"tests"_s, u"tests"_s, {{"expect", "any"}},
                   {{u"test_hidden.py"_s,
                     "from answer import *\n# " + secret(u"hidden"_s)
                         + "\ndef test():\n    assert search(arguments['patterns'], "
                           "arguments['since']) == ['hidden']\n"}});
    const FinishedAttempt attempt = made->attempt({searcher(), {}, {}, {}});
    QVERIFY2(attempt.record.outcome == Outcome::Passed, shown(attempt));
}

/// Two sandboxes at one time: neither sees the other's files, processes or environment.
void TestSearch::besideAnother()
{
    const auto made = bench();
    const QString marker = QString::fromLatin1(secret(u"other"_s));
    std::stop_source stop;
    Result<ExecResult> other = fail(ErrorCode::Internal, u"it did not run"_s);
    {
        const std::jthread beside([&] {
            ExecRequest request;
            request.blobs = &made->blobs;
            request.tree = made->files({{marker, marker.toLatin1()}});
            request.command.argv = {u"sh"_s, u"-c"_s, u"cp * /tmp; sleep 600; true"_s, marker};
            request.command.environment = {{u"MARKER"_s, marker}};
            request.command.limits.wall = std::chrono::seconds(600);
            other = made->executor().run(request, stop.get_token());
        });
        const auto runs = [&] {
            for (const QString &id : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
                QFile file(u"/proc/%1/cmdline"_s.arg(id));
                if (file.open(QIODevice::ReadOnly)
                    && file.readAll().startsWith("sh" + QByteArray(1, '\0'))
                    && (file.seek(0), file.readAll().contains(marker.toLatin1())))
                    return true;
            }
            return false;
        };
        const bool running = QTest::qWaitFor(runs, 30'000);
        QByteArray output;
        made->attempt([&](Session &session) -> Result<void> {
            session.write(u"look.py"_s,
                          searcher()
                              + "\nprint('found', search(arguments['patterns'], "
                                "arguments['since']))\n");
            const auto result = session.execute({u"python3"_s, u"look.py"_s});
            output = result ? result->output + result->errors : QByteArray();
            return {};
        });
        const bool stillRunning = runs();
        stop.request_stop();
        QVERIFY(running && stillRunning);
        QCOMPARE(output, QByteArray("found []\n"));
    }
    QCOMPARE(other.error().code, ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"

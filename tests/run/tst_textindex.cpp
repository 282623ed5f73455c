#include "core/run/textindex.h"
#include "report/samplerun.h"

using namespace touchstone;
using namespace touchstone::test;

namespace {

Event eventOf(qint64 id, EventType type, Json data)
{
    Event event;
    event.id = id;
    event.type = type;
    event.actor = u"agent"_s;
    event.data = std::move(data);
    return event;
}

std::vector<FinishedAttempt> talkingAttempts()
{
    AttemptMaker maker;
    std::vector<FinishedAttempt> all;
    for (int i = 0; i < 3; ++i) {
        FinishedAttempt attempt = maker.make(u"s%1"_s.arg(i), u"chat:m"_s, 0, Outcome::Passed);
        attempt.events.push_back(eventOf(
            1, EventType::Message,
            {{"role", "user"}, {"text", u"Bitte die größte Zahl suchen, Nummer %1"_s.arg(i)}}));
        attempt.events.push_back(
            eventOf(2, EventType::ModelCall,
                    {{"request", {{"text", "repeated conversation"}}},
                     {"response", {{"text", "I'd call largest_number(values) \x1b[31m"}}}}));
        Event command = eventOf(3, EventType::Command, {{"argv", {"pytest", "-q"}}});
        command.blobs.insert(
            u"output"_s,
            AttemptMaker::put(attempt, "E AssertionError: got " + QByteArray::number(i)));
        attempt.events.push_back(command);
        Event edit = eventOf(4, EventType::Edit, {{"form", "write"}, {"path", "src/app.py"}});
        edit.blobs.insert(u"content"_s, AttemptMaker::put(attempt, "def clamped(value): ..."));
        attempt.events.push_back(edit);
        all.push_back(attempt);
    }
    return all;
}

} // namespace

/// Words of a run are found, whatever becomes of the index.
class TstTextIndex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void finds_data();
    void finds();
    void hostileQueriesAreHarmless_data();
    void hostileQueriesAreHarmless();
    void someAttemptsAlone();
    void growsWithTheRun();
    void isMadeAnew_data();
    void isMadeAnew();
    void goesOnWhereItWasCutOff();
    void folderThatCantBeWritten();

private:
    Result<std::vector<TextIndex::Hit>> search(const QString &words)
    {
        auto index = TextIndex::open(*m_file);
        if (!index)
            return std::unexpected(index.error());
        if (auto updated = (*index)->update(*m_file, 1000); !updated)
            return std::unexpected(updated.error());
        return (*index)->search(*m_file, words, 100);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<RunFile> m_file;
    QString m_path;
};

void TstTextIndex::init()
{
    m_file.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"a.touchstone"_s);
    auto file = runFileWith(m_path, manifestOf(u"one"_s), talkingAttempts());
    VERIFY_OK(file);
    m_file = std::move(*file);
}

void TstTextIndex::finds_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("hits");
    QTest::addColumn<qint64>("event");
    QTest::newRow("message") << u"zahl"_s << 3 << 1LL;
    QTest::newRow("accents aside") << u"GROSSTE"_s << 0 << 0LL; // ß is a letter of its own
    QTest::newRow("umlaut") << u"große"_s << 0 << 0LL;
    QTest::newRow("beginning") << u"assert"_s << 3 << 3LL;
    QTest::newRow("all words") << u"nummer 2"_s << 1 << 1LL;
    QTest::newRow("phrase") << u"\"got 1\""_s << 1 << 3LL;
    QTest::newRow("not next to each other") << u"\"got AssertionError\""_s << 0 << 0LL;
    QTest::newRow("arguments") << u"pytest"_s << 3 << 3LL;
    QTest::newRow("identifier") << u"largest_number"_s << 3 << 2LL;
    QTest::newRow("part of an identifier") << u"number"_s << 0 << 0LL;
    QTest::newRow("not the repeated request") << u"repeated"_s << 0 << 0LL;
    QTest::newRow("what was written") << u"clamped"_s << 3 << 4LL;
    QTest::newRow("nothing") << u"xyzzy"_s << 0 << 0LL;
}

void TstTextIndex::finds()
{
    QFETCH(const QString, words);
    QFETCH(const int, hits);
    QFETCH(const qint64, event);
    const auto found = search(words);
    VERIFY_OK(found);
    QCOMPARE(int(found->size()), hits);
    if (hits == 0)
        return;
    const TextIndex::Hit &hit = found->front();
    QCOMPARE(hit.event, event);
    QVERIFY(!hit.snippet.contains(QChar(0x1b)));
    QVERIFY(!hit.snippet.contains(u'\n'));
    QVERIFY(hit.matchAt >= 0);
    QVERIFY(m_file->attempt(hit.attempt));
}

void TstTextIndex::hostileQueriesAreHarmless_data()
{
    QTest::addColumn<QString>("words");
    for (const char *words : {"\"", "\"\"", "a OR b", "NEAR(", "text:", "*", "^x", "') --",
                              "{text}: a", "-", "a AND NOT", "☃", "\" \" \"", "a\"b\"c"})
        QTest::addRow("%s", words) << QString::fromUtf8(words);
    QTest::addRow("nul") << QString(u"a"_s + QChar(0) + u"b"_s);
    QTest::addRow("long") << QString(20'000, u'x');
    QTest::addRow("many") << u"x "_s.repeated(5'000);
}

void TstTextIndex::hostileQueriesAreHarmless()
{
    QFETCH(const QString, words);
    VERIFY_OK(search(words));
}

void TstTextIndex::someAttemptsAlone()
{
    VERIFY_OK(search({})); // is made
    auto index = TextIndex::open(*m_file);
    VERIFY_OK(index);
    QString last;
    VERIFY_OK(m_file->attempts({}, [&last](const AttemptRecord &record) {
        last = record.id;
        return true;
    }));
    const auto isLast = [&last](const QString &attempt) { return attempt == last; };
    const auto found = (*index)->searchIn(*m_file, u"zahl"_s, 100, isLast);
    VERIFY_OK(found);
    QCOMPARE(found->wanted, 1);
    QCOMPARE(found->others, 2);
    QCOMPARE(found->hits.size(), 1U);
    QCOMPARE(found->hits[0].attempt, last);
    QVERIFY(found->hits[0].snippet.contains(u"Nummer 2"_s));
    const auto few =
        (*index)->searchIn(*m_file, u"zahl"_s, 2, [](const QString &) { return true; });
    VERIFY_OK(few);
    QCOMPARE(few->hits.size(), 2U);
    QCOMPARE(few->wanted, 3); // all are counted
    const auto none = (*index)->searchIn(*m_file, u"\"\""_s, 2, isLast);
    VERIFY_OK(none);
    QCOMPARE(none->wanted + none->others, 0);
}

void TstTextIndex::growsWithTheRun()
{
    QCOMPARE(search(u"zahl"_s)->size(), 3U);
    auto more = talkingAttempts();
    more.front().record.id = u"01LATER"_s;
    VERIFY_OK(m_file->append({more.front()}));
    const auto found = search(u"zahl"_s);
    VERIFY_OK(found);
    QCOMPARE(found->size(), 4U);
    QCOMPARE(found->back().attempt, u"01LATER"_s);
}

void TstTextIndex::isMadeAnew_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("no database") << QByteArray("<b>no database</b> whatever it may be");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("half") << QByteArray("half");
    QTest::newRow("middle overwritten") << QByteArray("middle");
}

void TstTextIndex::isMadeAnew()
{
    QFETCH(QByteArray, content);
    VERIFY_OK(search(u"zahl"_s));
    QFile file(m_path + u".index"_s);
    QVERIFY(file.open(QIODevice::ReadWrite));
    if (content == "half") {
        QVERIFY(file.resize(file.size() / 2));
    } else if (content == "middle") {
        QVERIFY(file.seek(2'000));
        file.write(QByteArray(5'000, 'x'));
    } else {
        QVERIFY(file.resize(0));
        file.write(content);
    }
    file.close();
    const auto found = search(u"zahl"_s);
    VERIFY_OK(found);
    QCOMPARE(found->size(), 3U);
}

void TstTextIndex::goesOnWhereItWasCutOff()
{
    {
        const auto index = TextIndex::open(*m_file);
        VERIFY_OK(index);
        int asked = 0;
        const auto progress = (*index)->update(*m_file, 1000, [&] { return asked++ < 2; });
        VERIFY_OK(progress);
        QCOMPARE(*progress, (TextIndex::Progress{2, 3}));
    }
    QCOMPARE(search(u"zahl"_s)->size(), 3U);
}

void TstTextIndex::folderThatCantBeWritten()
{
    const QString folder = m_folder->filePath(u"fixed"_s);
    QVERIFY(QDir().mkpath(folder));
    const QString path = folder + u"/a.touchstone"_s;
    QVERIFY(QFile::copy(m_path, path));
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner);
    const bool isRoot = QFileInfo(folder).isWritable();
    if (isRoot)
        QSKIP("root can write everywhere");
    qputenv("XDG_CACHE_HOME", m_folder->filePath(u"cache"_s).toUtf8());
    const auto file = RunFile::open(path, RunFile::Mode::Read);
    VERIFY_OK(file);
    const auto index = TextIndex::open(**file);
    VERIFY_OK(index);
    QVERIFY((*index)->path().startsWith(m_folder->filePath(u"cache"_s)));
}

QTEST_GUILESS_MAIN(TstTextIndex)
#include "tst_textindex.moc"

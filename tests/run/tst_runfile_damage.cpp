#include "core/run/schema.h"
#include "core/run/sqlite.h"
#include "run/sample_attempts.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>

#include <QtCore/QtEndian>

#include <sys/mount.h>

#include <algorithm>

using namespace touchstone;
using namespace touchstone::testing;

namespace {

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A memory file system of our own below `folder`, where this user may mount one.
class Tmpfs {
public:
    Tmpfs(const QString &folder, const char *options)
        : m_folder(folder.toUtf8())
    {
        QDir().mkpath(folder);
        m_mounted = ::mount("tmpfs", m_folder.constData(), "tmpfs", 0, options) == 0;
    }
    ~Tmpfs()
    {
        if (m_mounted)
            ::umount2(m_folder.constData(), MNT_DETACH);
    }
    Q_DISABLE_COPY_MOVE(Tmpfs)
    [[nodiscard]] bool isMounted() const { return m_mounted; }
    bool remount(unsigned long flags, const char *options)
    {
        return ::mount("tmpfs", m_folder.constData(), "tmpfs", MS_REMOUNT | flags, options) == 0;
    }

private:
    QByteArray m_folder;
    bool m_mounted = false;
};

/// A published run's bytes.
QByteArray runOf(const QString &path, int attempts)
{
    constexpr int batch = 50;
    auto file = RunFile::create(path, sampleManifest());
    for (int i = 0; file && i < attempts; i += batch)
        if (!(*file)->append(sampleAttempts(i, batch)))
            return {};
    return file && (*file)->publish() ? readFile(path) : QByteArray();
}

/// The pages of an SQLite file of 4096-byte pages, and the inner nodes of tables in it (SQLite's
/// file format, 1.6).
struct Pages {
    QByteArray bytes;

    explicit Pages(QByteArray file)
        : bytes(std::move(file))
    {
    }
    [[nodiscard]] char *page(quint32 number) { return bytes.data() + (number - 1) * size; }

    /// Of an inner node; empty: it is none.
    std::vector<quint32> children(quint32 node)
    {
        std::vector<quint32> found;
        for (const char *place : places(node))
            found.push_back(qFromBigEndian<quint32>(place));
        return found;
    }
    void setChildren(quint32 node, const std::vector<quint32> &children)
    {
        const auto where = places(node);
        for (size_t i = 0; i < where.size(); ++i)
            qToBigEndian<quint32>(children[i], where[i]);
    }
    /// All but the last become inner nodes that point to the next one, and to nothing else.
    void makeMaze(const std::vector<quint32> &nodes)
    {
        constexpr int cells = 500;
        constexpr int cell = 5; // child and a one-byte key
        for (size_t i = 0; i + 1 < nodes.size(); ++i) {
            char *node = page(nodes[i]);
            std::fill_n(node, size, '\0');
            node[0] = 5;
            qToBigEndian<quint16>(cells, node + 3);
            qToBigEndian<quint16>(quint16(size - cells * cell), node + 5);
            qToBigEndian<quint32>(nodes[i + 1], node + 8);
            for (int c = 0; c < cells; ++c) {
                const int at = int(size) - (c + 1) * cell;
                qToBigEndian<quint16>(quint16(at), node + 12 + 2 * c);
                qToBigEndian<quint32>(nodes[i + 1], node + at);
                node[at + 4] = char(c * 127 / cells);
            }
        }
    }

private:
    static constexpr qsizetype size = 4096;

    /// Where the numbers of the children stand.
    std::vector<char *> places(quint32 number)
    {
        char *node = page(number);
        if (node[0] != 5)
            return {};
        std::vector<char *> found;
        for (int i = 0; i < qFromBigEndian<quint16>(node + 3); ++i)
            found.push_back(node + qFromBigEndian<quint16>(node + 12 + 2 * i));
        found.push_back(node + 8);
        return found;
    }
};

quint32 rootOf(const QString &path, const QByteArray &table)
{
    const auto database = sqlite::Database::open(path, sqlite::Access::Read);
    const QByteArray sql = "SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'";
    return database ? quint32(database->integer(sql.constData()).value_or(0)) : 0;
}

struct Salvage {
    bool opened = false;
    qint64 records = 0;
    qint64 traces = 0; ///< attempts whose events could be read
    qint64 verdicts = 0;
    qint64 answers = 0;
    qint64 problems = 0;
    qint64 rescued = 0; ///< attempts that a merge brought into a new file
    QStringList messages;
};

/// Does everything that a reader can do with a file.
Salvage readEverything(const QString &path)
{
    Salvage salvage;
    auto file = RunFile::open(path, RunFile::Mode::Read);
    if (!file) {
        salvage.messages.append(file.error().text());
        return salvage;
    }
    salvage.opened = true;
    salvage.messages = (*file)->warnings();
    (void)(*file)->manifest();
    (void)(*file)->passes();
    (void)(*file)->attemptCount();
    auto walked = (*file)->attempts({}, [&](const AttemptRecord &record) {
        ++salvage.records;
        (void)(*file)->attempt(record.id);
        salvage.traces += (*file)->events(record.id).has_value();
        salvage.verdicts += (*file)->verdicts(record.id).has_value();
        if (const auto bytes = (*file)->blob(record.answer)) {
            ++salvage.answers;
            if (Digest::of(*bytes) != record.answer)
                salvage.messages.append(u"WRONG BYTES"_s);
        }
        return salvage.records < 100'000;
    });
    if (!walked)
        salvage.messages.append(walked.error().text());
    if (const auto report = (*file)->verify())
        salvage.problems = report->problems.size();
    return salvage;
}

} // namespace

class RunFileDamageTest : public QObject {
    Q_OBJECT

private:
    static constexpr int count = 200;
    QTemporaryDir m_folder;
    QByteArray m_sound; ///< a published run's bytes
    QString path(const char *name) { return m_folder.filePath(QString::fromLatin1(name)); }

    /// Damages a sound file, and looks whether it is noticed without a crash, by a reader, by a
    /// merge and by a writer.
    Salvage inspect(const QByteArray &bytes)
    {
        const QString damaged = path("damaged.touchstone");
        for (const char *rest : {"", "-wal", "-shm", "-journal"})
            QFile::remove(damaged + QLatin1StringView(rest));
        writeFile(damaged, bytes);
        Salvage salvage = readEverything(damaged);
        if (auto part = RunFile::open(damaged, RunFile::Mode::Read)) {
            const QString into = path("rescued.touchstone");
            QFile::remove(into);
            if (auto target = RunFile::create(into, sampleManifest())) {
                (void)(*target)->mergeFrom(**part, true);
                salvage.rescued = qint64(allRecords(**target).size());
            }
        }
        if (auto writer = RunFile::open(damaged, RunFile::Mode::Write)) {
            (void)(*writer)->append({sampleAttempt(1)});
            (void)(*writer)->compact();
        }
        return salvage;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString sound = path("sound.touchstone");
        runOf(sound, count);
        {
            auto file = RunFile::open(sound, RunFile::Mode::Write);
            VERIFY_OK(file);
            VERIFY_OK((*file)->append({sampleAttempt(count, true)}));
            VERIFY_OK((*file)->publish());
        }
        m_sound = readFile(sound);
        QCOMPARE(readEverything(sound).records, count + 1);
        QCOMPARE(readEverything(sound).problems, 0);
    }

    void whatIsNoRunFileIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("words");
        QByteArray noise(100'000, Qt::Uninitialized);
        QRandomGenerator(11).fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
        QByteArray newer = m_sound;
        newer[63] = 77;
        QByteArray other = m_sound;
        other[68] = 0;
        QByteArray nothing = m_sound;
        nothing[63] = 0;
        QTest::newRow("empty") << QByteArray() << ErrorCode::Corrupt << u"the file is empty"_s;
        QTest::newRow("noise") << noise << ErrorCode::Corrupt << u"does not begin like"_s;
        QTest::newRow("text") << QByteArray("{\"id\": 1}\n") << ErrorCode::Corrupt
                              << u"does not begin like"_s;
        QTest::newRow("a header's half")
            << m_sound.left(50) << ErrorCode::Corrupt << u"it ends after 50 bytes"_s;
        QTest::newRow("of another program")
            << other << ErrorCode::Corrupt << u"SQLite database of another program"_s;
        QTest::newRow("of a newer version")
            << newer << ErrorCode::Newer << u"schema 77; this one reads up to 1"_s;
        QTest::newRow("without a number") << nothing << ErrorCode::Corrupt << u"schema number 0"_s;
        QTest::newRow("a header only") << m_sound.left(100) << ErrorCode::Corrupt << QString();
        QTest::newRow("a header and noise")
            << m_sound.left(100) + noise << ErrorCode::Corrupt << QString();
    }

    void whatIsNoRunFileIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(ErrorCode, code);
        QFETCH(QString, words);
        const QString file = path("odd.touchstone");
        for (const auto mode : {RunFile::Mode::Read, RunFile::Mode::Write}) {
            writeFile(file, bytes);
            const auto opened = RunFile::open(file, mode);
            QVERIFY(!opened);
            QCOMPARE(opened.error().code, code);
            const QString text = opened.error().text();
            QVERIFY2(text.contains(words) && text.contains(file), qPrintable(text));
            QCOMPARE(readFile(file), bytes); // and left as it was
        }
    }

    void whatIsNotThereIsSaidSo()
    {
        const auto missing = RunFile::open(path("none.touchstone"), RunFile::Mode::Read);
        QVERIFY(!missing && missing.error().code == ErrorCode::NotFound);
        const auto folder = RunFile::open(m_folder.path(), RunFile::Mode::Write);
        QVERIFY(!folder && folder.error().code == ErrorCode::BadInput);
    }

    void whatIsLeftOfATruncatedFileIsRead_data()
    {
        QTest::addColumn<int>("percent");
        QTest::addColumn<int>("attempts"); // at least so many of 1000
        QTest::addColumn<int>("whole"); // and so many with events, verdicts and answers
        QTest::newRow("1 %") << 1 << 0 << 0;
        QTest::newRow("5 %") << 5 << 0 << 0;
        QTest::newRow("20 %") << 20 << 0 << 0;
        QTest::newRow("40 %") << 40 << 300 << 0;
        QTest::newRow("60 %") << 60 << 500 << 450;
        QTest::newRow("80 %") << 80 << 750 << 700;
        QTest::newRow("95 %") << 95 << 900 << 750;
        QTest::newRow("99 %") << 99 << 950 << 900;
    }

    void whatIsLeftOfATruncatedFileIsRead()
    {
        QFETCH(int, percent);
        QFETCH(int, attempts);
        QFETCH(int, whole);
        static const QByteArray sound = runOf(path("long.touchstone"), 1000);
        const QByteArray left = sound.left(sound.size() * percent / 100);
        const Salvage salvage = inspect(left);
        const QString said =
            u"is truncated: %1 bytes of %2 are there"_s.arg(left.size()).arg(sound.size());
        QVERIFY2(salvage.messages.value(0).contains(said),
                 qPrintable(salvage.messages.join(u'\n')));
        for (const QString &message : salvage.messages)
            QVERIFY2(message.size() < 500, qPrintable(message));
        QVERIFY(!salvage.opened || salvage.problems > 0);
        // A run grows at its end, so what is left of the file has about so many of its attempts.
        QVERIFY2(salvage.records >= attempts, qPrintable(QString::number(salvage.records)));
        for (const qint64 part : {salvage.traces, salvage.verdicts, salvage.answers})
            QVERIFY2(part >= whole, qPrintable(QString::number(part)));
        QCOMPARE(salvage.rescued, salvage.records);
        const auto writer = RunFile::open(path("damaged.touchstone"), RunFile::Mode::Write);
        QVERIFY(!writer && writer.error().code == ErrorCode::Corrupt);
        QVERIFY2(writer.error().message.contains(u"touchstone merge"_s),
                 qPrintable(writer.error().message));
    }

    void treesInDisorderHaveAnEnd_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("disorder");
        for (const char *table : {"blob", "attempt"})
            for (const char *disorder : {"swapped", "repeated", "circle", "maze"})
                QTest::addRow("%s, %s", table, disorder)
                    << QByteArray(table) << QByteArray(disorder);
    }

    /// Pages that point to the wrong ones: rows come out of order, again and again, or for ever.
    void treesInDisorderHaveAnEnd()
    {
        QFETCH(QByteArray, table);
        QFETCH(QByteArray, disorder);
        Pages pages(m_sound);
        const quint32 root = rootOf(path("sound.touchstone"), table);
        std::vector<quint32> children = pages.children(root);
        QVERIFY2(children.size() >= 3, qPrintable(QString::number(children.size())));
        if (disorder == "swapped")
            std::ranges::reverse(children);
        else if (disorder == "repeated")
            std::ranges::fill(children, children[1]);
        else if (disorder == "circle")
            children[1] = root;
        else
            pages.makeMaze(children);
        pages.setChildren(root, children);
        const Salvage salvage = inspect(pages.bytes);
        QVERIFY(salvage.opened);
        QVERIFY(!salvage.messages.isEmpty());
        QVERIFY(salvage.problems > 0);
        QVERIFY2(salvage.records <= count + 1, qPrintable(QString::number(salvage.records)));
        QVERIFY(!salvage.messages.contains(u"WRONG BYTES"_s));
    }

    /// Whatever is asked of a maze of pages, and in whatever way, comes to an end.
    void anEndlessQueryIsCorrupt_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("rows without end") << QByteArray("SELECT sample FROM attempt");
        QTest::newRow("no row, without end")
            << QByteArray("SELECT n FROM attempt WHERE sample < 0");
        QTest::newRow("a sum") << QByteArray("SELECT sum(sample) FROM attempt");
        QTest::newRow("a join") << QByteArray(
            "SELECT a.sample FROM attempt a, run b WHERE a.sample + b.n < 0");
    }

    void anEndlessQueryIsCorrupt()
    {
        QFETCH(QByteArray, sql);
        Pages pages(m_sound);
        const quint32 root = rootOf(path("sound.touchstone"), "attempt");
        pages.makeMaze(pages.children(root));
        writeFile(path("maze.db"), pages.bytes);
        const auto database = sqlite::Database::open(path("maze.db"), sqlite::Access::Read);
        VERIFY_OK(database);
        auto query = database->prepare(sql.constData());
        VERIFY_OK(query);
        Result<bool> row = true;
        while (row && *row)
            row = query->step();
        QVERIFY(!row);
        QCOMPARE(row.error().code, ErrorCode::Corrupt);
        QVERIFY2(row.error().message.contains(u"has no end"_s), qPrintable(row.error().message));
    }

    /// 160 ways of damage with fixed seeds: single bits to whole pages, everywhere.
    void flippedBytesAreNoDisaster()
    {
        qint64 opened = 0;
        qint64 records = 0;
        qint64 noticed = 0;
        constexpr int rounds = 160;
        for (int seed = 1; seed <= rounds; ++seed) {
            QRandomGenerator random{quint32(seed)};
            QByteArray bytes = m_sound;
            const int form = seed % 4;
            const int spots = form == 0 ? 1 : int(1 + random.bounded(60));
            for (int i = 0; i < spots; ++i) {
                const qint64 at = form == 3 ? random.bounded(4096) : random.bounded(bytes.size());
                if (form == 1)
                    bytes[at] = char(bytes[at] ^ (1 << random.bounded(8)));
                else
                    bytes[at] = char(random.bounded(256));
            }
            if (form == 2) {
                const qint64 page = random.bounded(bytes.size() / 4096) * 4096;
                bytes.replace(page, 4096, QByteArray(4096, seed % 8 == 2 ? '\0' : '\xa5'));
            }
            const Salvage salvage = inspect(bytes);
            QVERIFY(!salvage.messages.contains(u"WRONG BYTES"_s));
            opened += salvage.opened;
            records += salvage.records;
            noticed += salvage.problems > 0 || !salvage.messages.isEmpty();
        }
        qInfo("%lld of %d damaged files could be opened, %lld noticed to be damaged; "
              "%.1f %% of their attempts were read",
              opened, rounds, noticed, 100.0 * double(records) / double(opened * (count + 1)));
        QVERIFY(opened > rounds / 3);
        QVERIFY(noticed > rounds / 2);
    }

    void aLostPageCostsOnlyItsAttempts()
    {
        // Pages of the table of attempts, but not its first.
        const QString file = path("sound.touchstone");
        QByteArray bytes = m_sound;
        const QByteArray id = RunFile::open(file, RunFile::Mode::Read)
                                  .and_then([](auto opened) {
                                      return opened->attempt(allRecords(*opened).at(count / 2).id);
                                  })
                                  .value()
                                  .id.toLatin1();
        // The first place where the id stands is the row itself or its index.
        for (qsizetype at = bytes.indexOf(id); at >= 0; at = bytes.indexOf(id, at + 1))
            bytes.replace(at / 4096 * 4096, 4096, QByteArray(4096, '\0'));
        const Salvage salvage = inspect(bytes);
        QVERIFY(salvage.opened);
        QVERIFY2(salvage.records > count / 2 && salvage.records < count,
                 qPrintable(QString::number(salvage.records)));
        const QString words = salvage.messages.join(u'\n');
        QVERIFY2(words.contains(u"attempts were read, up to "_s), qPrintable(words));
        QVERIFY(salvage.problems > 0);
    }

    void strangersSchemasAreRefused_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("words");
        QTest::newRow("trigger") << QByteArray(
            "CREATE TRIGGER evil AFTER INSERT ON attempt BEGIN DELETE FROM run; END")
                                 << u"trigger 'evil'"_s;
        QTest::newRow("view") << QByteArray("CREATE VIEW evil AS SELECT 1") << u"view 'evil'"_s;
        QTest::newRow("index") << QByteArray("CREATE INDEX evil ON attempt (abs(sample))")
                               << u"index 'evil'"_s;
        QTest::newRow("virtual table")
            << QByteArray("CREATE VIRTUAL TABLE evil USING fts5(a)") << u"'evil'"_s;
        QTest::newRow("a view of ours, changed")
            << QByteArray("DROP VIEW runs; CREATE VIEW runs AS SELECT 1 AS run")
            << u"view 'runs' is not the one"_s;
        QTest::newRow("a table of ours, changed")
            << QByteArray("ALTER TABLE control ADD COLUMN evil TEXT")
            << u"table 'control' is not the one"_s;
    }

    void strangersSchemasAreRefused()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QString, words);
        const QString file = path("stranger.touchstone");
        writeFile(file, m_sound);
        {
            auto database = sqlite::Database::open(file, sqlite::Access::Write);
            VERIFY_OK(database);
            VERIFY_OK(database->run(sql.constData()));
        }
        for (const auto mode : {RunFile::Mode::Read, RunFile::Mode::Write}) {
            const auto opened = RunFile::open(file, mode);
            QVERIFY(!opened && opened.error().code == ErrorCode::Corrupt);
            QVERIFY2(opened.error().message.contains(words), qPrintable(opened.error().message));
        }
    }

    void anExtraTableDoesNoHarm()
    {
        const QString file = path("notes.touchstone");
        writeFile(file, m_sound);
        {
            auto database = sqlite::Database::open(file, sqlite::Access::Write);
            VERIFY_OK(database);
            VERIFY_OK(database->run("CREATE TABLE my_notes (text TEXT); ANALYZE"));
        }
        VERIFY_OK(RunFile::open(file, RunFile::Mode::Read));
        VERIFY_OK(RunFile::open(file, RunFile::Mode::Write));
    }

    void aMissingTableCostsOnlyItsContent()
    {
        const QString file = path("partial.touchstone");
        writeFile(file, m_sound);
        {
            auto database = sqlite::Database::open(file, sqlite::Access::Write);
            VERIFY_OK(database);
            VERIFY_OK(database->run("DROP TABLE event_blob"));
        }
        auto opened = RunFile::open(file, RunFile::Mode::Read);
        VERIFY_OK(opened);
        QVERIFY((*opened)->warnings().join(u'\n').contains(u"table 'event_blob' is missing"_s));
        const auto records = allRecords(**opened);
        QCOMPARE(records.size(), size_t(count + 1));
        VERIFY_OK((*opened)->verdicts(records[0].id));
        const auto events = (*opened)->events(records[0].id);
        QVERIFY(!events && events.error().code == ErrorCode::Corrupt);
        QVERIFY(!RunFile::open(file, RunFile::Mode::Write));
    }

    void strangersValuesAreNoDisaster_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("an outcome that is none")
            << QByteArray("UPDATE text SET text = 'splendid' WHERE text = 'passed'");
        QTest::newRow("numbers out of range")
            << QByteArray("UPDATE attempt SET sample = -5, retry = 9223372036854775807");
        QTest::newRow("tags that are no JSON")
            << QByteArray("UPDATE text SET text = '{{{' WHERE text = '[]'");
        QTest::newRow("a text that is no UTF-8")
            << QByteArray("UPDATE outcome SET reason = CAST(x'ff00fe80' AS TEXT)");
        QTest::newRow("deep JSON")
            << QByteArray("UPDATE event SET data = CAST(replace(hex(zeroblob(50000)), '00', '[') "
                          "AS TEXT) WHERE attempt < 20");
        QTest::newRow("a bomb") << QByteArray("UPDATE blob SET size = 400000000000");
        QTest::newRow("a negative size") << QByteArray("UPDATE blob SET size = -1");
        QTest::newRow("an unknown encoding") << QByteArray("UPDATE blob SET encoding = 9");
        QTest::newRow("no zstd") << QByteArray("UPDATE blob SET encoding = 1, data = x'00'");
        QTest::newRow("no data") << QByteArray("UPDATE blob SET data = NULL");
        QTest::newRow("short digests") << QByteArray("UPDATE blob SET digest = CAST(n AS BLOB)");
        QTest::newRow("far apart numbers")
            << QByteArray("UPDATE attempt SET n = 9223372036854775806 WHERE n = 5");
        QTest::newRow("circles") << QByteArray("UPDATE event SET parent = id");
        QTest::newRow("a huge text")
            << QByteArray("UPDATE outcome SET reason = hex(zeroblob(4000000)) WHERE attempt = 3");
        QTest::newRow("no passes") << QByteArray("DELETE FROM pass");
        QTest::newRow("a strange lease")
            << QByteArray("INSERT INTO lease VALUES (1, 't', 'h', '', '', -1, -1, 0, "
                          "9223372036854775807, '/etc/passwd')");
    }

    void strangersValuesAreNoDisaster()
    {
        QFETCH(QByteArray, sql);
        const QString file = path("values.touchstone");
        writeFile(file, m_sound);
        {
            auto database = sqlite::Database::open(file, sqlite::Access::Write);
            VERIFY_OK(database);
            VERIFY_OK(database->run(sql.constData()));
        }
        const Salvage salvage = readEverything(file);
        QVERIFY(salvage.opened);
        if (qstrcmp(QTest::currentDataTag(), "circles") != 0
            && qstrcmp(QTest::currentDataTag(), "a huge text") != 0)
            QVERIFY(salvage.problems > 0 || !salvage.messages.isEmpty());
        (void)inspect(readFile(file));
    }

    void aLogInAReadOnlyFolderIsRead()
    {
        const QString folder = path("readonly");
        Tmpfs tmpfs(folder, "size=32m");
        if (!tmpfs.isMounted())
            QSKIP("mounting a tmpfs needs root");
        const QString run = folder + u"/run.touchstone"_s;
        {
            auto file = RunFile::create(run, sampleManifest());
            VERIFY_OK(file);
            VERIFY_OK((*file)->append(sampleAttempts(0, 60)));
            // What a kill leaves: the log, not yet in the file.
            for (const char *rest : {"", "-wal"})
                QVERIFY(QFile::copy(run + QLatin1StringView(rest),
                                    folder + u"/killed.touchstone"_s + QLatin1StringView(rest)));
            VERIFY_OK((*file)->publish());
        }
        QVERIFY(tmpfs.remount(MS_RDONLY, "size=32m"));
        const QString killed = folder + u"/killed.touchstone"_s;
        QVERIFY(QFileInfo(killed + u"-wal"_s).size() > 0);
        for (const QString &name : {run, killed}) {
            const Salvage salvage = readEverything(name);
            QVERIFY2(salvage.opened, qPrintable(salvage.messages.join(u'\n')));
            QCOMPARE(salvage.records, 60);
            QCOMPARE(salvage.problems, 0);
            const auto writer = RunFile::open(name, RunFile::Mode::Write);
            QVERIFY(!writer);
            QCOMPARE(writer.error().code, ErrorCode::Io);
            QVERIFY2(writer.error().text().contains(u"can't be written"_s)
                         || writer.error().text().contains(u"unable to open"_s),
                     qPrintable(writer.error().text()));
        }
        const auto created = RunFile::create(folder + u"/new.touchstone"_s, sampleManifest());
        QVERIFY(!created && created.error().code == ErrorCode::Io);
    }

    void aFullDiskLosesNothingCommitted()
    {
        const QString folder = path("full");
        Tmpfs tmpfs(folder, "size=1m");
        if (!tmpfs.isMounted())
            QSKIP("mounting a tmpfs needs root");
        const QString run = folder + u"/run.touchstone"_s;
        auto file = RunFile::create(run, sampleManifest());
        VERIFY_OK(file);
        int stored = 0;
        Result<void> done;
        for (; stored < 100'000; stored += 10) {
            done = (*file)->append(sampleAttempts(stored, 10));
            if (!done)
                break;
        }
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Io);
        QVERIFY2(done.error().message.contains(u"no space is left"_s),
                 qPrintable(done.error().message));
        QCOMPARE(allRecords(**file).size(), size_t(stored));
        QVERIFY(!(*file)->append(sampleAttempts(stored, 10)));
        QVERIFY(tmpfs.remount(0, "size=32m"));
        VERIFY_OK((*file)->append(sampleAttempts(stored, 10)));
        VERIFY_OK((*file)->publish());
        const auto report = (*file)->verify();
        VERIFY_OK(report);
        QCOMPARE(report->problems, QStringList());
        QCOMPARE(report->attempts, stored + 10);
        // No room for the first page either.
        Tmpfs tiny(path("tiny"), "size=8k");
        QVERIFY(tiny.isMounted());
        const auto none = RunFile::create(path("tiny/run.touchstone"), sampleManifest());
        QVERIFY(!none && none.error().code == ErrorCode::Io);
        QCOMPARE(QDir(path("tiny")).entryList(QDir::Files | QDir::Hidden), QStringList());
    }

    void olderSchemasAreMigrated()
    {
        auto database = sqlite::Database::open(path("old.db"), sqlite::Access::Create);
        VERIFY_OK(database);
        VERIFY_OK(database->run("CREATE TABLE a (x); INSERT INTO a VALUES (1);"
                                "PRAGMA user_version=3"));
        const std::vector<schema::Migration> steps{
            {3, "ALTER TABLE a ADD COLUMN y; UPDATE a SET y = 2"},
            {4, "CREATE TABLE b AS SELECT x + y AS z FROM a"},
            {5, "INSERT INTO nowhere VALUES (1)"},
        };
        VERIFY_OK(schema::migrate(*database, steps, 5));
        QCOMPARE(database->integer("SELECT z FROM b").value_or(0), 3);
        QCOMPARE(database->integer("PRAGMA user_version").value_or(0), 5);
        QVERIFY(!schema::migrate(*database, steps, 6)); // fails, and nothing of it stays
        QCOMPARE(database->integer("PRAGMA user_version").value_or(0), 5);
        const auto missing = schema::migrate(*database, {}, 6);
        QVERIFY(!missing && missing.error().code == ErrorCode::Unsupported);
    }
};

QTEST_GUILESS_MAIN(RunFileDamageTest)
#include "tst_runfile_damage.moc"

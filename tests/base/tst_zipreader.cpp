#include "core/base/zipreader.h"
#include "support/program.h"
#include "support/rawzip.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// What is read of zips, and what is refused.
class TestZipReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void members();
    void theLastOfANameCounts();
    void zip64();
    void zstdInManyFrames_data();
    void zstdInManyFrames();
    void manyThreads();
    void whatTheSinkSays();
    void cutOff();
    void noDamageGoesUnseen();
    void refusedMembers_data();
    void refusedMembers();
    void refusedZips_data();
    void refusedZips();
    void noFile();
};

namespace {

/// Text that packs to less, but not to nothing.
QByteArray numbers(int seed, int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += QByteArray::number(i * seed % 9'973) + ' ';
    return text;
}

class OpenedZip {
public:
    explicit OpenedZip(const QByteArray &bytes, const ZipLimits &limits = {})
        : path(m_folder.filePath(u"a.zip"_s))
    {
        writeFile(path, bytes);
        zip = ZipReader::open(path, limits);
    }
    [[nodiscard]] Result<QByteArray> read(const QString &name) const
    {
        const ZipMember *member = (*zip)->find(name);
        if (member == nullptr)
            return fail(ErrorCode::NotFound, name);
        return (*zip)->bytes(*member, 1 << 30);
    }
    [[nodiscard]] QString error() const { return zip ? QString() : zip.error().text(); }

private:
    QTemporaryDir m_folder;

public:
    QString path;
    Result<std::unique_ptr<ZipReader>> zip = fail(ErrorCode::Internal, {});
};

} // namespace

void TestZipReader::members()
{
    const QByteArray text = numbers(7, 200'000); // many pieces
    RawZip raw;
    raw.add("stored", text);
    raw.add("ä", "a"); // without the flag that says UTF-8
    raw.add("\xff", "b");
    raw.add("none", "");
    const OpenedZip stored(raw.finish());
    QVERIFY2(stored.zip, qPrintable(stored.error()));
    QCOMPARE(stored.read(u"stored"_s).value_or("?"), text);
    QCOMPARE(stored.read(u"ä"_s).value_or("?"), "a");
    QCOMPARE(stored.read(u"\uFFFD"_s).value_or("?"), "b");
    QCOMPARE(stored.read(u"none"_s).value_or("?"), "");
    QVERIFY((*stored.zip)->find(u"other"_s) == nullptr);

    const OpenedZip packed(zipOf({{u"ä/1"_s, text}, {u"none"_s, {}}}));
    QVERIFY2(packed.zip, qPrintable(packed.error()));
    const ZipMember &member = (*packed.zip)->members().front();
    QCOMPARE(member.name, u"ä/1"_s);
    QCOMPARE(member.method, 8);
    QCOMPARE(member.size, quint64(text.size()));
    QVERIFY(member.packed < member.size);
    QVERIFY(!member.encrypted);
    QCOMPARE(packed.read(u"ä/1"_s).value_or("?"), text);
    QCOMPARE(packed.read(u"none"_s).value_or("?"), "");

    const OpenedZip empty(zipOf({}));
    QVERIFY2(empty.zip, qPrintable(empty.error()));
    QVERIFY((*empty.zip)->members().empty());
}

void TestZipReader::theLastOfANameCounts()
{
    RawZip raw;
    raw.add("a", "first");
    raw.add("b", "between");
    raw.add("a", "last");
    const OpenedZip opened(raw.finish());
    QVERIFY2(opened.zip, qPrintable(opened.error()));
    QCOMPARE((*opened.zip)->members().size(), size_t(2));
    QCOMPARE((*opened.zip)->members().front().name, u"a"_s);
    QCOMPARE(opened.read(u"a"_s).value_or("?"), "last");
    QCOMPARE(opened.read(u"b"_s).value_or("?"), "between");
}

void TestZipReader::zip64()
{
    RawZip raw;
    raw.add("a", "before");
    raw.addZip64("b", "zip64");
    const OpenedZip opened(raw.finish());
    QVERIFY2(opened.zip, qPrintable(opened.error()));
    QCOMPARE(opened.read(u"a"_s).value_or("?"), "before");
    QCOMPARE((*opened.zip)->find(u"b"_s)->size, quint64(5));
    QCOMPARE(opened.read(u"b"_s).value_or("?"), "zip64");
}

void TestZipReader::zstdInManyFrames_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("one frame") << 20;
    QTest::newRow("many in a piece") << 2'000;
    QTest::newRow("many in many pieces") << 200'000;
}

void TestZipReader::zstdInManyFrames()
{
    QFETCH(const int, count);
    const QByteArray text = numbers(7, count);
    RawZip raw;
    raw.addZstd("a", text);
    const OpenedZip opened(raw.finish());
    QVERIFY2(opened.zip, qPrintable(opened.error()));
    QCOMPARE(opened.read(u"a"_s).value_or("?"), text);
}

void TestZipReader::manyThreads()
{
    constexpr int count = 60;
    std::vector<std::pair<QString, QByteArray>> files;
    for (int i = 0; i < count; ++i)
        files.emplace_back(QString::number(i), numbers(i + 2, i % 2 == 0 ? 100 : 150'000));
    const OpenedZip opened(zipOf(files));
    QVERIFY2(opened.zip, qPrintable(opened.error()));
    std::atomic<int> same = 0;
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < count; ++i) {
                const auto &[name, text] = files[size_t((i + t * 7) % count)];
                same += opened.read(name).value_or("?") == text ? 1 : 0;
            }
        });
    threads.clear(); // waits for them
    QCOMPARE(same, 4 * count);
}

void TestZipReader::whatTheSinkSays()
{
    const OpenedZip opened(zipOf({{u"a"_s, numbers(7, 200'000)}}));
    QVERIFY2(opened.zip, qPrintable(opened.error()));
    int pieces = 0;
    const auto read =
        (*opened.zip)
            ->read(*(*opened.zip)->find(u"a"_s), [&pieces](QByteArrayView) -> Result<void> {
                ++pieces;
                return fail(ErrorCode::Io, u"full"_s);
            });
    QVERIFY(!read);
    QCOMPARE(pieces, 1);
    QCOMPARE(read.error().code, ErrorCode::Io);
    QVERIFY2(read.error().message.endsWith(u"a.zip: the member a: full"_s),
             qPrintable(read.error().message));
}

void TestZipReader::cutOff()
{
    const QByteArray whole = zipOf({{u"a.json"_s, numbers(7, 100)}, {u"b.json"_s, "{}"}});
    for (qsizetype size = 4; size < whole.size(); ++size) {
        const OpenedZip opened(whole.first(size));
        QVERIFY2(!opened.zip, qPrintable(QString::number(size)));
        QCOMPARE(opened.zip.error().code, ErrorCode::Corrupt);
        QVERIFY2(opened.error().startsWith(opened.path + u": "_s)
                     && opened.error().contains(u"cut off"_s)
                     && opened.error().contains(u"copy it again"_s),
                 qPrintable(opened.error()));
    }
}

/// Every byte changed in turn: what is still read is what was written.
void TestZipReader::noDamageGoesUnseen()
{
    const QByteArray text = numbers(7, 30);
    RawZip raw;
    raw.add("a", text);
    raw.addZstd("b", text);
    const QByteArray packed = zipOf({{u"a"_s, text}, {u"b"_s, text}});
    for (const QByteArray &whole : {raw.finish(), packed})
        for (qsizetype at = 0; at < whole.size(); ++at) {
            QByteArray damaged = whole;
            damaged[at] = char(~damaged[at]);
            const OpenedZip opened(damaged);
            for (const QString &name : {u"a"_s, u"b"_s}) {
                if (!opened.zip || (*opened.zip)->find(name) == nullptr)
                    continue;
                const auto read = opened.read(name);
                QVERIFY2(!read || *read == text, qPrintable(u"%1 at %2"_s.arg(name).arg(at)));
                if (!read)
                    QVERIFY2(read.error().message.startsWith(
                                 u"%1: the member %2: "_s.arg(opened.path, name)),
                             qPrintable(read.error().message));
            }
        }
}

void TestZipReader::refusedMembers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("message");
    const QByteArray text = numbers(7, 100);
    const auto size = quint64(text.size());
    const auto add = [](const char *name, const RawZip &zip, ErrorCode code,
                        const QString &message) {
        QTest::newRow(name) << zip.finish() << code << message;
    };
    RawZip encrypted;
    encrypted.flags = 1;
    encrypted.add("a", text);
    add("encrypted", encrypted, ErrorCode::Unsupported, u"it is encrypted"_s);
    RawZip method;
    method.addPacked("a", 12, text, size, 0);
    add("another method", method, ErrorCode::Unsupported, u"packed by method 12"_s);
    RawZip large;
    large.addPacked("a", 0, text, 5'000'000, 0);
    add("too large", large, ErrorCode::BadInput, u"to 4 MiB; at most 1"_s);
    RawZip tight;
    tight.addPacked("a", 8, "\x03", 2'000, 0);
    add("packed too tightly", tight, ErrorCode::BadInput, u"from 1 to 2000 bytes"_s);
    RawZip checksum;
    checksum.addPacked("a", 0, text, size, 1);
    add("a wrong checksum", checksum, ErrorCode::Corrupt, u"checksum"_s);
    RawZip longer;
    longer.addPacked("a", 0, text, 5, RawZip::crc(text));
    add("longer than it says", longer, ErrorCode::Corrupt, u"more than the 5 bytes"_s);
    RawZip shorter;
    shorter.addPacked("a", 0, text, size + 1, RawZip::crc(text));
    add("shorter than it says", shorter, ErrorCode::Corrupt,
        u"it ends after %1 of %2 bytes"_s.arg(size).arg(size + 1));
    RawZip nonsense;
    nonsense.addPacked("a", 93, text, size, RawZip::crc(text));
    add("nonsense", nonsense, ErrorCode::Corrupt, u"make no sense"_s);
    RawZip elsewhere;
    elsewhere.addEntry("a", 0, 0, 1, 1, 0x7ffffff0);
    add("beyond the end", elsewhere, ErrorCode::Corrupt, u"not where the directory says"_s);
    RawZip into;
    into.add("b", text);
    into.addEntry("a", 0, 0, 1, 1, 1'000'000);
    add("without place", into, ErrorCode::Corrupt, u"not where the directory says"_s);
}

void TestZipReader::refusedMembers()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const ErrorCode, code);
    QFETCH(const QString, message);
    ZipLimits limits;
    limits.memberBytes = 1 << 20;
    limits.freeBytes = 1'000;
    const OpenedZip opened(bytes, limits);
    QVERIFY2(opened.zip, qPrintable(opened.error()));
    const auto read = opened.read(u"a"_s);
    QVERIFY(!read);
    QCOMPARE(read.error().code, code);
    QVERIFY2(read.error().message.startsWith(opened.path + u": the member a: "_s)
                 && read.error().message.contains(message),
             qPrintable(read.error().message));
}

void TestZipReader::refusedZips_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("message");
    QTest::newRow("nothing") << QByteArray() << ErrorCode::BadInput << u"is no zip"_s;
    QTest::newRow("text") << QByteArray(100, 'a') << ErrorCode::BadInput << u"is no zip"_s;
    RawZip four;
    for (int i = 0; i < 4; ++i)
        four.add(QByteArray::number(i), "a");
    QTest::newRow("too many members")
        << four.finish() << ErrorCode::BadInput << u"has 4 members; at most 3 are read"_s;
    RawZip names;
    names.add(QByteArray(60'000, 'a'), "a");
    names.add(QByteArray(60'000, 'b'), "a");
    QTest::newRow("too large a directory")
        << names.finish() << ErrorCode::BadInput << u"its directory has more than 100000 bytes"_s;
    RawZip overlapping;
    overlapping.add("a", QByteArray(1'000, 'a'));
    overlapping.addEntry("b", 0, 0, 1'000, 1'000, 0);
    QTest::newRow("members that overlap")
        << overlapping.finish() << ErrorCode::BadInput << u"overlap"_s;
    RawZip count;
    count.add("a", "a");
    QByteArray more = count.finish();
    const qsizetype end64 = more.indexOf("PK\x06\x06");
    for (const qsizetype at : {end64 + 24, end64 + 32})
        more.replace(at, 8, QByteArray::fromHex("ffffff0000000000"));
    QTest::newRow("fewer members than it says")
        << more << ErrorCode::Corrupt << u"it is cut off or damaged"_s;
}

void TestZipReader::refusedZips()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const ErrorCode, code);
    QFETCH(const QString, message);
    ZipLimits limits;
    limits.members = 3;
    limits.directoryBytes = 100'000;
    const OpenedZip opened(bytes, limits);
    QVERIFY(!opened.zip);
    QCOMPARE(opened.zip.error().code, code);
    QVERIFY2(opened.error().startsWith(opened.path) && opened.error().contains(message),
             qPrintable(opened.error()));
}

void TestZipReader::noFile()
{
    const QTemporaryDir folder;
    const auto missing = ZipReader::open(folder.filePath(u"ä.zip"_s));
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QVERIFY2(missing.error().message.contains(u"ä.zip: "_s), qPrintable(missing.error().message));
    const auto itself = ZipReader::open(folder.path());
    QVERIFY(!itself);
    QCOMPARE(itself.error().code, ErrorCode::BadInput);
}

QTEST_GUILESS_MAIN(TestZipReader)
#include "tst_zipreader.moc"

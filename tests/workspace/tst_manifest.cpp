#include "core/workspace/globs.h"
#include "support/tree.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

class TestManifest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void digestTellsEverything();
    void jsonRoundTrip();
    void refusesJson_data();
    void refusesJson();
    void globs_data();
    void globs();
    void globsAreQuick();
    void restoresProtectedFiles();
    void restoresWhatWasCovered();
    void storeOverSource();
};

void TestManifest::digestTellsEverything()
{
    BlobStore blobs;
    const Manifest base = tree(blobs, {{u"a.py"_s, "1"}, {u"b/c.py"_s, "2"}});
    QCOMPARE(base.digest(), tree(blobs, {{u"b/c.py"_s, "2"}, {u"a.py"_s, "1"}}).digest());
    const QList<Manifest> others{
        tree(blobs, {{u"a.py"_s, "1"}}),
        tree(blobs, {{u"a.py"_s, "2"}, {u"b/c.py"_s, "1"}}),
        tree(blobs, {{u"a.py"_s, "1"}, {u"b/d.py"_s, "2"}}),
        tree(blobs, {{u"a.py"_s, "1", FileMode::Executable}, {u"b/c.py"_s, "2"}}),
        tree(blobs, {}),
    };
    for (const Manifest &other : others)
        QVERIFY(other.digest() != base.digest());
}

void TestManifest::jsonRoundTrip()
{
    BlobStore blobs;
    const Manifest manifest = tree(blobs,
                                   {{u"größe/ü.txt"_s, "x"},
                                    {u"run.sh"_s, "#!", FileMode::Executable},
                                    {u"link"_s, "run.sh", FileMode::Symlink}});
    const Json json = toJson(manifest);
    QCOMPARE(stringOr(json["link"], "mode"), u"symlink"_s);
    QCOMPARE(integerOr(json["run.sh"], "size", -1), 2);
    const auto back = manifestFromJson(json, {u"x.json"_s, {}, 0});
    QVERIFY2(back, back ? "" : qPrintable(back.error().text()));
    QCOMPARE(*back, manifest);
}

void TestManifest::refusesJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("names");
    const QByteArray good =
        R"({"mode":"regular","size":1,"blob":")" + QByteArray(64, 'a') + R"("})";
    QTest::newRow("no object") << QByteArray("[]") << u"object"_s;
    QTest::newRow("mode") << QByteArray(R"({"a":{"mode":"fifo"}})") << u"/a/mode"_s;
    QTest::newRow("blob") << QByteArray(R"({"a":{"mode":"regular","blob":"12"}})") << u"/a/blob"_s;
    QTest::newRow("size") << QByteArray(good).replace("1,", "-1,").prepend(R"({"a":)").append("}")
                          << u"/a/size"_s;
    QTest::newRow("climbs") << R"({"../a":)" + good + "}" << u"../a"_s;
    QTest::newRow("absolute") << R"({"/a":)" + good + "}" << u"/a"_s;
    QTest::newRow("file and folder") << R"({"a":)" + good + R"(,"a/b":)" + good + "}" << u"a/b"_s;
    QTest::newRow("endless") << R"({")" + QByteArray("a/").repeated(50000) + R"(b":)" + good + "}"
                             << u"longer"_s;
}

void TestManifest::refusesJson()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, names);
    const auto json = parseJson(text, {});
    QVERIFY(json);
    const auto manifest = manifestFromJson(*json, {u"run.json"_s, {}, 0});
    QVERIFY(!manifest);
    QCOMPARE(manifest.error().code, ErrorCode::BadInput);
    QVERIFY2(manifest.error().text().contains(names), qPrintable(manifest.error().text()));
}

void TestManifest::globs_data()
{
    QTest::addColumn<QString>("glob");
    QTest::addColumn<QStringList>("yes");
    QTest::addColumn<QStringList>("no");
    QTest::newRow("literal") << u"a.py"_s << QStringList{u"a.py"_s}
                             << QStringList{u"b/a.py"_s, u"axpy"_s, u"A.py"_s};
    QTest::newRow("star") << u"*.py"_s << QStringList{u"a.py"_s, u".py"_s, u"a.b.py"_s}
                          << QStringList{u"b/a.py"_s, u"a.pyc"_s};
    QTest::newRow("question") << u"a?.py"_s << QStringList{u"ab.py"_s, u"aü.py"_s, u"a😀.py"_s}
                              << QStringList{u"a.py"_s, u"abc.py"_s, u"a/.py"_s};
    QTest::newRow("any depth") << u"**/conftest.py"_s
                               << QStringList{u"conftest.py"_s, u"a/conftest.py"_s,
                                              u"a/b/c/conftest.py"_s}
                               << QStringList{u"xconftest.py"_s, u"conftest.py/x"_s};
    QTest::newRow("below") << u"tests/**"_s << QStringList{u"tests/a"_s, u"tests/a/b"_s}
                           << QStringList{u"tests"_s, u"a/tests/b"_s, u"tests2/a"_s};
    QTest::newRow("folder") << u"tests/"_s << QStringList{u"tests/a"_s, u"tests/a/b"_s}
                            << QStringList{u"tests"_s};
    QTest::newRow("between") << u"a/**/b"_s << QStringList{u"a/b"_s, u"a/x/b"_s, u"a/x/y/b"_s}
                             << QStringList{u"a/b/c"_s, u"ab"_s};
    QTest::newRow("everything") << u"**"_s << QStringList{u"a"_s, u"a/b/c"_s} << QStringList{};
    QTest::newRow("within a part")
        << u"a/t*t/?.py"_s << QStringList{u"a/test/x.py"_s, u"a/tt/x.py"_s}
        << QStringList{u"a/t/t/x.py"_s, u"a/test/xy.py"_s};
    QTest::newRow("brackets are letters")
        << u"[a].py"_s << QStringList{u"[a].py"_s} << QStringList{u"a.py"_s};
    QTest::newRow("several") << u"**/a/**/b*/**/c"_s
                             << QStringList{u"a/b/c"_s, u"x/a/y/bz/w/c"_s, u"a/a/b/b/c"_s}
                             << QStringList{u"a/c"_s, u"b/a/c"_s};
}

void TestManifest::globs()
{
    QFETCH(QString, glob);
    QFETCH(QStringList, yes);
    QFETCH(QStringList, no);
    for (const QString &path : yes)
        QVERIFY2(matchesGlob(path, glob), qPrintable(path));
    for (const QString &path : no)
        QVERIFY2(!matchesGlob(path, glob), qPrintable(path));
}

void TestManifest::globsAreQuick()
{
    // takes for ever where each star is tried at each place
    const QString path = QString(4000, u'a') + u"/"_s + u"a/"_s.repeated(400) + u"b"_s;
    QVERIFY(!matchesGlob(path, u"*a"_s.repeated(200) + u"/"_s + u"**/a/"_s.repeated(100) + u"c"_s));
}

void TestManifest::restoresProtectedFiles()
{
    BlobStore blobs;
    const Manifest fixture = tree(blobs,
                                  {{u"src/a.py"_s, "a"},
                                   {u"tests/test_a.py"_s, "test"},
                                   {u"tests/run"_s, "x", FileMode::Executable},
                                   {u"conftest.py"_s, "c"}});
    const Manifest current = tree(blobs,
                                  {{u"src/a.py"_s, "changed"},
                                   {u"tests/test_a.py"_s, "cheat"},
                                   {u"tests/run"_s, "x"},
                                   {u"tests/conftest.py"_s, "new"},
                                   {u"notes"_s, "n"}});
    QStringList tampered;
    const Manifest after =
        restored(current, fixture, {u"tests/**"_s, u"**/conftest.py"_s}, &tampered);
    QCOMPARE(after,
             tree(blobs,
                  {{u"src/a.py"_s, "changed"},
                   {u"tests/test_a.py"_s, "test"},
                   {u"tests/run"_s, "x", FileMode::Executable},
                   {u"conftest.py"_s, "c"},
                   {u"notes"_s, "n"}}));
    QCOMPARE(tampered,
             QStringList(
                 {u"conftest.py"_s, u"tests/conftest.py"_s, u"tests/run"_s, u"tests/test_a.py"_s}));
    QCOMPARE(restored(after, fixture, {u"tests/**"_s, u"**/conftest.py"_s}, &tampered), after);
    QVERIFY(tampered.isEmpty());
}

void TestManifest::restoresWhatWasCovered()
{
    BlobStore blobs;
    const Manifest fixture = tree(blobs, {{u"tests/test_a.py"_s, "test"}, {u"setup.cfg"_s, "s"}});
    const Manifest current = tree(blobs,
                                  {{u"tests"_s, "elsewhere", FileMode::Symlink},
                                   {u"setup.cfg/x"_s, "1"},
                                   {u"setup.cfg/y"_s, "2"}});
    QStringList tampered;
    const Manifest after = restored(current, fixture, {u"tests/**"_s, u"setup.cfg"_s}, &tampered);
    QCOMPARE(after, fixture);
    QVERIFY(checkManifest(after));
    QVERIFY(tampered.contains(u"tests"_s));
    QVERIFY(tampered.contains(u"setup.cfg/y"_s));
}

void TestManifest::storeOverSource()
{
    BlobStore below;
    const Digest old = below.put("old");
    BlobStore store(&below);
    const Digest fresh = store.put("new");
    QCOMPARE(store.put("old"), old);
    QCOMPARE(store.own().size(), size_t(1));
    QCOMPARE(*store.blob(old), QByteArray("old"));
    QCOMPARE(*store.blob(fresh), QByteArray("new"));
    QVERIFY(!below.hasBlob(fresh));
    const auto none = store.blob(Digest::of("none"));
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestManifest)
#include "tst_manifest.moc"

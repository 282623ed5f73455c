#include "support/tree.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// The workspace as a value with a history.
class TestWorkspace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAndWrites();
    void refuses();
    void checkpointsFormATree();
    void goesBackToAny();
    void isAValue();
};

void TestWorkspace::readsAndWrites()
{
    BlobStore blobs;
    Workspace workspace(tree(blobs, {{u"a"_s, "1"}, {u"d/b"_s, "2", FileMode::Executable}}), blobs);
    QCOMPARE(*workspace.read(u"d/b"_s), QByteArray("2"));
    QVERIFY(!workspace.write(u"d/c"_s, "3"));
    QVERIFY(!workspace.write(u"run"_s, "4", FileMode::Executable));
    QVERIFY(!workspace.write(u"link"_s, "d/c", FileMode::Symlink));
    QVERIFY(!workspace.remove(u"a"_s));
    QCOMPARE(workspace.manifest(),
             tree(blobs,
                  {{u"d/b"_s, "2", FileMode::Executable},
                   {u"d/c"_s, "3"},
                   {u"run"_s, "4", FileMode::Executable},
                   {u"link"_s, "d/c", FileMode::Symlink}}));
    QCOMPARE(workspace.fixture(),
             tree(blobs, {{u"a"_s, "1"}, {u"d/b"_s, "2", FileMode::Executable}}));
    const auto gone = workspace.read(u"a"_s);
    QVERIFY(!gone);
    QCOMPARE(gone.error().code, ErrorCode::NotFound);
}

void TestWorkspace::refuses()
{
    BlobStore blobs;
    const Manifest fixture =
        tree(blobs, {{u"a"_s, "1"}, {u"d/b"_s, "2"}, {u"l"_s, "d", FileMode::Symlink}});
    Workspace workspace(fixture, blobs);
    const auto codeOf = [](const std::optional<Refusal> &refusal) {
        return refusal ? refusal->code : QString();
    };
    QCOMPARE(codeOf(workspace.write(u"../x"_s, "")), u"path-escapes"_s);
    QCOMPARE(codeOf(workspace.write(u".git/config"_s, "")), u"path-in-git"_s);
    QCOMPARE(codeOf(workspace.write(u"l/x"_s, "")), u"through-symlink"_s);
    QCOMPARE(codeOf(workspace.write(u"l"_s, "")), u"through-symlink"_s);
    QCOMPARE(codeOf(workspace.write(u"d"_s, "")), u"is-a-folder"_s);
    QCOMPARE(codeOf(workspace.write(u"a/x"_s, "")), u"not-a-folder"_s);
    QCOMPARE(codeOf(workspace.write(u"m"_s, "/etc/shadow", FileMode::Symlink)), u"link-escapes"_s);
    QCOMPARE(codeOf(workspace.remove(u"none"_s)), u"not-there"_s);
    QCOMPARE(codeOf(workspace.remove(u"d"_s)), u"is-a-folder"_s);
    QCOMPARE(codeOf(workspace.remove(u"l/b"_s)), u"through-symlink"_s);
    QCOMPARE(workspace.manifest(), fixture);
    QCOMPARE(codeOf(workspace.remove(u"l"_s)), QString()); // the link itself
    QVERIFY(!workspace.manifest().files.contains(u"l"_s));
}

void TestWorkspace::checkpointsFormATree()
{
    BlobStore blobs;
    Workspace workspace(tree(blobs, {{u"a"_s, "0"}}), blobs);
    std::ignore = workspace.write(u"a"_s, "1");
    QCOMPARE(workspace.checkpoint(u"one"_s), 1);
    std::ignore = workspace.write(u"a"_s, "2");
    QCOMPARE(workspace.checkpoint(u"two"_s), 2);
    QVERIFY(workspace.goBackTo(1));
    std::ignore = workspace.write(u"b"_s, "3");
    QCOMPARE(workspace.checkpoint(u"other"_s), 3);
    QVERIFY(workspace.goBackTo(0));
    QCOMPARE(workspace.checkpoint(u"again"_s), 4);

    QList<int> parents;
    QStringList labels;
    for (const Checkpoint &checkpoint : workspace.checkpoints()) {
        parents.append(checkpoint.parent);
        labels.append(checkpoint.label);
    }
    QCOMPARE(parents, (QList<int>{-1, 0, 1, 1, 0}));
    QCOMPARE(labels.sliced(1), QStringList({u"one"_s, u"two"_s, u"other"_s, u"again"_s}));
    QCOMPARE(workspace.checkpoints().at(3).manifest, tree(blobs, {{u"a"_s, "1"}, {u"b"_s, "3"}}));
    QCOMPARE(workspace.checkpoints().at(4).manifest, workspace.fixture());
}

void TestWorkspace::goesBackToAny()
{
    BlobStore blobs;
    Workspace workspace(tree(blobs, {{u"n"_s, "0"}}), blobs);
    std::vector<Manifest> states{workspace.manifest()};
    for (int i = 1; i <= 50; ++i) {
        std::ignore = workspace.write(u"n"_s, QByteArray::number(i));
        std::ignore = workspace.write(u"f%1"_s.arg(i % 7), QByteArray::number(i * i));
        if (i % 3 == 0)
            std::ignore = workspace.remove(u"f%1"_s.arg((i + 1) % 7));
        workspace.checkpoint({});
        states.push_back(workspace.manifest());
    }
    for (const int id : {50, 0, 17, 49, 1, 17}) {
        QVERIFY(workspace.goBackTo(id));
        QCOMPARE(workspace.manifest(), states.at(size_t(id)));
        QCOMPARE(*workspace.read(u"n"_s), QByteArray::number(id));
    }
    for (const int id : {-1, 51, 1'000'000}) {
        const auto none = workspace.goBackTo(id);
        QVERIFY(!none);
        QCOMPARE(none.error().code, ErrorCode::NotFound);
        QCOMPARE(workspace.manifest(), states.at(17));
    }
}

void TestWorkspace::isAValue()
{
    BlobStore blobs;
    Workspace workspace(tree(blobs, {{u"a"_s, "0"}}), blobs);
    workspace.checkpoint(u"here"_s);
    Workspace copy = workspace;
    std::ignore = copy.write(u"a"_s, "1");
    copy.checkpoint(u"there"_s);
    QCOMPARE(*workspace.read(u"a"_s), QByteArray("0"));
    QCOMPARE(workspace.checkpoints().size(), 2U);
    QCOMPARE(*copy.read(u"a"_s), QByteArray("1"));
}

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"

#include "core/scenario/pack.h"
#include "support/program.h"
#include "support/tree.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// A commit of a git bundle as a workspace.
class TestBundle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void commits_data();
    void commits();
    void bytesAsTheyAre();
    void configurationDoesNotMatter();
    void refuses_data();
    void refuses();
    void trapsInTrees_data();
    void trapsInTrees();
    void asAScenariosWorkspace();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QByteArray inRepository(const QStringList &arguments) const
    {
        return git(path(u"repository"_s), arguments).trimmed();
    }
    void bundleOf(const QString &name, const QStringList &revisions) const;

    QTemporaryDir m_folder;
    QByteArray m_first; ///< ids of the commits
    QByteArray m_second;
};

void TestBundle::bundleOf(const QString &name, const QStringList &revisions) const
{
    const QByteArray said =
        inRepository(QStringList{u"bundle"_s, u"create"_s, u"-q"_s, path(name)} + revisions);
    QVERIFY2(said.isEmpty(), said);
}

void TestBundle::initTestCase()
{
    const QString repository = path(u"repository"_s);
    QDir().mkpath(repository + u"/sub/deep"_s);
    if (const QByteArray said = git(repository, {u"init"_s, u"-q"_s, u"-b"_s, u"main"_s});
        !said.isEmpty())
        QSKIP("there is no git here");
    writeFile(repository + u"/a.txt"_s, "first\n");
    writeFile(repository + u"/sub/deep/b.bin"_s, QByteArray("\0\xff\r\n", 4));
    inRepository({u"add"_s, u"."_s});
    inRepository({u"commit"_s, u"-qm"_s, u"first"_s});
    m_first = inRepository({u"rev-parse"_s, u"HEAD"_s});
    inRepository({u"tag"_s, u"-am"_s, u"old"_s, u"v1"_s});
    writeFile(repository + u"/a.txt"_s, "second\r\n");
    writeFile(repository + u"/run"_s, "#!/bin/sh\n");
    writeFile(repository + u"/.gitattributes"_s, "* text=auto eol=crlf\n*.txt filter=evil ident\n");
    QFile::setPermissions(repository + u"/run"_s,
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QFile::link(u"sub/deep/b.bin"_s, repository + u"/link"_s);
    inRepository({u"-c"_s, u"core.autocrlf=false"_s, u"add"_s, u"."_s});
    inRepository({u"update-index"_s, u"--add"_s, u"--cacheinfo"_s,
                  u"160000,%1,module"_s.arg(QString::fromLatin1(m_first))});
    inRepository({u"commit"_s, u"-qm"_s, u"second"_s});
    m_second = inRepository({u"rev-parse"_s, u"HEAD"_s});
    QVERIFY2(m_first.size() == 40 && m_second.size() == 40 && m_first != m_second, m_second);
    bundleOf(u"all.bundle"_s, {u"--all"_s, u"HEAD"_s});
    bundleOf(u"part.bundle"_s, {u"main"_s, u"^v1"_s});
}

void TestBundle::commits_data()
{
    QTest::addColumn<QString>("commit");
    QTest::addColumn<bool>("second");
    const QString first = QString::fromLatin1(m_first);
    const QString second = QString::fromLatin1(m_second);
    QTest::newRow("the id") << second << true;
    QTest::newRow("an older one's") << first << false;
    QTest::newRow("the beginning of an id") << first.first(10) << false;
    QTest::newRow("a branch") << u"main"_s << true;
    QTest::newRow("a ref") << u"refs/heads/main"_s << true;
    QTest::newRow("a tag") << u"v1"_s << false;
    QTest::newRow("HEAD") << u"HEAD"_s << true;
}

void TestBundle::commits()
{
    QFETCH(QString, commit);
    QFETCH(bool, second);
    BlobStore blobs;
    const auto manifest = manifestOfBundle(path(u"all.bundle"_s), commit, blobs);
    QVERIFY2(manifest, manifest ? "" : qPrintable(manifest.error().text()));
    QStringList expected{u"a.txt"_s, u"sub/deep/b.bin"_s};
    if (second)
        expected =
            QStringList{u".gitattributes"_s, u"a.txt"_s, u"link"_s, u"run"_s, u"sub/deep/b.bin"_s};
    QCOMPARE(manifest->files.keys(), expected); // the submodule is not among them
    QCOMPARE(textOf(*manifest, u"sub/deep/b.bin"_s, blobs), QByteArray("\0\xff\r\n", 4));
    if (!second)
        return;
    QCOMPARE(manifest->files.value(u"run"_s).mode, FileMode::Executable);
    QCOMPARE(manifest->files.value(u"link"_s).mode, FileMode::Symlink);
    QCOMPARE(textOf(*manifest, u"link"_s, blobs), QByteArray("sub/deep/b.bin"));
}

/// As committed: no filter, no conversion of line ends.
void TestBundle::bytesAsTheyAre()
{
    BlobStore blobs;
    const auto manifest = manifestOfBundle(path(u"all.bundle"_s), u"main"_s, blobs);
    QVERIFY(manifest);
    const QByteArray committed =
        git(path(u"repository"_s), {u"cat-file"_s, u"blob"_s, u"main:a.txt"_s});
    QCOMPARE(textOf(*manifest, u"a.txt"_s, blobs), committed);
    QCOMPARE(textOf(*manifest, u"run"_s, blobs), QByteArray("#!/bin/sh\n"));
}

void TestBundle::configurationDoesNotMatter()
{
    const QString trace = path(u"ran"_s);
    writeFile(path(u"home/.gitconfig"_s),
              "[core]\n\thooksPath = " + path(u"hooks"_s).toUtf8() + "\n\tfsmonitor = \"touch "
                  + trace.toUtf8()
                  + "\"\n[init]\n\ttemplateDir = /nonexistent\n[clone]\n\trejectShallow = true\n");
    writeFile(path(u"hooks/post-checkout"_s), "#!/bin/sh\ntouch " + trace.toUtf8() + '\n');
    QFile::setPermissions(path(u"hooks/post-checkout"_s),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QMap<QByteArray, QByteArray> hostile{
        {"HOME", path(u"home"_s).toUtf8()},         {"GIT_DIR", "/nonexistent"},
        {"GIT_WORK_TREE", "/nonexistent"},          {"GIT_INDEX_FILE", "/nonexistent/i"},
        {"GIT_OBJECT_DIRECTORY", "/nonexistent/o"}, {"GIT_CONFIG_COUNT", "1"},
        {"GIT_CONFIG_KEY_0", "core.bare"},          {"GIT_CONFIG_VALUE_0", "nonsense"}};
    QMap<QByteArray, QByteArray> before;
    for (auto it = hostile.begin(); it != hostile.end(); ++it) {
        before.insert(it.key(), qgetenv(it.key().constData()));
        qputenv(it.key().constData(), it.value());
    }
    BlobStore blobs;
    const auto manifest = manifestOfBundle(path(u"all.bundle"_s), u"main"_s, blobs);
    for (auto it = before.begin(); it != before.end(); ++it) {
        if (it->isNull())
            qunsetenv(it.key().constData());
        else
            qputenv(it.key().constData(), *it);
    }
    QVERIFY2(manifest, manifest ? "" : qPrintable(manifest.error().text()));
    QCOMPARE(manifest->files.size(), 5);
    QVERIFY(!QFile::exists(trace));
}

void TestBundle::refuses_data()
{
    QTest::addColumn<QString>("bundle");
    QTest::addColumn<QString>("commit");
    QTest::addColumn<QString>("says");
    const QString all = u"all.bundle"_s;
    QTest::newRow("no file") << u"none.bundle"_s << u"main"_s << u"there is no file"_s;
    QTest::newRow("a folder") << u"repository"_s << u"main"_s << u"there is no file"_s;
    QTest::newRow("no bundle") << u"text.bundle"_s << u"main"_s << u"no git bundle"_s;
    QTest::newRow("empty") << u"empty.bundle"_s << u"main"_s << u"no git bundle"_s;
    QTest::newRow("cut off") << u"cut.bundle"_s << u"main"_s << u"no git bundle"_s;
    QTest::newRow("changed") << u"changed.bundle"_s << u"main"_s << u"no git bundle"_s;
    QTest::newRow("not complete") << u"part.bundle"_s << u"main"_s << u"complete in itself"_s;
    QTest::newRow("no such commit") << all << QString(40, u'1') << u"no commit"_s;
    QTest::newRow("no such branch") << all << u"other"_s << u"no commit"_s;
    QTest::newRow("an option") << all << u"--upload-pack=x"_s << u"names no commit"_s;
    QTest::newRow("a range") << all << u"v1..main"_s << u"names no commit"_s;
    QTest::newRow("an expression") << all << u"main^{/first}"_s << u"names no commit"_s;
    QTest::newRow("nothing") << all << QString() << u"names no commit"_s;
}

void TestBundle::refuses()
{
    QFETCH(QString, bundle);
    QFETCH(QString, commit);
    QFETCH(QString, says);
    QFile whole(path(u"all.bundle"_s));
    QVERIFY(whole.open(QIODevice::ReadOnly));
    QByteArray bytes = whole.readAll();
    writeFile(path(u"text.bundle"_s), "not a bundle\n");
    writeFile(path(u"empty.bundle"_s), "");
    writeFile(path(u"cut.bundle"_s), bytes.first(bytes.size() - 100));
    bytes[bytes.size() - 60] = char(bytes.at(bytes.size() - 60) ^ 0x55);
    writeFile(path(u"changed.bundle"_s), bytes);
    BlobStore blobs;
    const auto manifest = manifestOfBundle(path(bundle), commit, blobs);
    QVERIFY(!manifest);
    QVERIFY2(manifest.error().text().contains(says), qPrintable(manifest.error().text()));
    QVERIFY(blobs.own().empty());
}

/// What git would never write, but a stranger may.
void TestBundle::trapsInTrees_data()
{
    QTest::addColumn<QByteArray>("entry"); ///< of `git mktree`; BLOB and TREE stand for ids
    QTest::addColumn<QString>("says");
    QTest::newRow("up") << QByteArray("040000 tree TREE\t..") << u"climbs"_s;
    QTest::newRow("git's own") << QByteArray("040000 tree TREE\t.git") << u".git folder"_s;
    QTest::newRow("GIT's own") << QByteArray("040000 tree TREE\t.GIT") << u".git folder"_s;
    QTest::newRow("here") << QByteArray("100644 blob BLOB\t.") << u"\".\" part"_s;
    QTest::newRow("a backslash") << QByteArray("100644 blob BLOB\ta\\b") << u"backslash"_s;
    QTest::newRow("bytes") << QByteArray("100644 blob BLOB\t\xff") << u"not UTF-8"_s;
    QTest::newRow("a link out") << QByteArray("120000 blob LINK\tl") << u"relative"_s;
}

void TestBundle::trapsInTrees()
{
    QFETCH(QByteArray, entry);
    QFETCH(QString, says);
    const auto write = [&](const QByteArray &text) {
        writeFile(path(u"input"_s), text);
        return inRepository({u"hash-object"_s, u"-w"_s, path(u"input"_s)});
    };
    const QByteArray blob = write("x");
    const QByteArray link = write("/etc/shadow");
    // a tree object by its bytes, which no check of git's looks at
    const auto treeOf = [&](const QByteArray &mode, const QByteArray &name, const QByteArray &id) {
        writeFile(path(u"input"_s), mode + ' ' + name + '\0' + QByteArray::fromHex(id));
        return inRepository(
            {u"hash-object"_s, u"-t"_s, u"tree"_s, u"-w"_s, u"--literally"_s, path(u"input"_s)});
    };
    const QByteArray inner = treeOf("100644", "f", blob);
    const QByteArray mode = entry.first(entry.indexOf(' '));
    const QByteArray name = entry.sliced(entry.indexOf('\t') + 1);
    const QByteArray outer = treeOf(mode.startsWith("04") ? "40000" : mode, name,
                                    entry.contains("TREE")       ? inner
                                        : entry.contains("LINK") ? link
                                                                 : blob);
    QVERIFY2(outer.size() == 40, outer);
    const QByteArray commit =
        inRepository({u"commit-tree"_s, u"-m"_s, u"trap"_s, QString::fromLatin1(outer)});
    QVERIFY2(commit.size() == 40, commit);
    inRepository({u"update-ref"_s, u"refs/heads/trap"_s, QString::fromLatin1(commit)});
    bundleOf(u"trap.bundle"_s, {u"trap"_s});
    BlobStore blobs;
    const auto manifest = manifestOfBundle(path(u"trap.bundle"_s), u"trap"_s, blobs);
    QVERIFY(!manifest);
    QCOMPARE(manifest.error().code, ErrorCode::BadInput);
    QVERIFY2(manifest.error().text().contains(says), qPrintable(manifest.error().text()));
}

void TestBundle::asAScenariosWorkspace()
{
    const QString folder = path(u"pack/fix-it"_s);
    writeFile(path(u"pack/pack.json"_s), R"({"format": 1, "name": "bundled"})");
    QDir().mkpath(folder);
    QVERIFY(QFile::copy(path(u"all.bundle"_s), folder + u"/repository.bundle"_s));
    const auto scenario = [&](const QByteArray &workspace) -> Result<Scenario> {
        writeFile(folder + u"/scenario.json"_s,
                  R"({"format": 1, "id": "fix-it", "kind": "generate", "title": "Fix it",
                      "instruction": "Fix it.", "target": {"file": "a.txt"}, "workspace": )"
                      + workspace + R"(, "checks": [{"id": "files", "type": "files",
                      "files_expected": {"a.txt": {"matches": "x"}}}]})");
        const auto pack = Pack::open(path(u"pack"_s));
        if (!pack)
            return std::unexpected(pack.error());
        BlobStore blobs;
        return (*pack)->scenario(0, blobs);
    };
    const auto good = scenario(R"({"bundle": "repository.bundle", "commit": ")" + m_first + "\"}");
    QVERIFY2(good, good ? "" : qPrintable(good.error().text()));
    QCOMPARE(good->workspace.files.keys(), QStringList({u"a.txt"_s, u"sub/deep/b.bin"_s}));
    const auto other =
        scenario(R"({"bundle": "repository.bundle", "commit": ")" + QByteArray(40, '1') + "\"}");
    QVERIFY(!other);
    QVERIFY2(other.error().text().contains(u"/workspace"_s), qPrintable(other.error().text()));
    const auto missing = scenario(R"({"bundle": "none.bundle", "commit": ")" + m_first
                                  + R"(", "missing": "clone it from example.org"})");
    QVERIFY2(missing, missing ? "" : qPrintable(missing.error().text()));
    QVERIFY(missing->workspaceMissing.contains(u"example.org"_s));
}

QTEST_GUILESS_MAIN(TestBundle)
#include "tst_bundle.moc"

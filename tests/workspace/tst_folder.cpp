#include "core/workspace/folder.h"
#include "support/program.h"
#include "support/tree.h"

#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <sys/stat.h>
#include <unistd.h>

#include <thread>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

namespace {

QByteArray nativePath(const QTemporaryDir &folder, const QString &path)
{
    return QFile::encodeName(folder.filePath(path));
}

Manifest mixedTree(BlobStore &blobs)
{
    return tree(blobs,
                {{u"a.py"_s, "print(1)\n"},
                 {u"sub/deep/é.bin"_s, QByteArray("\0\xff\r\n", 4)},
                 {u"run.sh"_s, "#!/bin/sh\n", FileMode::Executable},
                 {u"empty"_s, ""},
                 {u".hidden"_s, "h"},
                 {u"sub/link"_s, "../a.py", FileMode::Symlink}});
}

} // namespace

class TestFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrip();
    void modesDespiteUmask();
    void skipsGitAndEmptyFolders();
    void refuses_data();
    void refuses();
    void needsAnEmptyFolder();
    void lazyBlobs();
    void manyThreads();
    void repository();
    void repositoryIsTheSameEverywhere();
    void repositoryOfNothing();
    void keepsItsOwnGit();
    void quick();
};

void TestFolder::roundTrip()
{
    BlobStore blobs;
    const Manifest manifest = mixedTree(blobs);
    const QTemporaryDir folder;
    const auto written = materialise(manifest, blobs, folder.path(), false);
    QVERIFY2(written, written ? "" : qPrintable(written.error().text()));
    BlobStore fresh;
    const auto read = manifestOfFolder(folder.path(), fresh);
    QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
    QCOMPARE(*read, manifest);
    QCOMPARE(textOf(*read, u"sub/deep/é.bin"_s, fresh), QByteArray("\0\xff\r\n", 4));
}

void TestFolder::modesDespiteUmask()
{
    BlobStore blobs;
    const QTemporaryDir folder;
    const mode_t mask = umask(077);
    const auto written = materialise(mixedTree(blobs), blobs, folder.path(), true);
    umask(mask);
    QVERIFY(written);
    struct stat info;
    QCOMPARE(stat(nativePath(folder, u"run.sh"_s), &info), 0);
    QCOMPARE(int(info.st_mode & 07777), 0755);
    QCOMPARE(stat(nativePath(folder, u"empty"_s), &info), 0);
    QCOMPARE(int(info.st_mode & 07777), 0644);
    QCOMPARE(stat(nativePath(folder, u"sub/deep"_s), &info), 0);
    QCOMPARE(int(info.st_mode & 07777), 0755);
}

void TestFolder::skipsGitAndEmptyFolders()
{
    const QTemporaryDir folder;
    writeFile(folder.filePath(u".git/config"_s), "x");
    writeFile(folder.filePath(u"sub/.git"_s), "gitdir: elsewhere");
    writeFile(folder.filePath(u"a"_s), "a");
    QVERIFY(QDir(folder.path()).mkpath(u"empty/er"_s));
    BlobStore blobs;
    const auto manifest = manifestOfFolder(folder.path(), blobs);
    QVERIFY(manifest);
    QCOMPARE(manifest->files.keys(), QStringList{u"a"_s});
}

void TestFolder::refuses_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("fifo") << u"neither a file"_s;
    QTest::newRow("absolute link") << u"relative"_s;
    QTest::newRow("escaping link") << u"outside the workspace"_s;
    QTest::newRow("winding link") << u"beginning"_s;
    QTest::newRow("name") << u"not UTF-8"_s;
    QTest::newRow("depth") << u"nested deeper"_s;
    QTest::newRow("missing") << u"No such file"_s;
}

void TestFolder::refuses()
{
    QFETCH(QString, what);
    const QTemporaryDir folder;
    QString path = folder.path();
    const QByteArray row = QTest::currentDataTag();
    QDir(path).mkpath(u"d/e"_s);
    if (row == "fifo")
        QCOMPARE(mkfifo(nativePath(folder, u"d/pipe"_s), 0600), 0);
    else if (row == "absolute link")
        QCOMPARE(symlink("/etc/passwd", nativePath(folder, u"d/l"_s)), 0);
    else if (row == "escaping link")
        QCOMPARE(symlink("../../x", nativePath(folder, u"d/l"_s)), 0);
    else if (row == "winding link")
        QCOMPARE(symlink("e/../../d/x", nativePath(folder, u"d/l"_s)), 0);
    else if (row == "name")
        QCOMPARE(mkdir(nativePath(folder, u"d/"_s) + "b\xff", 0700), 0);
    else if (row == "depth")
        QVERIFY(QDir(path).mkpath(u"d/"_s.repeated(150)));
    else
        path += u"/none"_s;
    BlobStore blobs;
    const auto manifest = manifestOfFolder(path, blobs);
    QVERIFY(!manifest);
    QVERIFY2(manifest.error().text().contains(what), qPrintable(manifest.error().text()));
    QVERIFY(!FolderBlobs::open(path));
    rmdir(nativePath(folder, u"d/"_s) + "b\xff"); // QTemporaryDir can't name it
}

void TestFolder::needsAnEmptyFolder()
{
    BlobStore blobs;
    const QTemporaryDir folder;
    writeFile(folder.filePath(u".there"_s), "");
    const auto written = materialise(tree(blobs, {}), blobs, folder.path(), false);
    QVERIFY(!written);
    QVERIFY(written.error().message.contains(u"not empty"_s));
    QVERIFY(!materialise(tree(blobs, {{u"../x"_s, "1"}}), blobs, folder.path(), false));
    Manifest without;
    without.files.insert(u"a"_s, {FileMode::Regular, Digest::of("nowhere"), 7});
    const QTemporaryDir other;
    const auto missing = materialise(without, blobs, other.path(), false);
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
}

void TestFolder::lazyBlobs()
{
    BlobStore blobs;
    const Manifest manifest = mixedTree(blobs);
    const QTemporaryDir folder;
    QVERIFY(materialise(manifest, blobs, folder.path(), false));
    const auto lazy = FolderBlobs::open(folder.path());
    QVERIFY(lazy);
    QCOMPARE((*lazy)->manifest(), manifest);
    for (const FileEntry &entry : manifest.files) {
        QVERIFY((*lazy)->hasBlob(entry.blob));
        QCOMPARE(*(*lazy)->blob(entry.blob), *blobs.blob(entry.blob));
    }
    QCOMPARE((*lazy)->blob(Digest::of("other")).error().code, ErrorCode::NotFound);

    writeFile(folder.filePath(u"a.py"_s), "print(2)\n");
    const auto changed = (*lazy)->blob(manifest.files.value(u"a.py"_s).blob);
    QVERIFY(!changed);
    QCOMPARE(changed.error().code, ErrorCode::Corrupt);
    QVERIFY(QFile::remove(folder.filePath(u".hidden"_s)));
    QCOMPARE((*lazy)->blob(manifest.files.value(u".hidden"_s).blob).error().code,
             ErrorCode::NotFound);
    // a folder on the way that became a symlink is not followed
    QVERIFY(QDir(folder.path()).rename(u"sub/deep"_s, u"moved"_s));
    QCOMPARE(symlink("../moved", nativePath(folder, u"sub/deep"_s)), 0);
    QVERIFY(!(*lazy)->blob(manifest.files.value(u"sub/deep/é.bin"_s).blob));
}

void TestFolder::manyThreads()
{
    BlobStore blobs;
    const Manifest manifest = mixedTree(blobs);
    const QTemporaryDir folder;
    QVERIFY(materialise(manifest, blobs, folder.path(), true));
    BlobStore shared;
    std::vector<std::jthread> threads;
    std::atomic<int> equal = 0;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            const auto read = manifestOfFolder(folder.path(), shared);
            const auto git = withGit(manifest, blobs);
            const auto diff = diffManifests({}, manifest, blobs);
            equal += read && *read == manifest && git && diff && diff->size() > 100;
        });
    threads.clear();
    QCOMPARE(equal.load(), 8);
}

void TestFolder::repository()
{
    BlobStore blobs;
    Manifest manifest = mixedTree(blobs);
    // names that git sorts otherwise than we do: "a-b", "a/b", "a.c", and beyond the BMP
    for (const QString &path : {u"x-b"_s, u"x/b"_s, u"x.c"_s, u"x0"_s, u"😀"_s, u"ﬀ"_s})
        manifest.files.insert(path, {FileMode::Regular, blobs.put("same"), 4});
    const QByteArray large(300'000, 'x');
    manifest.files.insert(u"large"_s, {FileMode::Regular, blobs.put(large), large.size()});
    const QTemporaryDir folder;
    QVERIFY(materialise(manifest, blobs, folder.path(), true));
    const QString at = folder.path();
    QCOMPARE(git(at, {u"fsck"_s, u"--strict"_s, u"--full"_s}), QByteArray());
    QCOMPARE(git(at,
                 {u"verify-pack"_s, u"--stat-only"_s,
                  u".git/objects/pack/"_s
                      + QDir(at + u"/.git/objects/pack"_s).entryList({u"*.idx"_s}).value(0)})
                 .left(9),
             QByteArray("non delta"));
    QCOMPARE(git(at, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QCOMPARE(git(at, {u"diff"_s, u"HEAD"_s}), QByteArray());
    QCOMPARE(git(at, {u"log"_s, u"--all"_s, u"--format=%an %ae %P %D %ct"_s}),
             QByteArray("Touchstone touchstone@example.invalid  HEAD -> main "
                        "1735689600\n"));
    QCOMPARE(git(at, {u"reflog"_s}), QByteArray());
    const int objects =
        int(git(at, {u"cat-file"_s, u"--batch-check"_s, u"--batch-all-objects"_s}).count('\n'));
    QCOMPARE(objects, 7 + 4 + 1 + 1); // contents, trees, commit, and "large"
    QFile config(at + u"/.git/config"_s);
    QVERIFY(config.open(QIODevice::ReadOnly));
    QVERIFY(!config.readAll().contains('/'));

    // it can be worked with
    writeFile(at + u"/a.py"_s, "print(2)\n");
    QCOMPARE(git(at, {u"status"_s, u"--porcelain"_s}), QByteArray(" M a.py\n"));
    QCOMPARE(git(at, {u"commit"_s, u"-qam"_s, u"change"_s}), QByteArray());
    QCOMPARE(git(at, {u"fsck"_s, u"--strict"_s}), QByteArray());
}

void TestFolder::repositoryIsTheSameEverywhere()
{
    BlobStore blobs;
    const Manifest manifest = mixedTree(blobs);
    const auto first = withGit(manifest, blobs);
    BlobStore others;
    const auto second = withGit(mixedTree(others), others);
    QVERIFY(first && second);
    QCOMPARE(*first, *second);
    QVERIFY(checkManifest(*first));

    const QTemporaryDir one;
    const QTemporaryDir two;
    QVERIFY(materialise(*first, blobs, one.path(), false));
    QVERIFY(materialise(manifest, blobs, two.path(), true));
    for (auto it = first->files.begin(); it != first->files.end(); ++it) {
        if (it->mode == FileMode::Symlink)
            continue;
        QFile here(one.filePath(it.key()));
        QFile there(two.filePath(it.key()));
        QVERIFY(here.open(QIODevice::ReadOnly) && there.open(QIODevice::ReadOnly));
        QCOMPARE(here.readAll(), there.readAll());
    }
}

void TestFolder::repositoryOfNothing()
{
    BlobStore blobs;
    const QTemporaryDir folder;
    QVERIFY(materialise({}, blobs, folder.path(), true));
    QCOMPARE(git(folder.path(), {u"fsck"_s, u"--strict"_s}), QByteArray());
    QCOMPARE(git(folder.path(), {u"status"_s, u"--porcelain"_s}), QByteArray());
}

void TestFolder::keepsItsOwnGit()
{
    BlobStore blobs;
    const auto once = withGit(mixedTree(blobs), blobs);
    QVERIFY(once);
    const auto twice = withGit(*once, blobs);
    QVERIFY(twice);
    QCOMPARE(*twice, *once);
    const QTemporaryDir folder;
    QVERIFY(materialise(*once, blobs, folder.path(), true));
    QCOMPARE(git(folder.path(), {u"fsck"_s, u"--strict"_s}), QByteArray());
}

void TestFolder::quick()
{
    BlobStore blobs;
    Manifest manifest;
    for (int i = 0; i < 2000; ++i) {
        const QByteArray text = "def f():\n    return " + QByteArray::number(i) + "\n"
            + QByteArray("# some text to fill the file\n").repeated(100);
        manifest.files.insert(u"package%1/part%2/file%3.py"_s.arg(i % 7).arg(i % 31).arg(i),
                              {FileMode::Regular, blobs.put(text), text.size()});
    }
    const QTemporaryDir folder;
    QElapsedTimer timer;
    timer.start();
    QVERIFY(materialise(manifest, blobs, folder.path(), true));
    qInfo("2,000 files of 3 kB with a repository: %lld ms", timer.restart());
    BlobStore fresh;
    const auto read = manifestOfFolder(folder.path(), fresh);
    qInfo("read again: %lld ms", timer.restart());
    QVERIFY(read);
    QCOMPARE(*read, manifest);
    QCOMPARE(git(folder.path(), {u"status"_s, u"--porcelain"_s}), QByteArray());
}

QTEST_GUILESS_MAIN(TestFolder)
#include "tst_folder.moc"

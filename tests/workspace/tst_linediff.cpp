#include "core/workspace/filechanges.h"
#include "core/workspace/linediff.h"

#include <QtTest/QTest>

using namespace touchstone;
using namespace Qt::StringLiterals;

namespace {

QByteArray shown(const std::vector<DiffLine> &lines)
{
    QByteArray text;
    for (const DiffLine &line : lines)
        text += (line.kind == DiffLine::Kind::Same        ? ' '
                     : line.kind == DiffLine::Kind::Added ? '+'
                                                          : '-')
            + QByteArray::number(line.before) + ',' + QByteArray::number(line.after) + ' '
            + line.text + '\n';
    return text;
}

QByteArray shown(const std::vector<SideBySideRow> &rows)
{
    QByteArray text;
    for (const SideBySideRow &row : rows)
        text += (row.before ? row.before->text : "."_ba) + '|'
            + (row.after ? row.after->text : "."_ba) + '\n';
    return text;
}

} // namespace

/// Lines of two texts beside each other, and which files of two workspaces differ.
class LineDiffTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lines_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QByteArray>("sides");
        QTest::newRow("same") << "a\nb\n"_ba << "a\nb\n"_ba << " 1,1 a\n 2,2 b\n"_ba
                              << "a|a\nb|b\n"_ba;
        QTest::newRow("replaced") << "a\nb\nc\n"_ba << "a\nx\ny\nc\n"_ba
                                  << " 1,1 a\n-2,0 b\n+0,2 x\n+0,3 y\n 3,4 c\n"_ba
                                  << "a|a\nb|x\n.|y\nc|c\n"_ba;
        QTest::newRow("removed") << "a\nb\nc\n"_ba << "c\n"_ba << "-1,0 a\n-2,0 b\n 3,1 c\n"_ba
                                 << "a|.\nb|.\nc|c\n"_ba;
        QTest::newRow("fewer") << "a\nb\nc\n"_ba << "a\nx\n"_ba
                               << " 1,1 a\n-2,0 b\n-3,0 c\n+0,2 x\n"_ba
                               << "a|a\nb|x\nc|.\n"_ba;
        QTest::newRow("new") << ""_ba << "a\nb"_ba << "+0,1 a\n+0,2 b\n"_ba << ".|a\n.|b\n"_ba;
        QTest::newRow("gone") << "a\r\n"_ba << ""_ba << "-1,0 a\n"_ba << "a|.\n"_ba;
        QTest::newRow("no newline") << "a\nb"_ba << "a\nb\n"_ba << " 1,1 a\n-2,0 b\n+0,2 b\n"_ba
                                    << "a|a\nb|b\n"_ba;
        QTest::newRow("two places") << "a\nb\nc\nd\n"_ba << "x\nb\nc\ny\n"_ba
                                    << "-1,0 a\n+0,1 x\n 2,2 b\n 3,3 c\n-4,0 d\n+0,4 y\n"_ba
                                    << "a|x\nb|b\nc|c\nd|y\n"_ba;
    }
    void lines()
    {
        QFETCH(const QByteArray, before);
        QFETCH(const QByteArray, after);
        const auto found = diffLines(before, after);
        QVERIFY(found.has_value());
        QTEST(shown(*found), "lines");
        QTEST(shown(sideBySide(*found)), "sides");
    }

    void tooLong()
    {
        const auto found = diffLines("same\na\n", "same\nb\n", 5);
        QCOMPARE(shown(*found), "-1,0 same\n-2,0 a\n+0,1 same\n+0,2 b\n"_ba);
    }

    void within_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QList<int>>("difference");
        QTest::newRow("middle") << "items[0]"_ba << "items[-1]"_ba << QList{6, 1, 2};
        QTest::newRow("same") << "abc"_ba << "abc"_ba << QList{3, 0, 0};
        QTest::newRow("repeated") << "aa"_ba << "aaa"_ba << QList{2, 0, 1};
        QTest::newRow("never within a letter") << "für"_ba << "fär"_ba << QList{1, 2, 2};
        QTest::newRow("nor at its end") << "ä"_ba << "\xc3\xb6"_ba << QList{0, 2, 2};
    }
    void within()
    {
        QFETCH(const QByteArray, before);
        QFETCH(const QByteArray, after);
        QFETCH(const QList<int>, difference);
        const TextDifference found = differenceWithin(before, after);
        QCOMPARE((QList<int>{int(found.at), int(found.before), int(found.after)}), difference);
    }

    void files()
    {
        const auto entry = [](const char *text) {
            return FileEntry{FileMode::Regular, Digest::of(text), qint64(qstrlen(text))};
        };
        const Manifest before{{{u"a"_s, entry("a")},
                               {u"b"_s, entry("b")},
                               {u"c"_s, entry("c")},
                               {u"empty"_s, entry("")}}};
        const Manifest after{{{u"a"_s, entry("a")},
                              {u"b"_s, entry("bb")},
                              {u"d"_s, entry("c")},
                              {u"e"_s, entry("")}}};
        const auto changes = changedFiles(before, after);
        QStringList told;
        for (const FileChange &change : changes)
            told.append((change.before ? u"-"_s : u" "_s) + (change.after ? u"+"_s : u" "_s)
                        + change.path + u' ' + change.from);
        QCOMPARE(told, (QStringList{u"-+b "_s, u"-+d c"_s, u" +e "_s, u"- empty "_s}));
        QVERIFY(changedFiles(before, before).empty());
        QVERIFY(looksBinary(QByteArray("a\0b", 3)));
        QVERIFY(!looksBinary("text"));
    }
};

QTEST_APPLESS_MAIN(LineDiffTest)
#include "tst_linediff.moc"

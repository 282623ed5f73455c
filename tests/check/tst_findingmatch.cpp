#include "core/check/findingmatch.h"
#include "core/check/linemap.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;

namespace {

/// Findings of a text: every line with "bad" has one of the rule "bad", every one with "odd" one of
/// the rule "odd". A line that does not begin with a space begins a symbol named by its first word.
void addFile(FindingsOf &state, const QString &name, const QByteArray &text)
{
    state.files.insert(name, text);
    int number = 0;
    for (const QByteArray &line : text.split('\n')) {
        ++number;
        for (const QString &rule : {u"bad"_s, u"odd"_s}) {
            if (!line.contains(rule.toUtf8()))
                continue;
            Diagnostic finding;
            finding.file = name;
            finding.line = number;
            finding.code = rule;
            finding.message = u"avoid %1"_s.arg(rule);
            state.findings.push_back(finding);
        }
        if (!line.isEmpty() && !line.startsWith(' '))
            state.symbols[name].push_back(
                {QString::fromUtf8(line.split(' ').first()), {}, {number, number}, {}});
        else if (!line.isEmpty() && state.symbols.contains(name))
            state.symbols[name].back().definition.last = number;
    }
}

/// "2>3 4>- ->5": lines of what was kept, gone and new; a file's name where it is not a.
QString shown(const FindingMatch &match, const FindingsOf &before, const FindingsOf &after)
{
    const auto place = [](const Diagnostic &d) {
        return d.file == u"a"_s ? QString::number(d.line) : u"%1:%2"_s.arg(d.file).arg(d.line);
    };
    QStringList parts;
    for (const auto &[from, to] : match.kept)
        parts.append(place(before.findings[from]) + u'>' + place(after.findings[to]));
    for (const size_t index : match.gone)
        parts.append(place(before.findings[index]) + u">-"_s);
    for (const size_t index : match.fresh)
        parts.append(u"->"_s + place(after.findings[index]));
    return parts.join(u' ');
}

} // namespace

class TestFindingMatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matches_data();
    void matches();
    void renamedFiles_data();
    void renamedFiles();
    void movedToANewFile();
    void withoutPlaces();
    void linesAreMapped_data();
    void linesAreMapped();
    void longTextsAreBounded();
};

void TestFindingMatch::matches_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArray &before, const QByteArray &after,
                        const QString &expected) {
        QTest::newRow(name) << before << after << expected;
    };
    row("unchanged", "f\n bad 1\n", "f\n bad 1\n", u"2>2"_s);
    row("moved down", "f\n bad 1\n", "# new\n\nf\n x\n bad 1\n", u"2>5"_s);
    row("moved up", "# a\n# b\nf\n bad 1\n", "f\n bad 1\n", u"4>2"_s);
    row("deleted", "f\n bad 1\n x\n", "f\n x\n", u"2>-"_s);
    row("mended", "f\n bad 1\n x\n", "f\n good 1\n x\n", u"2>-"_s);
    row("edited line", "f\n bad 1\n x\n", "f\n bad 2 + 3\n x\n", u"2>2"_s);
    row("renamed variable", "f\n tmp = bad\n use tmp\n", "f\n sum = bad\n use sum\n", u"2>2"_s);
    row("re-indented", "f\n bad 1\n y\n", "f\n if z\n     bad 1\n     y\n", u"2>3"_s);
    row("duplicates", "f\n bad 1\n x\n bad 1\n", "f\n bad 1\n x\n bad 1\n", u"2>2 4>4"_s);
    row("first duplicate mended", "f\n bad 1\n x\n bad 1\n", "f\n x\n bad 1\n", u"4>3 2>-"_s);
    row("second duplicate mended", "f\n bad 1\n x\n bad 1\n y\n", "f\n bad 1\n x\n y\n",
        u"2>2 4>-"_s);
    row("one more duplicate", "f\n bad 1\n x\n", "f\n bad 1\n x\n y\n bad 1\n", u"2>2 ->5"_s);
    row("functions change places", "f\n bad 1\n u\n v\n w\ng\n bad 2\n p\n q\n r\n",
        "g\n bad 2\n p\n q\n r\nf\n bad 1\n u\n v\n w\n", u"2>7 7>2"_s);
    row("moved to another function", "f\n x\n bad 1\n y\n", "f\n x\n y\nh\n bad 1\n", u"3>5"_s);
    row("mended here, new elsewhere", "f\n bad 1\n x\ng\n y\n", "f\n good\n x\ng\n bad 7\n y\n",
        u"2>- ->5"_s);
    row("another rule in its place", "f\n bad 1\n x\n", "f\n odd 1\n x\n", u"2>- ->2"_s);
    row("two rules in a line", "f\n bad odd\n x\n", "f\n odd\n x\n", u"2>2 2>-"_s);
    row("all rewritten", "f\n bad 1\n", "g\n new\n", u"2>-"_s);
    row("file is gone", "f\n bad 1\n", "", u"2>-"_s);
}

void TestFindingMatch::matches()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QString, expected);
    FindingsOf old;
    FindingsOf now;
    addFile(old, u"a"_s, before);
    addFile(now, u"a"_s, after);
    QCOMPARE(shown(matchFindings(old, now), old, now), expected);
    // the other way round, what was kept is kept
    const auto forth = matchFindings(old, now).kept;
    const auto back = matchFindings(now, old).kept;
    QCOMPARE(back.size(), forth.size());
}

void TestFindingMatch::renamedFiles_data()
{
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("expected");
    QTest::newRow("as it is") << QByteArray("f\n bad 1\n x\n y\n z\n") << u"2>b:2"_s;
    QTest::newRow("edited") << QByteArray("f\n bad 1\n x\n y\n new\n") << u"2>b:2"_s;
    QTest::newRow("another file") << QByteArray("g\n bad 2\n") << u"2>- ->b:2"_s;
}

void TestFindingMatch::renamedFiles()
{
    QFETCH(QByteArray, after);
    QFETCH(QString, expected);
    FindingsOf old;
    FindingsOf now;
    addFile(old, u"a"_s, "f\n bad 1\n x\n y\n z\n");
    addFile(now, u"b"_s, after);
    QCOMPARE(shown(matchFindings(old, now), old, now), expected);
}

void TestFindingMatch::movedToANewFile()
{
    FindingsOf old;
    FindingsOf now;
    addFile(old, u"a"_s, "f\n bad 1\n x\n y\n z\n");
    addFile(now, u"a"_s, "f\n x\n y\n z\n");
    addFile(now, u"b"_s, "g\n bad 2\n     bad 1\n");
    QCOMPARE(shown(matchFindings(old, now), old, now), u"2>b:3 ->b:2"_s);
}

void TestFindingMatch::withoutPlaces()
{
    Diagnostic whole;
    whole.code = u"module"_s;
    whole.message = u"one"_s;
    Diagnostic other = whole;
    other.message = u"two"_s;
    const FindingsOf old{{whole, other}, {}, {}};
    const FindingsOf now{{other, whole}, {}, {}};
    const FindingMatch match = matchFindings(old, now);
    QCOMPARE(match.after(0), std::optional<size_t>(1));
    QCOMPARE(match.after(1), std::optional<size_t>(0));
}

void TestFindingMatch::linesAreMapped_data()
{
    QTest::addColumn<QStringList>("before");
    QTest::addColumn<QStringList>("after");
    QTest::addColumn<QString>("expected"); // where each line went
    const auto row = [](const char *name, const char *before, const char *after,
                        const QString &expected) {
        QTest::newRow(name) << QString::fromUtf8(before).split(u' ')
                            << QString::fromUtf8(after).split(u' ') << expected;
    };
    row("same", "a b c", "a b c", u"1 2 3"_s);
    row("insert", "a b c", "a x b c", u"1 3 4"_s);
    row("remove", "a b c", "a c", u"1 0 2"_s);
    row("replace", "a b c", "a x c", u"1 0 3"_s);
    row("common lines only", "{ a } { b }", "{ b }", u"1 0 0 0 2 3"_s);
    row("repeated", "x x x", "x x", u"1 2 0"_s);
    row("moved", "a b c d", "c d a b", u"0 0 1 2"_s);
}

void TestFindingMatch::linesAreMapped()
{
    QFETCH(QStringList, before);
    QFETCH(QStringList, after);
    QFETCH(QString, expected);
    const LineMap map(before, after);
    QStringList found;
    for (int line = 1; line <= before.size(); ++line) {
        found.append(QString::number(map.after(line)));
        if (map.after(line) > 0)
            QCOMPARE(map.before(map.after(line)), line);
    }
    QCOMPARE(found.join(u' '), expected);
    QCOMPARE(map.after(0), 0);
    QCOMPARE(map.after(int(before.size()) + 1), 0);
}

void TestFindingMatch::longTextsAreBounded()
{
    QStringList before;
    QStringList after;
    for (int i = 0; i < 30'000; ++i) {
        before.append(i % 2 ? u"a"_s : u"b"_s);
        after.append(i % 3 ? u"a"_s : u"c"_s);
    }
    const LineMap map(before, after);
    QCOMPARE(map.after(1), 0);
}

QTEST_GUILESS_MAIN(TestFindingMatch)
#include "tst_findingmatch.moc"

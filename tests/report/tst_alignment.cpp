#include "core/report/alignment.h"

#include <QtTest/QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace touchstone;

/// Two traces beside each other.
class TestAlignment : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rows_data();
    void rows();
    void keepsOrderAndEveryStep();
    void isLongest();
    void manyDifferences();
    void keys();
};

namespace {

/// A letter is a step: its kind, and in upper case another text of the same kind.
std::vector<StepKey> keysOf(const QString &text)
{
    std::vector<StepKey> keys;
    for (const QChar c : text)
        keys.push_back({size_t(c.toLower().unicode()), size_t(c.unicode())});
    return keys;
}

/// "=" same, "~" changed, "-" only in A, "+" only in B
QString told(const QString &a, const QString &b)
{
    QString all;
    for (const AlignedStep &step : alignSteps(keysOf(a), keysOf(b))) {
        const QChar signs[] = {u'=', u'~', u'-', u'+'};
        all += signs[int(step.kind)];
        all += step.a >= 0 ? a[step.a] : b[step.b];
    }
    return all;
}

size_t same(const std::vector<AlignedStep> &steps)
{
    return size_t(std::ranges::count(steps, AlignedStep::Kind::Same, &AlignedStep::kind));
}

/// By the textbook's table.
size_t longest(const std::vector<StepKey> &a, const std::vector<StepKey> &b)
{
    std::vector<std::vector<size_t>> table(a.size() + 1, std::vector<size_t>(b.size() + 1, 0));
    for (size_t i = a.size(); i-- > 0;)
        for (size_t j = b.size(); j-- > 0;)
            table[i][j] =
                a[i] == b[j] ? table[i + 1][j + 1] + 1 : std::max(table[i + 1][j], table[i][j + 1]);
    return table[0][0];
}

std::vector<StepKey> randomKeys(std::mt19937_64 &random, size_t size, size_t letters)
{
    std::vector<StepKey> keys;
    for (size_t i = 0; i < size; ++i) {
        const size_t letter = random() % letters;
        keys.push_back({letter % 3, letter});
    }
    return keys;
}

} // namespace

void TestAlignment::rows_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<QString>("rows");
    const auto row = [](const char *name, const char *a, const char *b, const char *rows) {
        QTest::newRow(name) << QString::fromLatin1(a) << QString::fromLatin1(b)
                            << QString::fromLatin1(rows);
    };
    row("nothing", "", "", "");
    row("all the same", "abc", "abc", "=a=b=c");
    row("one more", "ac", "abc", "=a+b=c");
    row("one less", "abc", "ac", "=a-b=c");
    row("another text", "abc", "aBc", "=a~b=c");
    row("another kind", "abd", "acd", "=a-b+c=d");
    row("only in A", "ab", "", "-a-b");
    row("only in B", "", "ab", "+a+b");
    row("a longer way", "amemez", "amEmemez", "=a=m+E=m+e=m=e=z");
    row("kinds between", "axyz", "aYXyz", "=a+Y~x=y=z");
}

void TestAlignment::rows()
{
    QFETCH(const QString, a);
    QFETCH(const QString, b);
    QFETCH(const QString, rows);
    if (QByteArrayView(QTest::currentDataTag()) == "a longer way") {
        QCOMPARE(same(alignSteps(keysOf(a), keysOf(b))), size_t(6));
        return; // there are several as long
    }
    QCOMPARE(told(a, b), rows);
}

void TestAlignment::keepsOrderAndEveryStep()
{
    std::mt19937_64 random(3);
    for (int round = 0; round < 300; ++round) {
        const auto a = randomKeys(random, random() % 30, 6);
        const auto b = randomKeys(random, random() % 30, 6);
        int i = 0;
        int j = 0;
        for (const AlignedStep &step : alignSteps(a, b)) {
            if (step.a >= 0)
                QCOMPARE(step.a, i++);
            if (step.b >= 0)
                QCOMPARE(step.b, j++);
            if (step.kind == AlignedStep::Kind::Same)
                QCOMPARE(a[size_t(step.a)], b[size_t(step.b)]);
            if (step.kind == AlignedStep::Kind::Changed)
                QCOMPARE(a[size_t(step.a)].kind, b[size_t(step.b)].kind);
        }
        QCOMPARE(i, int(a.size()));
        QCOMPARE(j, int(b.size()));
    }
}

void TestAlignment::isLongest()
{
    std::mt19937_64 random(4);
    for (int round = 0; round < 300; ++round) {
        const auto a = randomKeys(random, random() % 40, 5);
        const auto b = randomKeys(random, random() % 40, 5);
        QVERIFY(same(alignSteps(a, b)) >= longest(a, b));
    }
}

/// Nothing in common, and much of it: done in time, every step is there.
void TestAlignment::manyDifferences()
{
    std::mt19937_64 random(5);
    auto a = randomKeys(random, 20'000, 1'000'000);
    auto b = randomKeys(random, 20'000, 1'000'000);
    a[0] = b[0] = {7, 7};
    const auto rows = alignSteps(a, b);
    QVERIFY(rows.size() >= 20'000 && rows.size() <= 40'000);
    QCOMPARE(rows.front().kind, AlignedStep::Kind::Same);
}

void TestAlignment::keys()
{
    Event event;
    event.type = EventType::ModelCall;
    event.actor = u"agent"_s;
    event.data = {{"response", "def f(): pass"}, {"usage", {{"input_tokens", 5}}}};
    Event later = event;
    later.id = 9;
    later.wallMs = 5;
    later.data["usage"]["input_tokens"] = 6;
    later.blobs.insert(u"picture"_s, Digest::of("p"));
    QCOMPARE(stepKey(event), stepKey(later));
    later.data["response"] = "def g(): pass";
    QVERIFY(stepKey(event) != stepKey(later));
    QCOMPARE(stepKey(event).kind, stepKey(later).kind);
    later = event;
    later.blobs.insert(u"answer"_s, Digest::of("a"));
    QVERIFY(stepKey(event) != stepKey(later));
    later = event;
    later.type = EventType::Command;
    QVERIFY(stepKey(event).kind != stepKey(later).kind);
    QVERIFY(stepText(event).startsWith(u"def f(): pass\n"_s));
}

QTEST_GUILESS_MAIN(TestAlignment)
#include "tst_alignment.moc"

#include "core/check/symbols.h"

#include "support/checkbench.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

class TestSymbols : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lists_data();
    void lists();
    void finds();
    void unparsable();
    void missingToolchain();

private:
    static QString line(const SymbolRange &symbol)
    {
        return u"%1 | %2 | %3-%4 | %5-%6"_s.arg(symbol.name, symbol.signature)
            .arg(symbol.definition.first)
            .arg(symbol.definition.last)
            .arg(symbol.body.first)
            .arg(symbol.body.last);
    }
};

void TestSymbols::lists_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QStringList>("symbols");
    QTest::newRow("python") << u"python"_s << u"a.py"_s << QByteArray(R"(import x

@cached
@more(
    1)
def f(a, *, b: int = 2, **c) -> list[int]:
    """Says
    something."""
    def inner():
        return 1
    return [a]

class Stack(Base, metaclass=M):
    """A stack."""

    size = 0

    async def push(self, x):
        # why
        self.x = x

    def empty(self):
        """Only this."""

    def short(self): return 1

if x:
    def g():
        @deco
        def h(): pass
        return h
)")
                            << QStringList{
                                   u"f | def f(a, *, b: int=2, **c) -> list[int] | 3-11 | 9-11"_s,
                                   u"f.inner | def inner() | 9-10 | 10-10"_s,
                                   u"Stack | class Stack(Base, metaclass=M) | 13-25 | 16-25"_s,
                                   u"Stack.push | async def push(self, x) | 18-20 | 20-20"_s,
                                   u"Stack.empty | def empty(self) | 22-23 | 24-23"_s,
                                   u"Stack.short | def short(self) | 25-25 | 0-0"_s,
                                   u"g | def g() | 28-31 | 29-31"_s,
                                   u"g.h | def h() | 29-30 | 0-0"_s};
    QTest::newRow("javascript") << u"javascript"_s << u"a.mjs"_s
                                << QByteArray(R"(export default function top(a, b = 2) {
  return a;
}
export class Stack extends Base {
  static make() {
    return new Stack();
  }
  push(x) { this.x = x; }
  on = (e) => {
    return e;
  };
}
export const arrow = async (x) => {
  return x;
};
const table = {
  lookup(key /* text */) {
    return key;
  },
};
exports.g = function () {
};
Stack.prototype.more = function more(
  a,
) {
  return 2;
};
const short = (x) => x;
)")
                                << QStringList{u"top | function top(a,b=2) | 1-3 | 2-2"_s,
                                               u"Stack | class Stack extends Base | 4-12 | 5-11"_s,
                                               u"Stack.make | static make() | 5-7 | 6-6"_s,
                                               u"Stack.push | push(x) | 8-8 | 0-0"_s,
                                               u"Stack.on | on=(e)=> | 9-11 | 10-10"_s,
                                               u"arrow | arrow=async(x)=> | 13-15 | 14-14"_s,
                                               u"table.lookup | lookup=(key) | 17-19 | 18-18"_s,
                                               u"g | g=function() | 21-22 | 22-21"_s,
                                               u"Stack.more | function more(a,) | 23-27 | 26-26"_s,
                                               u"short | short=(x)=> | 28-28 | 0-0"_s};
    QTest::newRow("nothing") << u"python"_s << u"a.py"_s << QByteArray() << QStringList();
    QTest::newRow("a file named like an option")
        << u"python"_s << u"-c"_s << QByteArray("def f():\n    pass\n")
        << QStringList{u"f | def f() | 1-2 | 2-2"_s};
}

void TestSymbols::lists()
{
    QFETCH(QString, language);
    QFETCH(QString, file);
    QFETCH(QByteArray, source);
    QFETCH(QStringList, symbols);
    CheckBench bench(language);
    REQUIRE_BENCH(bench);
    const auto found = symbolsOf(source, file, *bench.toolchains().find(language), bench.executor(),
                                 bench.cache(), {});
    QVERIFY2(found, found ? "" : qPrintable(found.error().text()));
    QVERIFY(found->has_value());
    QStringList lines;
    for (const SymbolRange &symbol : **found)
        lines.append(line(symbol));
    QCOMPARE(lines, symbols);
}

void TestSymbols::finds()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    const Manifest tree =
        bench.files({{u"a.py"_s, "def f(a):\n    return 1\n\ndef f(b):\n    return 2\n"}});
    const auto find = [&](const QString &file, const QString &symbol) {
        return findSymbol(tree, file, symbol, u"python"_s, bench.blobs, bench.executor(),
                          bench.toolchains(), bench.cache(), {});
    };
    const auto last = find(u"a.py"_s, u"f"_s);
    QVERIFY2(last && *last, last ? "nothing" : qPrintable(last.error().text()));
    QCOMPARE((*last)->signature, u"def f(b)"_s);
    QVERIFY(find(u"a.py"_s, u"g"_s) && !*find(u"a.py"_s, u"g"_s));
    QVERIFY(find(u"b.py"_s, u"f"_s) && !*find(u"b.py"_s, u"f"_s));
}

void TestSymbols::unparsable()
{
    for (const auto &[language, file] :
         {std::pair(u"python"_s, u"a.py"_s), std::pair(u"javascript"_s, u"a.js"_s)}) {
        CheckBench bench(language);
        REQUIRE_BENCH(bench);
        for (const QByteArray &source : {QByteArray("def f( {"), QByteArray("(").repeated(50'000),
                                         QByteArray("\xff\xfe\0", 3)}) {
            const auto found = symbolsOf(source, file, *bench.toolchains().find(language),
                                         bench.executor(), bench.cache(), {});
            QVERIFY2(found, found ? "" : qPrintable(found.error().text()));
            QVERIFY(!found->has_value());
        }
    }
}

void TestSymbols::missingToolchain()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    const Manifest tree = bench.files({{u"a.kl"_s, "nuq"}});
    const auto found = findSymbol(tree, u"a.kl"_s, u"f"_s, u"klingon"_s, bench.blobs,
                                  bench.executor(), bench.toolchains(), bench.cache(), {});
    QVERIFY(!found);
    QVERIFY2(found.error().message.contains(u"klingon"_s), qPrintable(found.error().message));
}

QTEST_GUILESS_MAIN(TestSymbols)
#include "tst_symbols.moc"

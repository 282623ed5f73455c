#include "core/check/analysis.h"
#include "core/plugin/registry.h"
#include "support/toy.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

using Files = QMap<QString, QByteArray>;

namespace {

/// A toolchain's `docs` answer for one file, put into the place of a parser: what the driver "docs"
/// of the language "spoken" prints is the file's own text.
constexpr auto toldToolchain = R"({
  "format": 1, "language": "spoken", "title": "Spoken", "extensions": [".json"],
  "tools": [{"id": "cat", "version": ["cat", "--version"]}],
  "actions": {"docs": {"tool": "cat", "argv": ["cat", "{file}"], "parser": "docs-json"}}
})";

} // namespace

/// The kind doc and its checks.
class TestDoc : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rules_data();
    void rules();
    void problemsArePlaces();
    void aTargetOfLines();
    void whole_data();
    void whole();
    void codeUnchanged_data();
    void codeUnchanged();
    void readers_data();
    void readers();
    void objections();
    void kind();

private:
    QTemporaryDir m_folder;
};

void TestDoc::initTestCase()
{
    QVERIFY(addTestToolchains());
    const QString told = m_folder.filePath(u"spoken"_s);
    QVERIFY(QDir().mkpath(told));
    QFile file(told + u"/toolchain.json"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(toldToolchain);
    file.close();
    qputenv("TOUCHSTONE_TOOLCHAIN_PATH",
            qgetenv("TOUCHSTONE_TOOLCHAIN_PATH") + ':' + m_folder.path().toUtf8());
    CheckBench bench(u"spoken"_s);
    REQUIRE_BENCH(bench);
}

void TestDoc::rules_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QByteArray>("symbols"); // "docs" of f, or a list of symbols
    QTest::addColumn<QString>("reason"); // empty: it is kept
    const auto row = [](const char *name, const QString &rule, const QByteArray &symbols,
                        const QString &reason = {}) {
        QTest::newRow(name) << rule << symbols << reason;
    };
    // f(NAMES): its documentation
    const auto f = [](const QByteArray &names, const QByteArray &doc, const QByteArray &more = {}) {
        QByteArray list;
        for (const QByteArray &name : names.isEmpty() ? QByteArrayList() : names.split(' '))
            list += (list.isEmpty() ? "" : ",") + ("{\"name\": \"" + name + "\", \"line\": 9}");
        return "[{\"name\": \"f\", \"kind\": \"function\", \"line\": 9, \"endLine\": 12, "
               "\"public\": true, \"parameters\": ["
            + list + "], " + more + "\"doc\": " + doc + "}]";
    };
    const auto doc = [](const QByteArray &members) {
        return R"({"line": 3, "endLine": 8, "text": "Does it.", "placed": true, "conventions": ["google"])"
            + (members.isEmpty() ? "" : ", " + members) + "}";
    };
    const auto named = [&](const QByteArray &names) {
        QByteArray list;
        for (const QByteArray &name : names.split(' '))
            list += (list.isEmpty() ? "" : ",")
                + ("{\"name\": \"" + name + "\", \"line\": 5, \"text\": \"what\"}");
        return doc("\"parameters\": [" + list + "]");
    };
    const auto raised = [&](const QByteArray &types) {
        QByteArray list;
        for (const QByteArray &type : types.split(' '))
            list += (list.isEmpty() ? "" : ",")
                + ("{\"type\": \"" + type + "\", \"line\": 6, \"text\": \"when\"}");
        return doc("\"raises\": [" + list + "]");
    };
    const auto raises = [](const QByteArray &types) {
        QByteArray list;
        for (const QByteArray &type : types.split(' '))
            list += (list.isEmpty() ? "" : ",") + ("{\"type\": \"" + type + "\", \"line\": 10}");
        return "\"raises\": [" + list + "], ";
    };

    for (const QString &rule : {u"present"_s, u"placed"_s, u"convention"_s, u"parameters"_s,
                                u"returns"_s, u"raises"_s, u"nothing-else"_s, u"well-formed"_s}) {
        row(qPrintable(rule + u": nothing there"_s), rule, f("", "null"),
            u"a.json:9: f: there is no documentation"_s);
        row(qPrintable(rule + u": blank"_s), rule,
            f("", R"({"text": " \n", "placed": true, "conventions": ["google"]})"),
            u"no documentation"_s);
        row(qPrintable(rule + u": all well"_s), rule, f("", doc("")));
    }
    row("misplaced", u"placed"_s, f("", R"({"line": 3, "text": "x", "placed": false})"),
        u"a.json:3"_s);
    row("misplaced is present", u"present"_s, f("", R"({"text": "x", "placed": false})"));
    row("another convention", u"convention"_s,
        f("", R"({"line": 3, "text": "x", "conventions": ["numpy", "rest"]})"),
        u"it fits numpy, rest"_s);

    row("parameters", u"parameters"_s, f("a b", named("a b")));
    row("parameter missing", u"parameters"_s, f("a b", named("a")),
        u"parameter 'b' is not documented"_s);
    row("parameter without text", u"parameters"_s,
        f("a", doc(R"("parameters": [{"name": "a", "line": 5, "text": " "}])")),
        u"a.json:5: f: parameter 'a' has no description"_s);
    row("starred", u"parameters"_s, f("*args **kwargs", named("args kwargs")));
    row("starred in the documentation", u"parameters"_s, f("args kwargs", named("*args **kwargs")));
    row("escaped stars", u"parameters"_s, f("args", named("\\\\*args")));
    row("rest", u"parameters"_s, f("...rest", named("rest")));
    row("optional", u"parameters"_s, f("size", named("[size=3]")));
    row("parts under their object", u"parameters"_s, f("options.x options.y", named("options")));
    row("parts by name", u"parameters"_s, f("options.x options.y", named("options.x options.y")));
    row("a part missing", u"parameters"_s, f("options.x options.y", named("options.x")),
        u"options.y"_s);
    row("pattern", u"parameters"_s, f("{x,y} b", named("options b")));
    row("pattern with parts", u"parameters"_s, f("{x,y} b", named("options options.x b")));
    row("pattern missing", u"parameters"_s, f("{x,y} b", named("b")), u"'{x,y}'"_s);

    row("extra parameter", u"nothing-else"_s, f("a", named("a ghost")),
        u"a.json:5: f: 'ghost' is documented and is no parameter"_s);
    row("wrong name", u"nothing-else"_s, f("count", named("cuont")), u"'cuont'"_s);
    row("twice", u"nothing-else"_s, f("a", named("a a")), u"documented twice"_s);
    row("nothing else: starred", u"nothing-else"_s, f("*args **kwargs", named("args **kwargs")));
    row("nothing else: parts", u"nothing-else"_s, f("options", named("options options.x")));
    row("nothing else: known parts", u"nothing-else"_s,
        f("options.x options.y", named("options options.x")));
    row("nothing else: unknown part", u"nothing-else"_s,
        f("options.x options.y", named("options.z")), u"'options.z'"_s);
    row("nothing else: pattern", u"nothing-else"_s, f("{x,y} b", named("options options.x b")));
    row("nothing else: beside a pattern", u"nothing-else"_s, f("{x,y} b", named("options b ghost")),
        u"'ghost'"_s);
    row("type parameter", u"nothing-else"_s, f("a", named("<T> a")));
    row("returns nothing", u"nothing-else"_s, f("", doc(R"("returns": {"line": 6, "text": "it"})")),
        u"nothing is returned"_s);
    row("throws nothing", u"nothing-else"_s, f("", raised("ValueError")),
        u"exception 'ValueError' is documented and not thrown"_s);
    row("throws it", u"nothing-else"_s, f("", raised("ValueError"), raises("ValueError")));

    const QByteArray returns = "\"returns\": true, ";
    row("returns", u"returns"_s, f("", doc(R"("returns": {"line": 6, "text": "it"})"), returns));
    row("returns undocumented", u"returns"_s, f("", doc(""), returns), u"is not documented"_s);
    row("returns without text", u"returns"_s,
        f("", doc(R"("returns": {"line": 6, "text": ""})"), returns), u"has no description"_s);

    row("raises", u"raises"_s, f("", raised("ValueError"), raises("ValueError ValueError")));
    row("raises undocumented", u"raises"_s, f("", doc(""), raises("ValueError")),
        u"exception 'ValueError' is not documented"_s);
    row("simple for qualified", u"raises"_s,
        f("", raised("IOException"), raises("java.io.IOException")));
    row("qualified for simple", u"raises"_s,
        f("", raised("T:System.IO.IOException"), raises("IOException")));
    row("C++ names", u"raises"_s, f("", raised("std::out_of_range"), raises("out_of_range")));
    row("another namespace", u"raises"_s, f("", raised("a.Error"), raises("b.Error")),
        u"'b.Error'"_s);
    row("part of a name", u"raises"_s, f("", raised("Error"), raises("ValueError")),
        u"'ValueError'"_s);

    row("malformed", u"well-formed"_s,
        f("",
          doc(R"("problems": [{"line": 4, "column": 2, "code": "tag", "message": "no such tag"}])")),
        u"a.json:4: no such tag (tag)"_s);

    // f is a class here
    const auto type = [](const QByteArray &classDoc, const QByteArray &constructorDoc,
                         const QByteArray &methodDoc) {
        return R"([{"name": "f", "kind": "class", "line": 1, "endLine": 30, "public": true, "doc": )"
            + classDoc
            + R"(}, {"name": "f.init", "kind": "constructor", "line": 4, "public": true, )"
            + R"("parameters": [{"name": "a"}], "doc": )" + constructorDoc
            + R"(}, {"name": "f.m", "kind": "method", "line": 9, "public": true, "doc": )"
            + methodDoc
            + R"(}, {"name": "f._p", "kind": "method", "line": 12, "public": false, "doc": null})"
            + R"(, {"name": "f._p.q", "kind": "method", "line": 13, "public": true, "doc": null})"
            + R"(, {"name": "fg", "kind": "function", "line": 40, "public": true, "doc": null}])";
    };
    row("members", u"present"_s, type(doc(""), doc(""), doc("")));
    row("member missing", u"present"_s, type(doc(""), doc(""), "null"),
        u"a.json:9: f.m: there is no documentation"_s);
    row("constructor by the class", u"parameters"_s, type(named("a"), "null", doc("")));
    row("constructor's parameter in the class", u"nothing-else"_s,
        type(named("a"), "null", doc("")));
    row("something else in the class", u"nothing-else"_s, type(named("a b"), "null", doc("")),
        u"'b'"_s);
    row("constructor not in the class", u"present"_s, type(doc(""), "null", doc("")),
        u"f.init: there is no documentation"_s);
    row("target is gone", u"present"_s, R"([{"name": "g", "kind": "function", "doc": null}])",
        u"'f' is no longer in 'a.json'"_s);
}

void TestDoc::rules()
{
    QFETCH(QString, rule);
    QFETCH(QByteArray, symbols);
    QFETCH(QString, reason);
    CheckBench bench(u"spoken"_s);
    bench.scenario.target = {u"a.json"_s, u"f"_s, {}};
    bench.scenario.extra["doc"] = {{"convention", "google"}, {"members", true}};
    const Verdict verdict =
        bench.judge(u"doc"_s, {{"rule", rule}}, {{u"a.json"_s, "{\"symbols\": " + symbols + "}"}});
    QVERIFY2(verdict.status == (reason.isEmpty() ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QVERIFY2(verdict.reason.contains(reason), shown(verdict));
}

void TestDoc::problemsArePlaces()
{
    CheckBench bench(u"spoken"_s);
    bench.scenario.target = {u"a.json"_s, u"f"_s, {}};
    const QByteArray text =
        R"({"symbols": [{"name": "f", "kind": "function", "line": 9, "parameters": [{"name": "a"}, {"name": "b"}, {"name": "c"}, {"name": "d"}],
            "doc": {"line": 3, "text": "x", "parameters": [{"name": "a", "line": 4, "text": "x"}, {"name": "b", "line": 5, "text": ""}, {"name": "c", "line": 6, "text": "x"}]}}]})";
    const Verdict verdict = bench.judge(u"doc"_s, {{"rule", "parameters"}}, {{u"a.json"_s, text}});
    QCOMPARE(placesOf(verdict),
             (QStringList{u"a.json:5 f: parameter 'b' has no description"_s,
                          u"a.json:3 f: parameter 'd' is not documented"_s}));
    QCOMPARE(verdict.score, 0.5);
    QCOMPARE(verdict.measures.value(u"doc.problems"_s), 2.0);
}

void TestDoc::whole_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("status");
    QTest::newRow("good") << QByteArray("## {\"text\": \"Adds.\"}\nfn f(a)\n return a\n")
                          << u"passed"_s;
    QTest::newRow("none") << QByteArray("fn f(a)\n return a\n") << u"failed"_s;
    QTest::newRow("broken") << QByteArray("(((\n") << u"failed"_s;
    QTest::newRow("the parser crashes") << QByteArray("## {oh\nfn f(a)\n") << u"error"_s;
}

/// By a driver that parses.
void TestDoc::whole()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, status);
    CheckBench bench(u"toy"_s);
    bench.scenario.target = {u"a.toy"_s, u"f"_s, {}};
    const Verdict verdict = bench.judge(u"doc"_s, {{"rule", "present"}}, {{u"a.toy"_s, text}});
    QVERIFY2(verdictStatusName(verdict.status) == status, shown(verdict));
    if (verdict.status == VerdictStatus::Error)
        QCOMPARE(verdict.errorCode, u"tool-failed"_s);
}

void TestDoc::codeUnchanged_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<Files>("workspace");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const Files &workspace, const QString &reason = {},
                        const char *parameters = "{}") {
        QTest::newRow(name) << QByteArray(parameters) << workspace << reason;
    };
    row("the same", {{u"a.toy"_s, "fn f\n x y\n"}});
    row("comments", {{u"a.toy"_s, "## {}\nfn f # it\n\n   x   y\n"}});
    row("changed", {{u"a.toy"_s, "# one\nfn f\n x z\n"}},
        u"a.toy:3: code was changed: 'z' stands where 'y' was"_s);
    row("cut", {{u"a.toy"_s, "fn f\n x\n"}}, u"'the end' stands where 'y' was"_s);
    row("more", {{u"a.toy"_s, "fn f\n x y\n z\n"}}, u"'z' stands where 'the end' was"_s);
    row("broken", {{u"a.toy"_s, "(((\n"}}, u"can't be parsed any more: three parentheses"_s);
    row("gone", {}, u"'a.toy' is missing"_s);
    row("another file", {{u"a.toy"_s, "fn f\n x y\n"}, {u"b.toy"_s, "fn g\n"}});
    row("a new file", {{u"a.toy"_s, "fn f\n x y\n"}, {u"b.toy"_s, "fn g\n"}}, u"'b.toy' is new"_s,
        R"({"paths": ["*.toy"]})");
}

void TestDoc::codeUnchanged()
{
    QFETCH(QByteArray, parameters);
    QFETCH(Files, workspace);
    QFETCH(QString, reason);
    CheckBench bench(u"toy"_s);
    bench.fixture = bench.files({{u"a.toy"_s, "fn f\n x y\n"}});
    bench.scenario.target.file = u"a.toy"_s;
    const Verdict verdict = bench.judge(u"code-unchanged"_s, *parseJson(parameters, {}), workspace);
    QVERIFY2(verdict.status == (reason.isEmpty() ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QVERIFY2(verdict.reason.contains(reason), shown(verdict));
}

void TestDoc::readers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("tokens");
    QTest::addColumn<QString>("docs");
    const auto row = [](const char *name, const QByteArray &answer, const QString &tokens,
                        const QString &docs) { QTest::newRow(name) << answer << tokens << docs; };
    row("error", R"({"error": "oh"})", u"can't be parsed: oh"_s, u"can't be parsed: oh"_s);
    row("nothing", "{}", u"error: d: an object with a list 'tokens'"_s,
        u"error: d: an object with a list 'symbols'"_s);
    row("a list", "[]", u"error: d: an object"_s, u"error: d: an object"_s);
    row("strange items", R"({"tokens": [["a", "b"]], "symbols": [{"kind": "class"}]})",
        u"error: d at /tokens/0"_s, u"error: d at /symbols/0"_s);
    row("fine", R"({"tokens": [["a", 1]], "symbols": [{"name": "f", "doc": 3}]})", u"1"_s, u"1"_s);
}

void TestDoc::readers()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, tokens);
    QFETCH(QString, docs);
    const auto said = [](const auto &read) {
        if (!read)
            return u"error: "_s + read.error().text();
        return *read ? QString::number((*read)->size()) : u"can't be parsed: "_s + read->error();
    };
    const Json json = *parseJson(answer, {});
    const Place place{u"d"_s, {}, 0};
    QVERIFY2(said(parseTokens(json, place)).startsWith(tokens),
             qPrintable(said(parseTokens(json, place))));
    QVERIFY2(said(parseDocs(json, place)).startsWith(docs),
             qPrintable(said(parseDocs(json, place))));
}

/// As cases of other benchmarks have it: lines of the fixture, no name.
void TestDoc::aTargetOfLines()
{
    const QByteArray fixture =
        R"({"symbols": [{"name": "A", "kind": "class", "line": 1, "endLine": 20, "doc": null},
                        {"name": "A.f", "kind": "method", "line": 5, "endLine": 9, "doc": null},
                        {"name": "A.g", "kind": "method", "line": 11, "endLine": 15, "doc": null}]})";
    // the answer, whose lines have moved
    const QByteArray answer =
        R"({"symbols": [{"name": "A", "kind": "class", "line": 1, "endLine": 30, "doc": null},
                        {"name": "A.f", "kind": "method", "line": 11, "endLine": 15,
                         "doc": {"line": 12, "text": "x", "summary": "x"}},
                        {"name": "A.g", "kind": "method", "line": 21, "endLine": 25, "doc": null}]})";
    CheckBench bench(u"spoken"_s);
    bench.scenario.workspace = bench.fixture = bench.files({{u"a.json"_s, fixture}});
    const auto judged = [&](int first, int last) {
        bench.scenario.target = {u"a.json"_s, {}, LineRange{first, last}};
        return bench.judge(u"doc"_s, {{"rule", "present"}}, {{u"a.json"_s, answer}});
    };
    QCOMPARE(judged(4, 9).status, VerdictStatus::Passed); // begins in them
    QCOMPARE(judged(7, 8).status, VerdictStatus::Passed); // lies around them
    QCOMPARE(judged(11, 15).status, VerdictStatus::Failed); // A.g, not what now stands there
    const Verdict none = judged(40, 41);
    QCOMPARE(none.status, VerdictStatus::Error);
    QVERIFY2(none.reason.contains(u"no symbol in lines 40 to 41 of 'a.json'"_s),
             qPrintable(none.reason));
}

void TestDoc::objections()
{
    CheckBench bench(u"toy"_s);
    QVERIFY(bench.objection(u"doc"_s, {{"rule", "present"}}).contains(u"name a file"_s));
    QVERIFY(bench.objection(u"code-unchanged"_s, Json::object()).contains(u"paths"_s));
    bench.scenario.target = {u"a.toy"_s, u"f"_s, {}};
    QCOMPARE(bench.objection(u"doc"_s, {{"rule", "present"}}), QString());
    QVERIFY(bench.objection(u"doc"_s, {{"rule", "convention"}}).contains(u"/convention"_s));
    bench.scenario.extra["doc"] = {{"convention", "google"}};
    QCOMPARE(bench.objection(u"doc"_s, {{"rule", "convention"}}), QString());
}

void TestDoc::kind()
{
    const auto kind = Registry::standard().kind(u"doc"_s);
    QVERIFY2(kind, kind ? "" : qPrintable(kind.error().text()));
    CheckBench bench(u"toy"_s);
    Scenario scenario = bench.scenario;
    const Place place{u"s"_s, {}, 0};
    QVERIFY(!(*kind)->validate(scenario, place));
    scenario.workspace = bench.files({{u"a.toy"_s, "fn f\n"}});
    scenario.target = {u"a.toy"_s, u"f"_s, {}};
    QVERIFY(!(*kind)->validate(scenario, place));
    scenario.extra["doc"] = {{"convention", "numpy"}, {"members", true}};
    QVERIFY((*kind)->validate(scenario, place));
    const QString prompt = (*kind)->prompt(scenario, 0);
    QVERIFY2(
        prompt.contains(u"`f` and its public members in a.toy with docstrings in numpydoc's"_s),
        qPrintable(prompt));
}

QTEST_GUILESS_MAIN(TestDoc)
#include "tst_doc.moc"

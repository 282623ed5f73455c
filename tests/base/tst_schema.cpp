#include "core/base/nearest.h"
#include "core/base/paths.h"
#include "core/base/schema.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <thread>

using namespace touchstone;
using namespace Qt::StringLiterals;

namespace {

Json parsed(const char *text)
{
    auto json = parseJson(text, {u"test"_s});
    return json ? *json : Json("unparsable");
}

void collectSchemas(const Json &node, QStringList &undescribed, const QString &pointer)
{
    const Json &properties = memberOr(node, "properties");
    for (const auto &[key, value] : properties.items()) {
        const QString at = pointer + u'/' + QString::fromStdString(key);
        if (!value.contains("description") && !value.contains("$ref"))
            undescribed.append(at);
        collectSchemas(value, undescribed, at);
    }
    for (const char *inner : {"items", "additionalProperties"})
        if (node.contains(inner))
            collectSchemas(node[inner], undescribed, pointer + u'/' + QLatin1StringView(inner));
}

} // namespace

class SchemaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ourSchemasCompileAndAreDocumented();
    void acceptsAWholeScenario();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void reportsEveryViolation();
    void saysWhichFileAndPlace();
    void refusesNewerFormats();
    void findsPluginSchemas();
    void refusesSlowSchemas();
    void refusesUnknownNames();
    void worksOnManyThreads();
    void survivesLongTexts();
    void guessesNames_data();
    void guessesNames();
};

void SchemaTest::ourSchemasCompileAndAreDocumented()
{
    const auto folder = resource(u"schemas"_s);
    QVERIFY(folder);
    QDir dir(*folder);
    QStringList names = dir.entryList({u"*.schema.json"_s}, QDir::Files);
    for (const QString &check : QDir(*folder + u"/checks"_s).entryList({u"*.schema.json"_s}))
        names.append(u"checks/"_s + check);
    QVERIFY(names.size() >= 5);
    for (QString name : names) {
        name.chop(int(strlen(".schema.json")));
        QVERIFY(hasSchema(name));
        const auto document = schemaDocument(name);
        QVERIFY2(document, qPrintable(document ? QString() : document.error().text()));
        QVERIFY2(!stringOr(*document, "description").isEmpty(), qPrintable(name));
        QStringList undescribed;
        const bool forAuthors = name.startsWith(u"checks/"_s)
            || QStringList{u"scenario"_s, u"pack"_s, u"toolchain"_s, u"run"_s, u"chart"_s}.contains(
                name);
        if (forAuthors) // completion and the manual are made of the descriptions
            collectSchemas(*document, undescribed, {});
        QVERIFY2(undescribed.isEmpty(), qPrintable(name + u": "_s + undescribed.join(u' ')));
        QVERIFY(schemaViolations(Json::object(), name));
    }
}

void SchemaTest::acceptsAWholeScenario()
{
    const Json json = parsed(R"({
        "$schema": "x", "format": 1, "id": "a/0", "kind": "generate", "language": "python",
        "title": "T", "instruction": {"file": "a.md"},
        "target": {"file": "a.py", "symbol": "A.b", "range": [1, 2]},
        "answer": {"form": "body", "contains": "x", "lacks": "y"},
        "workspace": {"files": {"a": "b", "c": {"base64": "AA==", "mode": "executable"},
                                "d": {"symlink": "a"}}},
        "root": {"image": "sha256:0000000000000000000000000000000000000000000000000000000000000000"},
        "limits": {"wall_s": 0.5, "files": 3},
        "checks": [{"type": "cases", "id": "hidden", "role": "graded", "weight": 2, "after": ["x"],
                    "files": {"t": "x"}, "anything": [1]}],
        "protected": ["**/*.cfg"],
        "reference": {"text": "x", "form": "file"},
        "samples": [{"id": "s", "label": "wrong", "note": "n", "fails": ["hidden"], "author": "a",
                     "diff": "x.diff"}],
        "tags": ["t"], "difficulty": "hard", "source": "s", "licence": "MIT", "author": "me"})");
    const auto done = validateJson(json, u"scenario"_s, {u"scenario.json"_s});
    QVERIFY2(done, qPrintable(done ? QString() : done.error().text()));
}

void SchemaTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("message");

    const auto row = [](const char *name, const char *members, const char *pointer,
                        const QString &message) {
        QTest::newRow(name) << u"scenario"_s
                            << QByteArray(R"({"format": 1, "id": "a", "kind": "generate")")
                + members + '}'
                            << QString::fromLatin1(pointer) << message;
    };
    QTest::newRow("not an object") << u"scenario"_s << QByteArray("[]") << QString()
                                   << u"found an empty list, expected an object"_s;
    QTest::newRow("missing member")
        << u"scenario"_s << QByteArray(R"({"format": 1, "id": "a"})") << QString()
        << u"the member \"kind\" is missing: What sort of task it is: generate, doc, test, fix, workspace, gui, or a plugin's"_s;
    row("type", R"(, "title": 5)", "/title",
        u"found 5, expected a text of at most 300 characters"_s);
    row("enum", R"(, "difficulty": "meduim")", "/difficulty",
        u"found \"meduim\", expected one of \"easy\", \"medium\", \"hard\" (did you mean \"medium\"?)"_s);
    row("unknown", R"(, "instuction": "x")", "/instuction",
        u"unknown member \"instuction\" (did you mean \"instruction\"?)"_s);
    row("unknown deep", R"(, "target": {"zzz": 1})", "/target/zzz",
        u"unknown member \"zzz\"; known here: file, range, symbol"_s);
    row("unknown with slash", R"(, "target": {"a/b~": 1})", "/target/a~1b~0",
        u"unknown member \"a/b~\"; known here: file, range, symbol"_s);
    row("alternatives, none meant", R"(, "instruction": 5)", "/instruction",
        u"found 5, expected a text, or an object"_s);
    row("alternatives, the object meant", R"(, "instruction": {"fil": "x"})", "/instruction/fil",
        u"unknown member \"fil\" (did you mean \"file\"?)"_s);
    row("alternatives within", R"(, "instruction": {"file": 5})", "/instruction/file",
        u"found 5, expected a text of at least 1 characters and at most 4096 characters"_s);
    row("in a list", R"(, "checks": [{"type": "x"}, {"type": "y", "role": 1}])", "/checks/1/role",
        u"found 1, expected one of \"required\", \"graded\", \"informative\""_s);
    row("bounds", R"(, "limits": {"wall_s": 0})", "/limits/wall_s",
        u"found 0, expected a number of more than 0 and at most 86400"_s);
    row("whole number", R"(, "limits": {"processes": 1.5})", "/limits/processes",
        u"found 1.5, expected a whole number of at least 1 and at most 1000000"_s);
    row("huge number", R"(, "limits": {"processes": 18446744073709551615})", "/limits/processes",
        u"found 18446744073709551615, expected a whole number of at least 1 and at most 1000000"_s);
    row("too few", R"(, "target": {"range": [1]})", "/target/range",
        u"found a list of 1, expected a list of at least 2 items and at most 2 items"_s);
    row("pattern", R"(, "root": {"image": "ubuntu"})", "/root/image",
        u"found \"ubuntu\"; expected: The digest of an unpacked image: sha256: and 64 hexadecimal digits"_s);
    row("pattern ends at the end", R"(, "language": "python\n")", "/language",
        u"found \"python\\n\"; expected: The programming language, named as its toolchain is: python, javascript, …"_s);
    row("file entry", R"(, "workspace": {"files": {"a.txt": {"content": "x"}}})",
        "/workspace/files/a.txt/content",
        u"unknown member \"content\"; known here: base64, mode, symlink, text"_s);
    QTest::newRow("companion")
        << u"pack"_s << QByteArray(R"({"format": 1, "name": "p", "table": "x.jsonl"})") << QString()
        << u"the member \"template\" is missing, which others here need: A scenario (see scenario.schema.json) with {{field}} where a row's values go"_s;
}

void SchemaTest::saysWhatIsWrong()
{
    QFETCH(const QString, schema);
    QFETCH(const QByteArray, json);
    QFETCH(const QString, pointer);
    QFETCH(const QString, message);

    const auto violations = schemaViolations(parsed(json.constData()), schema);
    QVERIFY(violations);
    QVERIFY(!violations->empty());
    QCOMPARE(violations->front().pointer, pointer);
    QCOMPARE(violations->front().message, message);
    const bool alsoMissing = message.contains(u"fil\""_s); // {"fil"} lacks "file" as well
    QCOMPARE(violations->size(), alsoMissing ? size_t(2) : size_t(1));
}

void SchemaTest::reportsEveryViolation()
{
    const auto violations = schemaViolations(
        parsed(R"({"format": 1, "kind": 3, "zzz": 1, "yyy": 2, "tags": ["a", 1]})"), u"scenario"_s);
    QVERIFY(violations);
    QStringList pointers;
    for (const Violation &violation : *violations)
        pointers.append(violation.pointer);
    pointers.sort();
    QCOMPARE(pointers, QStringList({u""_s, u"/kind"_s, u"/tags/1"_s, u"/yyy"_s, u"/zzz"_s}));
}

void SchemaTest::saysWhichFileAndPlace()
{
    const auto done =
        validateJson(parsed(R"({"wall": 1})"), u"run"_s, {u"some/run.json"_s, u"/inner"_s, 0});
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::BadInput);
    QVERIFY2(
        done.error().message.contains(u"some/run.json at /inner/wall: unknown member \"wall\""_s),
        qPrintable(done.error().message));

    Json many = Json::object();
    for (int i = 0; i < 100; ++i)
        many["member" + std::to_string(i)] = i;
    const auto long_ = validateJson(many, u"run"_s, {u"r"_s});
    QVERIFY(!long_);
    QCOMPARE(long_.error().message.count(u'\n'), 20);
    QVERIFY(long_.error().message.endsWith(u"… and 83 more"_s));
}

void SchemaTest::refusesNewerFormats()
{
    QVERIFY(checkFormat(parsed(R"({"format": 1})"), 1, {u"f"_s}));
    QVERIFY(checkFormat(parsed(R"([1])"), 1, {u"f"_s}));
    for (const char *text : {R"({"format": 2})", R"({"format": 18446744073709551615})"}) {
        const auto done = checkFormat(parsed(text), 1, {u"f"_s});
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Newer);
        QVERIFY(done.error().message.startsWith(u"f at /format: "_s));
    }
}

void SchemaTest::findsPluginSchemas()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(u"schemas/kinds"_s));
    QFile file(folder.filePath(u"schemas/kinds/zoo.schema.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"type": "object", "additionalProperties": false,
                   "properties": {"animal": {"type": "string"}}})");
    file.close();
    QVERIFY(!hasSchema(u"kinds/zoo"_s));
    qputenv("TOUCHSTONE_PLUGIN_PATH", folder.path().toUtf8());
    QVERIFY(hasSchema(u"kinds/zoo"_s));
    QVERIFY(validateJson(parsed(R"({"animal": "cat"})"), u"kinds/zoo"_s, {}));
    QVERIFY(!validateJson(parsed(R"({"animal": 1})"), u"kinds/zoo"_s, {}));
    qunsetenv("TOUCHSTONE_PLUGIN_PATH");
}

void SchemaTest::refusesSlowSchemas()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(u"schemas"_s));
    const std::pair<QString, QByteArray> schemas[] = {
        {u"slow1"_s, R"({"properties": {"a": {"patternProperties": {".*": {}}}}})"},
        {u"slow2"_s, R"({"items": {"uniqueItems": true}})"},
        {u"slow3"_s, R"({"anyOf": [{"type": "string", "format": "uri"}]})"},
        {u"bad4"_s, R"({"$ref": "nowhere.schema.json"})"},
        {u"bad5"_s, R"({"type": 5})"},
        {u"bad6"_s, R"({"type": )"},
    };
    qputenv("TOUCHSTONE_PLUGIN_PATH", folder.path().toUtf8());
    for (const auto &[name, text] : schemas) {
        QFile file(folder.filePath(u"schemas/%1.schema.json"_s.arg(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        const auto done = validateJson(Json::object(), name, {});
        QVERIFY2(!done, qPrintable(name));
        QVERIFY(done.error().message.contains(name));
    }
    qunsetenv("TOUCHSTONE_PLUGIN_PATH");
}

void SchemaTest::refusesUnknownNames()
{
    const auto done = validateJson(Json::object(), u"checks/nothing-like-it"_s, {});
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::NotFound);
    QVERIFY(!hasSchema(u"checks/../scenario"_s));
    QVERIFY(hasSchema(u"scenario"_s));
}

void SchemaTest::worksOnManyThreads()
{
    std::atomic<int> wrong = 0;
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&wrong, t] {
            const Json good = parsed(R"({"format": 1, "id": "a", "kind": "generate"})");
            const Json bad = parsed(R"({"format": 1, "id": "a", "kind": "/"})");
            for (int i = 0; i < 100; ++i)
                if (bool(validateJson((i + t) % 2 ? good : bad, u"scenario"_s, {}))
                    != ((i + t) % 2 == 1))
                    ++wrong;
        });
    }
    threads.clear();
    QCOMPARE(wrong.load(), 0);
}

void SchemaTest::survivesLongTexts()
{
    Json json = parsed(R"({"format": 1, "id": "a", "kind": "generate"})");
    json["kind"] = std::string(20'000'000, 'a') + "/";
    const auto violations = schemaViolations(json, u"scenario"_s);
    QVERIFY(violations);
    QCOMPARE(violations->front().pointer, u"/kind"_s);
    QVERIFY(violations->front().message.size() < 500);
}

void SchemaTest::guessesNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("nearest");
    QTest::newRow("same") << u"kind"_s << u"kind"_s;
    QTest::newRow("case") << u"KIND"_s << u"kind"_s;
    QTest::newRow("swapped") << u"knid"_s << u"kind"_s;
    QTest::newRow("left out") << u"langage"_s << u"language"_s;
    QTest::newRow("one too many") << u"tagss"_s << u"tags"_s;
    QTest::newRow("far off") << u"weather"_s << QString();
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("long") << QString(100'000, u'x') << QString();
}

void SchemaTest::guessesNames()
{
    QFETCH(const QString, name);
    QFETCH(const QString, nearest);
    QCOMPARE(nearestName(name, {u"id"_s, u"kind"_s, u"language"_s, u"tags"_s}), nearest);
}

QTEST_GUILESS_MAIN(SchemaTest)
#include "tst_schema.moc"

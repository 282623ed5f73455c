#include "core/base/paths.h"
#include "core/scenario/pack.h"
#include "core/scenario/reader.h"
#include "support/program.h"

#include <QtCore/QDir>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <functional>
#include <sys/stat.h>
#include <thread>

using namespace touchstone;
using namespace touchstone::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto header = R"({"format": 1, "name": "p", "title": "P", "licence": "MIT",
                            "author": "someone", "source": "somewhere"})";

Json parsed(const QByteArray &text)
{
    auto json = parseJson(text, {u"test"_s});
    return json ? *json : Json("unparsable");
}

/// A scenario.json with these members besides the necessary ones.
QByteArray scenarioText(const QByteArray &members, const QByteArray &id = "one")
{
    QByteArray text = "{\"format\": 1, \"kind\": \"generate\", \"id\": \"" + id + "\"";
    if (!members.contains("\"instruction\"") && !members.contains("\"turns\""))
        text += ", \"instruction\": \"Do it.\"";
    if (!members.isEmpty())
        text += ", " + members;
    return text + "}";
}

} // namespace

class FolderPackTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsEverything();
    void takesDefaults();
    void readsTurns();
    void keepsAKindsOwnMembers();
    void resolvesFilesInParameters();
    void ordersScenarios();
    void opensWhatIsNamed_data();
    void opensWhatIsNamed();
    void refusesPacks_data();
    void refusesPacks();
    void namesBothPlacesOfADuplicate();
    void keepsBrokenScenariosApart();
    void refusesScenarios_data();
    void refusesScenarios();
    void staysInsideThroughLinks();
    void refusesDevices();
    void saysWhatIsMissing();
    void readsOnManyThreads();
    void noticesAChange();
    void survivesMutations();
    void shippedPacksLoad();

private:
    void write(const QString &path, const QByteArray &text) const
    {
        writeFile(m_folder->filePath(path), text);
    }
    [[nodiscard]] Result<std::unique_ptr<Pack>> open() const
    {
        return Pack::open(m_folder->path());
    }
    /// The pack's first scenario.
    Result<Scenario> first()
    {
        const auto pack = open();
        return pack ? (*pack)->scenario(0, m_blobs) : std::unexpected(pack.error());
    }
    QByteArray bytes(const Manifest &manifest, const QString &path)
    {
        return m_blobs.blob(manifest.files.value(path).blob).value_or("not there");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    BlobStore m_blobs;
};

void FolderPackTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    write(u"pack.json"_s, header);
}

void FolderPackTest::readsEverything()
{
    write(u"one/scenario.json"_s, scenarioText(R"(
        "language": "none", "title": "T", "instruction": {"file": "i.md"},
        "target": {"file": "a.py", "symbol": "A.b", "range": [2, 5]},
        "answer": {"form": "body", "contains": "x", "lacks": "y"},
        "workspace": {"folder": "work"},
        "limits": {"wall_s": 1.5},
        "checks": [{"type": "first"},
                   {"type": "second", "id": "b", "role": "graded", "weight": 0.5,
                    "after": ["first"], "files": "hidden", "deep": {"x": [1, "y"]}},
                   {"type": "third", "role": "informative", "files":
                    {"t/a": "A", "run": {"base64": "AP8=", "mode": "executable"},
                     "t/link": {"symlink": "a"}}}],
        "protected": ["tests/**"],
        "reference": {"file": "ref.py", "form": "file"},
        "samples": [{"id": "s", "label": "wrong", "note": "n", "fails": ["b", "answer"], "author": "a",
                     "diff": "s.diff"},
                    {"id": "f", "label": "right", "folder": "answer", "removed": ["old.py"]},
                    {"id": "t", "label": "right", "text": "häh"}],
        "tags": ["x", "y"], "difficulty": "easy", "source": "own", "licence": "own too",
        "author": "me")"));
    write(u"one/i.md"_s, "Write it, please – now.\n");
    write(u"one/work/a.py"_s, "pass\n");
    write(u"one/work/deep/b.txt"_s, "b");
    write(u"one/hidden/test.py"_s, "assert True\n");
    write(u"one/ref.py"_s, "right\n");
    write(u"one/s.diff"_s, "--- a\n");
    write(u"one/answer/a.py"_s, "x");

    const auto scenario = first();
    QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error().text()));
    QCOMPARE(scenario->id, u"one"_s);
    QCOMPARE(scenario->pack, u"p"_s);
    QCOMPARE(scenario->kind, u"generate"_s);
    QCOMPARE(scenario->language, u"none"_s);
    QCOMPARE(scenario->title, u"T"_s);
    QCOMPARE(scenario->turns.size(), size_t(1));
    QCOMPARE(scenario->turns[0].instruction, u"Write it, please – now.\n"_s);
    QCOMPARE(scenario->target, (Target{u"a.py"_s, u"A.b"_s, LineRange{2, 5}}));
    QCOMPARE(scenario->answerForm, AnswerForm::Body);
    QCOMPARE(scenario->accept, (AcceptRule{u"x"_s, u"y"_s}));
    QCOMPARE(scenario->workspace.files.keys(), QStringList({u"a.py"_s, u"deep/b.txt"_s}));
    QCOMPARE(bytes(scenario->workspace, u"a.py"_s), "pass\n");
    QCOMPARE(scenario->limits.wall, std::chrono::milliseconds(1500));
    QCOMPARE(scenario->limits.memoryBytes, Limits().memoryBytes);
    QCOMPARE(scenario->protectedFiles, QStringList(u"tests/**"_s));
    QCOMPARE(scenario->tags, QStringList({u"x"_s, u"y"_s}));
    QCOMPARE(scenario->difficulty, u"easy"_s);
    QCOMPARE(scenario->source, u"own"_s);
    QCOMPARE(scenario->licence, u"own too"_s);
    QCOMPARE(scenario->author, u"me"_s);

    const auto &checks = scenario->turns[0].checks;
    QCOMPARE(checks.size(), size_t(3));
    QCOMPARE(checks[0].id, u"first"_s);
    QCOMPARE(checks[0].role, CheckRole::Required);
    QCOMPARE(checks[0].parameters, Json::object());
    QCOMPARE(checks[1].id, u"b"_s);
    QCOMPARE(checks[1].role, CheckRole::Graded);
    QCOMPARE(checks[1].weight, 0.5);
    QCOMPARE(checks[1].after, QStringList(u"first"_s));
    QCOMPARE(checks[1].parameters, parsed(R"({"deep": {"x": [1, "y"]}})"));
    QCOMPARE(bytes(checks[1].files, u"test.py"_s), "assert True\n");
    QCOMPARE(checks[2].role, CheckRole::Informative);
    QCOMPARE(bytes(checks[2].files, u"run"_s), QByteArray("\0\xff", 2));
    QCOMPARE(checks[2].files.files[u"run"_s].mode, FileMode::Executable);
    QCOMPARE(checks[2].files.files[u"t/link"_s].mode, FileMode::Symlink);
    QCOMPARE(bytes(checks[2].files, u"t/link"_s), "a");

    QVERIFY(scenario->reference);
    QCOMPARE(scenario->reference->text, "right\n");
    QCOMPARE(scenario->reference->form, AnswerForm::File);
    QCOMPARE(scenario->samples.size(), size_t(3));
    QCOMPARE(scenario->samples[0].answer.form, AnswerForm::Diff);
    QCOMPARE(scenario->samples[0].answer.text, "--- a\n");
    QCOMPARE(scenario->samples[0].fails, QStringList({u"b"_s, u"answer"_s}));
    QCOMPARE(bytes(scenario->samples[1].answer.files, u"a.py"_s), "x");
    QCOMPARE(scenario->samples[1].answer.removed, QStringList(u"old.py"_s));
    QCOMPARE(scenario->samples[2].answer.text, "h\xc3\xa4h");
    QVERIFY(!scenario->samples[2].answer.form);
}

void FolderPackTest::takesDefaults()
{
    write(u"one/scenario.json"_s, scenarioText(""));
    const auto scenario = first();
    QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error().text()));
    QCOMPARE(scenario->title, u"one"_s);
    QCOMPARE(scenario->licence, u"MIT"_s);
    QCOMPARE(scenario->author, u"someone"_s);
    QCOMPARE(scenario->source, u"somewhere"_s);
    QCOMPARE(scenario->answerForm, AnswerForm::Auto);
    QCOMPARE(scenario->limits, Limits());
    QCOMPARE(scenario->workspace, Manifest());
    QVERIFY(!scenario->reference);
    QCOMPARE(scenario->extra, Json::object());
}

void FolderPackTest::readsTurns()
{
    write(u"one/scenario.json"_s, scenarioText(R"(
        "turns": [{"instruction": "first", "checks": [{"type": "a"}]},
                  {"instruction": "second", "checks": [{"type": "a", "id": "a2"}]}],
        "checks": [{"type": "b", "after": ["a2"]}])"));
    const auto scenario = first();
    QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error().text()));
    QCOMPARE(scenario->turns.size(), size_t(2));
    QCOMPARE(scenario->turns[1].instruction, u"second"_s);
    QCOMPARE(scenario->turns[0].checks.size(), size_t(1));
    QCOMPARE(scenario->turns[1].checks.size(), size_t(2));
    QCOMPARE(scenario->turns[1].checks[1].id, u"b"_s);
    QVERIFY(scenario->check(u"a2"_s));
    QVERIFY(!scenario->check(u"a3"_s));
}

void FolderPackTest::keepsAKindsOwnMembers()
{
    write(u"one/scenario.json"_s, scenarioText(R"("generate": {"anything": [1, {"file": "x"}]})"));
    const auto scenario = first();
    QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error().text()));
    QCOMPARE(scenario->extra, parsed(R"({"generate": {"anything": [1, {"file": "x"}]}})"));

    // a kind named like a common member doesn't open a way around that member's schema
    write(u"one/scenario.json"_s,
          R"({"format": 1, "id": "a", "kind": "target", "instruction": "x",
              "target": {"range": "no list"}})");
    const auto refused = first();
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"/target/range: found \"no list\""_s),
             qPrintable(refused.error().message));
}

void FolderPackTest::resolvesFilesInParameters()
{
    write(u"one/scenario.json"_s, scenarioText(R"(
        "checks": [{"type": "zzz", "cases": {"file": "data/cases.json"},
                    "list": ["x", {"file": "../shared.txt"}],
                    "other": {"file": "data/cases.json", "more": 1}}])"));
    write(u"one/data/cases.json"_s, R"([{"args": [1]}])");
    write(u"shared.txt"_s, "of the pack\n");
    const auto scenario = first();
    QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error().text()));
    QCOMPARE(scenario->turns[0].checks[0].parameters,
             parsed(R"({"cases": [{"args": [1]}], "list": ["x", "of the pack\n"],
                        "other": {"file": "data/cases.json", "more": 1}})"));
}

void FolderPackTest::ordersScenarios()
{
    for (const char *id : {"b", "a", "c", "d"})
        write(QString::fromLatin1(id) + u"-folder/scenario.json"_s, scenarioText("", id));
    write(u"group/deep/e/scenario.json"_s, scenarioText("", "e"));
    write(u"group/deep/too/deep/scenario.json"_s, scenarioText("", "f"));
    write(u"a-folder/inner/scenario.json"_s, "not looked at");
    write(u".hidden/scenario.json"_s, "not looked at");
    write(u"pack.json"_s,
          R"({"format": 1, "name": "p", "scenarios": ["d-folder", "group/deep/e", "b-folder/"]})");
    const auto pack = open();
    QVERIFY2(pack, qPrintable(pack ? QString() : pack.error().text()));
    QStringList ids;
    for (qsizetype i = 0; i < (*pack)->size(); ++i)
        ids.append((*pack)->idAt(i));
    QCOMPARE(ids, QStringList({u"d"_s, u"e"_s, u"b"_s, u"a"_s, u"c"_s}));
    QCOMPARE((*pack)->indexOf(u"a"_s), std::optional<qsizetype>(3));
    QCOMPARE((*pack)->indexOf(u"z"_s), std::nullopt);
    QCOMPARE((*pack)->name(), u"p"_s);
    QCOMPARE((*pack)->title(), u"p"_s);
    const auto scenario = (*pack)->scenario(1, m_blobs);
    QVERIFY(scenario);
    QCOMPARE(scenario->id, u"e"_s);
}

void FolderPackTest::opensWhatIsNamed_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("size");
    QTest::newRow("folder") << u""_s << 2;
    QTest::newRow("pack.json") << u"/pack.json"_s << 2;
    QTest::newRow("one scenario") << u"/b"_s << 1;
    QTest::newRow("its file") << u"/b/scenario.json"_s << 1;
}

void FolderPackTest::opensWhatIsNamed()
{
    QFETCH(const QString, path);
    QFETCH(const int, size);
    write(u"a/scenario.json"_s, scenarioText("", "a"));
    write(u"b/scenario.json"_s, scenarioText(R"("instruction": {"file": "../i.md"})", "b"));
    write(u"i.md"_s, "shared");
    const auto pack = Pack::open(m_folder->path() + path);
    QVERIFY2(pack, qPrintable(pack ? QString() : pack.error().text()));
    QCOMPARE((*pack)->size(), size);
    QCOMPARE((*pack)->name(), u"p"_s);
    QCOMPARE((*pack)->path(), m_folder->path());
    const auto scenario = (*pack)->scenario(size - 1, m_blobs);
    QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error().text()));
    QCOMPARE(scenario->turns[0].instruction, u"shared"_s);
    QCOMPARE(scenario->licence, u"MIT"_s);
}

void FolderPackTest::refusesPacks_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const char *text, const QString &message,
                        ErrorCode code = ErrorCode::BadInput) {
        QTest::newRow(name) << QByteArray(text) << message << int(code);
    };
    row("no JSON", "{", u"not valid JSON"_s);
    row("empty", "", u"not valid JSON"_s);
    row("not an object", "[]", u"expected an object"_s);
    row("no name", R"({"format": 1})", u"the member \"name\" is missing"_s);
    row("bad name", R"({"format": 1, "name": "../x"})", u"pack.json at /name: found \"../x\""_s);
    row("newer", R"({"format": 7, "name": "x", "future": true})",
        u"at /format: format 7 was written for a newer Touchstone"_s, ErrorCode::Newer);
    row("listed, not there", R"({"format": 1, "name": "x", "scenarios": ["nowhere"]})",
        u"at /scenarios/0: there is no scenario.json in"_s);
    row("listed twice", R"({"format": 1, "name": "x", "scenarios": ["a", "a/"]})",
        u"at /scenarios/1: \"a\" stands in the list twice"_s);
    row("listed outside", R"({"format": 1, "name": "x", "scenarios": ["../a"]})",
        u"at /scenarios/0: there is no scenario.json in"_s);
}

void FolderPackTest::refusesPacks()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, message);
    QFETCH(const int, code);
    write(u"a/scenario.json"_s, scenarioText("", "a"));
    write(u"pack.json"_s, text);
    const auto pack = open();
    QVERIFY(!pack);
    QCOMPARE(int(pack.error().code), code);
    QVERIFY2(pack.error().message.contains(message), qPrintable(pack.error().message));
    QVERIFY(pack.error().message.contains(m_folder->filePath(u"pack.json"_s)));
}

void FolderPackTest::namesBothPlacesOfADuplicate()
{
    write(u"a/scenario.json"_s, scenarioText("", "same"));
    write(u"b/scenario.json"_s, scenarioText("", "same"));
    const auto pack = open();
    QVERIFY(!pack);
    QCOMPARE(pack.error().message,
             u"%1/b/scenario.json at /id: the id \"same\" is taken by %1/a/scenario.json"_s.arg(
                 m_folder->path()));
    QVERIFY(!Pack::open(m_folder->filePath(u"nowhere"_s)));
    const auto none = Pack::open(m_folder->filePath(u"a/.."_s) + u"/a/scenario.json"_s);
    QVERIFY(none); // a pack of one knows nothing of the other
    const QTemporaryDir empty;
    const auto noPack = Pack::open(empty.path());
    QVERIFY(!noPack);
    QVERIFY(noPack.error().message.contains(u"is no pack: expected a folder with pack.json"_s));
}

void FolderPackTest::keepsBrokenScenariosApart()
{
    write(u"a/scenario.json"_s, scenarioText("", "a"));
    write(u"broken/scenario.json"_s, "{");
    write(u"nameless/scenario.json"_s, R"({"format": 1, "id": 5})");
    const auto pack = open();
    QVERIFY2(pack, qPrintable(pack ? QString() : pack.error().text()));
    QCOMPARE((*pack)->size(), 3);
    QCOMPARE((*pack)->idAt(1), u"broken"_s);
    QCOMPARE((*pack)->idAt(2), u"nameless"_s);
    QVERIFY((*pack)->scenario(0, m_blobs));
    const auto broken = (*pack)->scenario(1, m_blobs);
    QVERIFY(!broken);
    QVERIFY(broken.error().message.contains(u"broken/scenario.json: not valid JSON"_s));
    QVERIFY(!(*pack)->scenario(2, m_blobs));
}

void FolderPackTest::refusesScenarios_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *members, const QString &message) {
        QTest::newRow(name) << QByteArray(members) << message;
    };
    row("unknown member", R"("lang": "c")", u"scenario.json at /lang: unknown member \"lang\""_s);
    row("both instruction and turns", R"("instruction": "x", "turns": [{"instruction": "y"}])",
        u"scenario.json: exactly one of \"instruction\" and \"turns\" is expected"_s);
    row("empty instruction", R"("instruction": " \n")", u"at /instruction: the text is empty"_s);
    row("missing file", R"("instruction": {"file": "no.md"})",
        u"scenario.json at /instruction/file: there is no \"no.md\" in"_s);
    row("absolute path", R"("instruction": {"file": "/etc/passwd"})",
        u"at /instruction/file: found \"/etc/passwd\", expected a path relative to"_s);
    row("path out of the pack", R"("workspace": {"folder": "../../.."})",
        u"at /workspace/folder: \"../../..\" leads out of"_s);
    row("folder as file", R"("instruction": {"file": "dir"})",
        u"at /instruction/file: \"dir\" is not a file"_s);
    row("file as folder", R"("workspace": {"folder": "text.txt"})",
        u"at /workspace/folder: \"text.txt\" is not a folder"_s);
    row("NUL in path", R"("instruction": {"file": "text.txt\u0000x"})",
        u"expected a path relative to"_s);
    row("two workspaces", R"("workspace": {"folder": "dir", "files": {}})",
        u"at /workspace: exactly one of \"folder\", \"files\" and \"bundle\" is expected"_s);
    row("commit without bundle", R"("workspace": {"folder": "dir", "missing": "x"})",
        u"\"commit\" and \"missing\" go with \"bundle\" only"_s);
    row("bundle without commit", R"("workspace": {"bundle": "text.txt"})",
        u"a bundle needs \"commit\""_s);
    row("bundle not there",
        R"("workspace": {"bundle": "x.bundle", "commit": "0123456789012345678901234567890123456789"})",
        u"at /workspace/bundle: there is no \"x.bundle\" in"_s);
    row("bundle that is none",
        R"("workspace": {"bundle": "text.txt", "missing": "x", "commit": "0123456789012345678901234567890123456789"})",
        u"text.txt"_s);
    row("image not there",
        R"("root": {"image": "sha256:0000000000000000000000000000000000000000000000000000000000000000"})",
        u"at /root/image: the image sha256:0000"_s);
    row("inline path up", R"("workspace": {"files": {"../x": ""}})",
        u"at /workspace/files/..~1x: found the path \"../x\""_s);
    row("inline absolute path", R"("workspace": {"files": {"/x": ""}})",
        u"found the path \"/x\""_s);
    row("inline empty path", R"("workspace": {"files": {"": ""}})", u"found the path \"\""_s);
    row("file in the place of a folder", R"("workspace": {"files": {"a": "", "a/b": ""}})",
        u"at /workspace/files: "_s);
    row("link out", R"("workspace": {"files": {"a/b": {"symlink": "../../x"}}})",
        u"at /workspace/files/a~1b: "_s);
    row("link with text", R"("workspace": {"files": {"a": {"symlink": "b", "text": ""}}})",
        u"a symlink has no other member"_s);
    row("text and base64", R"("workspace": {"files": {"a": {"base64": "", "text": ""}}})",
        u"exactly one of \"text\", \"base64\" and \"symlink\" is expected"_s);
    row("bad base64", R"("workspace": {"files": {"a": {"base64": "%%"}}})",
        u"at /workspace/files/a/base64: not base64"_s);
    row("range backwards", R"("target": {"range": [5, 2]})",
        u"at /target/range: the first line, 5, stands behind the last, 2"_s);
    row("check twice", R"("checks": [{"type": "x"}, {"type": "x"}])",
        u"at /checks/1: the check id \"x\" is taken by the one at /checks/0"_s);
    row("check twice in turns",
        R"("turns": [{"instruction": "a", "checks": [{"type": "x"}]}], "checks": [{"type": "x"}])",
        u"at /checks/0: the check id \"x\" is taken by the one at /turns/0/checks/0"_s);
    row("after nothing", R"("checks": [{"type": "x", "after": ["y"]}, {"type": "y"}])",
        u"at /checks/0/after: no check \"y\" stands before this one"_s);
    row("after itself", R"("checks": [{"type": "x", "after": ["x"]}])", u"no check \"x\""_s);
    row("path for type", R"("checks": [{"type": "../scenario"}])",
        u"at /checks/0/type: found \"../scenario\""_s);
    row("parameter's file", R"("checks": [{"type": "x", "a": [{"file": "no.json"}]}])",
        u"at /checks/0/a/0/file: there is no \"no.json\""_s);
    row("parameter's file is no JSON", R"("checks": [{"type": "x", "a": {"file": "bad.json"}}])",
        u"bad.json: not valid JSON"_s);
    row("parameter's file is no text", R"("checks": [{"type": "x", "a": {"file": "bytes"}}])",
        u"bytes is not UTF-8 text"_s);
    row("check named answer", R"("checks": [{"type": "x", "id": "answer"}])",
        u"at /checks/0: the id \"answer\" is not for checks"_s);
    row("no answer", R"("reference": {})",
        u"at /reference: found none, expected exactly one of \"file\", \"text\", \"folder\" and \"diff\""_s);
    row("two answers", R"("reference": {"text": "", "file": "text.txt"})",
        u"found \"file\" and \"text\", expected exactly one of \"file\", \"text\""_s);
    row("form of a folder", R"("reference": {"folder": "dir", "form": "file"})",
        u"\"form\" does not go with \"folder\""_s);
    row("removed without folder", R"("reference": {"text": "", "removed": ["x"]})",
        u"\"removed\" goes with \"folder\" only"_s);
    row("diff as file", R"("reference": {"diff": "text.txt", "form": "file"})",
        u"at /reference/form: a diff has the form \"diff\""_s);
    row("sample twice",
        R"("samples": [{"id": "s", "label": "right", "text": ""}, {"id": "s", "label": "right", "text": ""}])",
        u"at /samples/1/id: there is another sample \"s\""_s);
    row("right one fails",
        R"("samples": [{"id": "s", "label": "right", "text": "", "fails": ["x"]}])",
        u"at /samples/0/fails: a right answer fails no check"_s);
    row("fails nothing known",
        R"("checks": [{"type": "syntax"}, {"type": "z", "id": "hidden"}],
           "samples": [{"id": "s", "label": "wrong", "text": "", "fails": ["hiden"]}])",
        u"at /samples/0/fails: found \"hiden\", expected checks of this scenario: syntax, hidden (did you mean \"hidden\"?)"_s);
    row("unknown parameter in a file",
        R"("checks": [{"type": "cases", "case": {"file": "good.json"}}])",
        u"at /checks/0/case (in "_s);
}

void FolderPackTest::refusesScenarios()
{
    QFETCH(const QByteArray, members);
    QFETCH(const QString, message);
    write(u"one/scenario.json"_s, scenarioText(members));
    write(u"one/text.txt"_s, "text");
    write(u"one/bad.json"_s, "[1");
    write(u"one/good.json"_s, "[]");
    write(u"one/bytes"_s, "\xff\xfe");
    write(u"one/dir/file"_s, "x");
    const auto scenario = first();
    QVERIFY(!scenario);
    QVERIFY2(scenario.error().text().contains(message), qPrintable(scenario.error().text()));
}

void FolderPackTest::staysInsideThroughLinks()
{
    const QTemporaryDir outside;
    writeFile(outside.filePath(u"secret.md"_s), "secret");
    const QString one = m_folder->filePath(u"one"_s);
    QDir().mkpath(one);
    QVERIFY(QFile::link(outside.path(), one + u"/out"_s));
    QVERIFY(QFile::link(outside.filePath(u"secret.md"_s), one + u"/file.md"_s));
    QVERIFY(QFile::link(u"/"_s, m_folder->filePath(u"root"_s)));
    for (const char *path : {"out/secret.md", "file.md", "../root/etc/passwd"}) {
        write(u"one/scenario.json"_s,
              scenarioText(R"("instruction": {"file": ")" + QByteArray(path) + "\"}"));
        const auto scenario = first();
        QVERIFY(!scenario);
        QVERIFY2(scenario.error().message.contains(u"leads out of"_s),
                 qPrintable(scenario.error().message));
    }
    write(u"one/scenario.json"_s, scenarioText(R"("workspace": {"folder": "out"})"));
    QVERIFY(!first());
    // scenario.json itself
    QVERIFY(QFile::remove(one + u"/scenario.json"_s));
    QVERIFY(QFile::link(outside.filePath(u"secret.md"_s), one + u"/scenario.json"_s));
    const auto scenario = first();
    QVERIFY(!scenario);
    QVERIFY(!scenario.error().message.contains(u"secret\""_s));
    QVERIFY(scenario.error().message.contains(u"leads out of"_s));
}

void FolderPackTest::refusesDevices()
{
    QDir().mkpath(m_folder->filePath(u"one"_s));
    const QByteArray pipe = QFile::encodeName(m_folder->filePath(u"one/pipe"_s));
    QCOMPARE(mkfifo(pipe.constData(), 0600), 0);
    write(u"one/scenario.json"_s, scenarioText(R"("instruction": {"file": "pipe"})"));
    const auto scenario = first(); // would wait for ever if it opened the pipe
    QVERIFY(!scenario);
    QVERIFY(scenario.error().message.contains(u"\"pipe\" is not a file"_s));

    const QTemporaryDir other;
    const QByteArray header = QFile::encodeName(other.filePath(u"pack.json"_s));
    QCOMPARE(mkfifo(header.constData(), 0600), 0);
    QVERIFY(!Pack::open(other.path()));
}

void FolderPackTest::saysWhatIsMissing()
{
    const QByteArray commit(40, 'a');
    const QByteArray image = "sha256:" + QByteArray(64, '1');
    write(u"one/scenario.json"_s,
          scenarioText(R"("workspace": {"bundle": "big.bundle", "commit": ")" + commit
                       + R"(", "missing": "make fetch"}, "root": {"image": ")" + image
                       + R"(", "missing": "make image"})"));
    const auto scenario = first();
    QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error().text()));
    QCOMPARE(scenario->workspaceMissing, u"the bundle big.bundle is not at hand: make fetch"_s);
    QCOMPARE(scenario->rootImage, QString::fromLatin1(image));

    write(u"one/scenario.json"_s,
          scenarioText(R"("root": {"image": ")" + image + R"(", "missing": "make image"})"));
    QVERIFY(first()->workspaceMissing.endsWith(u": make image"_s));

    const QTemporaryDir images;
    QDir(images.path()).mkpath(QString(64, u'1'));
    qputenv("TOUCHSTONE_IMAGES", "/nowhere:" + images.path().toUtf8());
    const auto found = first();
    const auto folder = rootImageFolder(QString::fromLatin1(image));
    qunsetenv("TOUCHSTONE_IMAGES");
    QVERIFY(found);
    QCOMPARE(found->workspaceMissing, QString());
    QCOMPARE(folder, std::optional(images.filePath(QString(64, u'1'))));
    QVERIFY(!rootImageFolder(u"../../etc"_s));
}

void FolderPackTest::readsOnManyThreads()
{
    for (int i = 0; i < 20; ++i) {
        const QString name = u"s%1"_s.arg(i);
        write(name + u"/scenario.json"_s,
              scenarioText(R"("instruction": {"file": "i"}, "checks": [{"type": "x"}])",
                           name.toUtf8()));
        write(name + u"/i"_s, name.toUtf8());
    }
    const auto pack = open();
    QVERIFY(pack);
    std::atomic<int> wrong = 0;
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 100; ++i) {
                const qsizetype index = (i * 7 + t) % (*pack)->size();
                const auto scenario = (*pack)->scenario(index, m_blobs);
                wrong += !scenario || scenario->id != (*pack)->idAt(index)
                    || scenario->turns[0].instruction != scenario->id;
            }
        });
    threads.clear();
    QCOMPARE(wrong.load(), 0);
}

void FolderPackTest::noticesAChange()
{
    write(u"one/scenario.json"_s, scenarioText("", "before"));
    const auto pack = open();
    QVERIFY(pack);
    write(u"one/scenario.json"_s, scenarioText("", "after"));
    const auto scenario = (*pack)->scenario(0, m_blobs);
    QVERIFY(!scenario);
    QCOMPARE(scenario.error().code, ErrorCode::Changed);
}

namespace {

/// Puts something else in the place of some value in `json`.
void mutate(Json &json, QRandomGenerator &random)
{
    if (json.is_structured() && !json.empty() && random.bounded(5) != 0) {
        auto it = json.begin();
        std::advance(it, random.bounded(int(json.size())));
        return mutate(*it, random);
    }
    const Json substitutes[] = {nullptr,
                                true,
                                -1,
                                1e300,
                                18446744073709551615u,
                                "",
                                "../../..",
                                std::string(300, 'x'),
                                std::string("\0\x1b[31m\n", 7),
                                Json::array(),
                                Json::object(),
                                parsed(R"({"file": "i.md"})"),
                                parsed(R"({"file": {"file": "i.md"}})"),
                                parsed(R"([[[[[[[[1]]]]]]]])")};
    json = substitutes[random.bounded(int(std::size(substitutes)))];
}

} // namespace

void FolderPackTest::survivesMutations()
{
    const QByteArray text = scenarioText(R"(
        "language": "python", "instruction": {"file": "i.md"},
        "target": {"file": "a.py", "symbol": "A.b", "range": [2, 5]},
        "answer": {"form": "body", "contains": "x"},
        "workspace": {"files": {"a/b": "x", "c": {"base64": "AP8="}, "d": {"symlink": "c"}}},
        "limits": {"wall_s": 1.5, "processes": 3},
        "checks": [{"type": "first", "weight": 2},
                   {"type": "b", "after": ["first"], "files": {"x": "y"},
                    "deep": {"x": [1, {"file": "i.md"}]}}],
        "reference": {"text": "x", "form": "file"},
        "generate": {"own": [1]},
        "samples": [{"id": "s", "label": "wrong", "fails": ["b"], "text": "x"}])");
    write(u"one/i.md"_s, "text");
    write(u"one/scenario.json"_s, text);
    QVERIFY(first());
    QRandomGenerator random(20240501);
    int read = 0;
    int refused = 0;
    for (int round = 0; round < 1500; ++round) {
        Json json = parsed(text);
        for (int n = random.bounded(2); n >= 0; --n)
            mutate(json, random);
        QByteArray bytes = dumpJson(json);
        if (round % 10 == 0) // and now and then not even JSON
            bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
        write(u"one/scenario.json"_s, bytes);
        const auto scenario = first();
        if (scenario) {
            QVERIFY(!scenario->turns.empty());
            ++read;
        } else {
            QVERIFY(!scenario.error().message.isEmpty());
            ++refused;
        }
    }
    qInfo("%d read, %d refused", read, refused);
    QVERIFY(read > 50);
    QVERIFY(refused > 500);

    // nesting, up to what a parser takes and beyond
    for (const int depth : {100, 160, 190, 199, 201, 100'000}) {
        const QByteArray deep = QByteArray(depth, '[') + QByteArray(depth, ']');
        for (const QByteArray &members : {R"("checks": [{"type": "x", "a": )" + deep + "}]",
                                          R"("generate": {"a": )" + deep + '}', "\"tags\": " + deep,
                                          R"("workspace": {"files": {"a": )" + deep + "}}"}) {
            write(u"one/scenario.json"_s, scenarioText(members));
            const auto scenario = first();
            const bool fits =
                depth == 100 && !members.contains("tags") && !members.contains("workspace");
            QCOMPARE(bool(scenario), fits);
            if (scenario) {
                const auto again =
                    fromResolved(*parseJson(dumpJson(toResolved(*scenario)), {}), {u"resolved"_s});
                QVERIFY2(again, qPrintable(again ? QString() : again.error().text()));
            }
        }
    }
}

void FolderPackTest::shippedPacksLoad()
{
    const auto data = dataFolder();
    QVERIFY(data);
    const QDir scenarios(*data + u"/scenarios"_s);
    int packs = 0;
    for (const QString &name : scenarios.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (!scenarios.exists(name + u"/pack.json"_s))
            continue;
        const auto pack = Pack::open(scenarios.filePath(name));
        QVERIFY2(pack, qPrintable(pack ? QString() : pack.error().text()));
        ++packs;
        for (qsizetype i = 0; i < (*pack)->size(); ++i) {
            const auto scenario = (*pack)->scenario(i, m_blobs);
            QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error().text()));
        }
    }
    if (packs == 0)
        QSKIP("no packs are shipped with this tree");
}

QTEST_GUILESS_MAIN(FolderPackTest)
#include "tst_folderpack.moc"

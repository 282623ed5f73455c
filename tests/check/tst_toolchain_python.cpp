#include "core/check/channel.h"
#include "core/check/diagnostic.h"
#include "support/checkbench.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

using Files = QMap<QString, QByteArray>;

/// The drivers of resources/toolchains/python.
class TestToolchainPython : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void analysers_data();
    void analysers();
    void nothingIsRun_data();
    void nothingIsRun();
    void missingTool();
    void tokens_data();
    void tokens();
    void unreadable_data();
    void unreadable();
    void docs_data();
    void docs();
    void hugeFile();
    void shuffledTests();
    void coverage();
};

namespace {

struct Ran {
    ExecResult result;
    Json answer; ///< of stdout
    QString missing; ///< the tool that is not there
};

/// Runs an action of Python on a workspace.
Ran run(CheckBench &bench, const QString &action, const Files &workspace, const QStringList &files,
        const QByteArray &input = {}, const QMap<QString, QString> &environment = {})
{
    const Toolchain &python = *bench.toolchains().find(u"python"_s);
    const ToolAction &known = python.actions[action];
    const bool npm = known.environment.values().contains(u"{npm}"_s);
    if (npm && python.npmFolder.isEmpty())
        return {{}, {}, known.tool};
    auto command = python.command(action, files);
    if (!command)
        qFatal("%s", qPrintable(command.error().text()));
    if (known.limits)
        command->limits = *known.limits;
    command->input = input;
    command->environment.insert(environment);
    command->collect = {u"**"_s};
    const auto result =
        bench.executor().run({bench.files(workspace), &bench.blobs, std::move(*command)}, {});
    if (!result)
        qFatal("%s", qPrintable(result.error().text()));
    Ran ran{*result, {}, {}};
    if (result->end == ExecResult::End::NotStarted)
        ran.missing = known.tool;
    if (const auto json = parseJson(result->output, {action, {}, 0}))
        ran.answer = *json;
    if (ran.answer.is_object())
        ran.missing = stringOr(ran.answer, "missing", ran.missing);
    return ran;
}

QByteArray told(const Ran &ran)
{
    return ran.result.ending().toUtf8() + "\n" + ran.result.output.left(4000) + "\n"
        + ran.result.errors.left(4000);
}

/// Leaves a file where it is run, however.
const QByteArray trap = "import os\nopen('/work/OWNED', 'w').close()\nprint('[]')\nos._exit(0)\n";

const QByteArray faulty = "import os\n"
                          "\n"
                          "\n"
                          "def f(items=[]):\n"
                          "    return len(items) + twice('x')\n"
                          "\n"
                          "\n"
                          "def twice(n: int) -> int:\n"
                          "    \"\"\"Double it.\n"
                          "\n"
                          "    Args:\n"
                          "        m: what is doubled\n"
                          "    \"\"\"\n"
                          "    return 2 * n\n";

const QByteArray clean = "\"\"\"Numbers.\"\"\"\n"
                         "\n"
                         "\n"
                         "def twice(n: int) -> int:\n"
                         "    \"\"\"Double it.\"\"\"\n"
                         "    return 2 * n\n";

const QStringList tools{u"pylint"_s, u"flake8"_s, u"mypy"_s, u"pyright"_s, u"pydocstyle"_s};

} // namespace

#define RUN(ran, ...)                                                                              \
    const Ran ran = run(__VA_ARGS__);                                                              \
    if (!(ran).missing.isEmpty())                                                                  \
    QSKIP(qPrintable((ran).missing + u" is not installed here"_s))

void TestToolchainPython::analysers_data()
{
    QTest::addColumn<QString>("tool");
    QTest::addColumn<Files>("more");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("code"); // "-": nothing may be found
    QTest::addColumn<int>("line");
    const auto row = [](const char *name, const QString &tool, const Files &more,
                        const QByteArray &source, const QString &code, int line) {
        QTest::newRow(name) << tool << more << source << code << line;
    };
    row("pylint", u"pylint"_s, {}, faulty, u"W0102"_s, 4);
    row("pylint, documented parameters", u"pylint"_s, {}, faulty, u"W9017"_s, 8);
    row("pylint, its configuration", u"pylint"_s,
        {{u".pylintrc"_s, "[MASTER]\naccept-no-param-doc=no\n"}}, faulty, u"W9015"_s, 8);
    row("pylint, configuration in TOML", u"pylint"_s,
        {{u"pyproject.toml"_s, "[tool.pylint.format]\nmax-line-length = 20\n"}}, clean, u"C0301"_s,
        4);
    row("flake8", u"flake8"_s, {}, faulty, u"F401"_s, 1);
    row("flake8, its configuration", u"flake8"_s,
        {{u"setup.cfg"_s, "[flake8]\nmax-line-length = 20  # short\n"}}, clean, u"E501"_s, 4);
    row("mypy", u"mypy"_s, {}, "def f(n: int) -> int:\n    return n\n\n\nf('x')\n", u"arg-type"_s,
        5);
    row("mypy, its configuration", u"mypy"_s, {{u"mypy.ini"_s, "[mypy]\nstrict = True\n"}}, faulty,
        u"no-untyped-def"_s, 4);
    row("mypy, configuration in TOML", u"mypy"_s,
        {{u"pyproject.toml"_s, "[tool.mypy]\ndisallow_untyped_defs = true\n"}}, faulty,
        u"no-untyped-def"_s, 4);
    row("mypy, modules below src", u"mypy"_s,
        {{u"src/lib.py"_s, "def f(n: int) -> int:\n    return n\n"}},
        "from lib import f\n\nf('x')\n", u"arg-type"_s, 3);
    row("pyright", u"pyright"_s, {}, faulty, u"reportArgumentType"_s, 5);
    row("pyright, its configuration", u"pyright"_s,
        {{u"pyrightconfig.json"_s, "{\"reportUnusedImport\": \"error\"}"}}, faulty,
        u"reportUnusedImport"_s, 1);
    row("pydocstyle", u"pydocstyle"_s, {}, faulty, u"D103"_s, 4);
    for (const QString &tool : tools) {
        const QByteArray name = tool.toUtf8();
        row(name + ", clean", tool, {}, clean, u"-"_s, 0);
        row(name + ", not UTF-8", tool, {}, "x = '\xff'\n", {}, 1);
        row(name + ", broken", tool, {}, "x = 1\ndef f(:\n", {}, 2);
        row(name + ", zero byte", tool, {}, QByteArray("x = 1\0\n", 7), {}, 0);
        row(name + ", deep", tool, {}, QByteArray("(").repeated(5000), {}, 1);
        row(name + ", empty", tool, {}, {}, tool == u"pydocstyle"_s ? QString() : u"-"_s, 0);
    }
}

void TestToolchainPython::analysers()
{
    QFETCH(QString, tool);
    QFETCH(Files, more);
    QFETCH(QByteArray, source);
    QFETCH(QString, code);
    QFETCH(int, line);
    CheckBench bench;
    REQUIRE_BENCH(bench);
    more.insert(u"a.py"_s, source);
    RUN(ran, bench, analyserAction(tool), more, {u"a.py"_s});
    QVERIFY2(ran.result.succeeded(), told(ran));
    const auto found = parseDiagnostics(ran.result.output, {tool, {}, 0});
    QVERIFY2(found, told(ran));
    if (code == u"-"_s) {
        QVERIFY2(found->empty(), told(ran));
        return;
    }
    const auto fits = [&](const Diagnostic &item) {
        return item.file == u"a.py"_s && (line == 0 || item.line == line)
            && (code.isEmpty() ? !item.code.isEmpty() : item.code == code);
    };
    QVERIFY2(std::ranges::any_of(*found, fits), told(ran));
}

void TestToolchainPython::nothingIsRun_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("file");
    for (const QString &tool : tools)
        for (const QString &file : {u"a.py"_s, u"pkg/a.py"_s})
            QTest::newRow(qPrintable(tool + u' ' + file)) << analyserAction(tool) << file;
    for (const QString &action : {u"tokens"_s, u"docs"_s, u"symbols"_s})
        QTest::newRow(qPrintable(action)) << action << u"a.py"_s;
}

void TestToolchainPython::nothingIsRun()
{
    QFETCH(QString, action);
    QFETCH(QString, file);
    CheckBench bench;
    REQUIRE_BENCH(bench);
    Files workspace{
        {u".pylintrc"_s,
         "[MASTER]\ninit-hook='open(\"/work/OWNED\", \"w\")'\nload-plugins=plugin\n"
         "unsafe-load-any-extension=yes\nextension-pkg-allow-list=plugin\n"},
        {u"mypy.ini"_s, "[mypy]\nplugins = plugin, plugin.py, ./plugin.py\n"},
        {u"setup.cfg"_s,
         "[flake8:local-plugins]\nextension =\n  X1 = plugin:Plugin\npaths = "
         ".\n[flake8]\nmax-complexity = 3\n"},
        {u"pyrightconfig.json"_s,
         "{\"venvPath\": \".\", \"venv\": \"venv\", \"pythonVersion\": \"3.12\"}"},
        {u"venv/bin/python"_s, "#!/bin/sh\ntouch /work/OWNED\n"},
    };
    for (const QString &name : {u"plugin"_s,
                                u"conftest"_s,
                                u"sitecustomize"_s,
                                u"usercustomize"_s,
                                u"json"_s,
                                u"os"_s,
                                u"ast"_s,
                                u"re"_s,
                                u"tokenize"_s,
                                u"typing"_s,
                                u"importlib/__init__"_s,
                                u"pylint"_s,
                                u"flake8"_s,
                                u"mypy"_s,
                                u"pydocstyle"_s,
                                u"astroid"_s,
                                u"isort"_s,
                                u"docstring_parser"_s,
                                u"gi/__init__"_s,
                                u"gi/repository/__init__"_s,
                                u"tomllib"_s,
                                u"configparser"_s})
        for (const QString &folder : {QString(), u"pkg/"_s})
            workspace.insert(folder + name + u".py"_s, trap);
    workspace.insert(u"pkg/__init__.py"_s, trap);
    workspace.insert(
        file,
        "from gi.repository import Gtk\nimport json\n\nprint('[]')\nopen('/work/OWNED', 'w')\n"
            + faulty);
    RUN(ran, bench, action, workspace, {file});
    QVERIFY2(ran.result.succeeded(), told(ran));
    QVERIFY2(!ran.result.after.files.contains(u"OWNED"_s), told(ran));
    QVERIFY2(!ran.answer.is_null() && ran.result.output.size() > 10, told(ran));
}

void TestToolchainPython::missingTool()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    const Ran ran = run(bench, u"analyse:pyright"_s, {{u"a.py"_s, clean}}, {u"a.py"_s}, {},
                        {{u"TOUCHSTONE_NPM"_s, u"/nowhere"_s}});
    QCOMPARE(ran.missing, u"pyright"_s);
}

void TestToolchainPython::tokens_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("equal");
    const auto row = [](const char *name, const QByteArray &one, const QByteArray &other,
                        bool equal) { QTest::newRow(name) << one << other << equal; };
    const QByteArray plain = "def f(a):\n    if a:\n        return 1\n    return 'x'\n";
    row("docstring", plain,
        "def f(a):\n    \"\"\"Do.\n\n    More.\n    \"\"\"\n    if a:\n        return 1\n    "
        "return 'x'\n",
        true);
    row("comments and blank lines", plain,
        "# f\ndef f(a):  # a\n\n    if a:\n        return 1\n\n    return 'x'\n", true);
    row("width of indentation", plain, "def f(a):\n  if a:\n      return 1\n  return 'x'\n", true);
    row("spaces", plain, "def  f( a ) :\n    if  a :\n        return  1\n    return 'x'\n", true);
    row("lines within brackets", plain,
        "def f(\n    a\n):\n    if a:\n        return 1\n    return 'x'\n", true);
    row("module's docstring", plain, "\"\"\"Module.\"\"\"\n" + plain, true);
    row("one line", "def f(): return 1\n", "def f():\n    \"\"\"Do.\"\"\"\n    return 1\n", true);
    row("one line each", "def f(): return 1\n", "def f(): \"Do.\"; return 1\n", true);
    row("nothing but pass", "class A(B): pass\n", "class A(B):\n    \"\"\"An A.\"\"\"\n", true);
    row("docstring in pieces", "def f():\n    return 1\n",
        "def f():\n    'a' \\\n        \"b\"\n    return 1\n", true);
    row("not ASCII", "def f(): é = 1; return é\n", "def f():\n    'é'; é = 1; return é\n", true);
    row("other block", plain, "def f(a):\n    if a:\n        return 1\n        return 'x'\n",
        false);
    row("quotes", plain, "def f(a):\n    if a:\n        return 1\n    return \"x\"\n", false);
    row("literal", plain, "def f(a):\n    if a:\n        return 2\n    return 'x'\n", false);
    row("a text that is no docstring", plain,
        "def f(a):\n    if a:\n        return 1\n    'x'\n    return 'x'\n", false);
    row("formatted text is no docstring", "def f():\n    return 1\n",
        "def f():\n    f'{g()}'\n    return 1\n", false);
    row("space within text", "x = 'a b'\n", "x = 'a  b'\n", false);
    row("joined lines", "a\n(b)\n", "a(b)\n", false);
    row("added code", plain, plain + "f(1)\n", false);
}

void TestToolchainPython::tokens()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    QFETCH(bool, equal);
    CheckBench bench;
    REQUIRE_BENCH(bench);
    const auto texts = [&](const QByteArray &source) {
        const Ran ran = run(bench, u"tokens"_s, {{u"a.py"_s, source}}, {u"a.py"_s});
        QStringList found;
        for (const Json &token : memberOr(ran.answer, "tokens"))
            found.append(token.at(0).get<QString>());
        return found.isEmpty() ? QStringList(QString::fromUtf8(told(ran))) : found;
    };
    const QStringList first = texts(one);
    const QStringList second = texts(other);
    QVERIFY2(first.size() > 3, qPrintable(first.join(u' ')));
    QVERIFY2((first == second) == equal, qPrintable(first.join(u' ') + u'\n' + second.join(u' ')));
}

void TestToolchainPython::unreadable_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("broken") << QByteArray("def f(:\n");
    QTest::newRow("not UTF-8") << QByteArray("x = '\xff'\n");
    QTest::newRow("zero byte") << QByteArray("x = 1\0\n", 7);
    QTest::newRow("deep") << QByteArray("(").repeated(100'000);
    QTest::newRow("unclosed") << QByteArray("x = '''\n");
    QTest::newRow("tabs and spaces") << QByteArray("if x:\n\ty\n        z\n");
}

void TestToolchainPython::unreadable()
{
    QFETCH(QByteArray, source);
    CheckBench bench;
    REQUIRE_BENCH(bench);
    for (const QString &action : {u"tokens"_s, u"docs"_s, u"symbols"_s}) {
        RUN(ran, bench, action, {{u"a.py"_s, source}}, {u"a.py"_s});
        QVERIFY2(ran.result.succeeded(), told(ran));
        QVERIFY2(!stringOr(ran.answer, "error").isEmpty(), told(ran));
    }
}

namespace {

QString listed(const Json &items, const char *name)
{
    QStringList found;
    for (const Json &item : items)
        found.append(u"%1:%2"_s.arg(stringOr(item, name)).arg(integerOr(item, "line", 0)));
    return found.join(u' ');
}

/// "Box.push(item:3) returns raises ValueError:5; google 3-9 item:6 returns raises ValueError:8"
QString symbolLine(const Json &symbol)
{
    QString line = u"%1 %2(%3)"_s.arg(stringOr(symbol, "kind"), stringOr(symbol, "name"),
                                      listed(symbol.at("parameters"), "name"));
    if (!boolOr(symbol, "public", false))
        line = u"private "_s + line;
    if (boolOr(symbol, "returns", false))
        line += u" returns"_s;
    if (!symbol.at("raises").empty())
        line += u" raises "_s + listed(symbol.at("raises"), "type");
    const Json &doc = symbol.at("doc");
    if (doc.is_null())
        return line;
    line += u"; %1 %2-%3"_s.arg(stringsOr(doc, "conventions").join(u'|'))
                .arg(integerOr(doc, "line", 0))
                .arg(integerOr(doc, "endLine", 0));
    if (!boolOr(doc, "placed", true))
        line += u" misplaced"_s;
    if (!doc.at("parameters").empty())
        line += u' ' + listed(doc.at("parameters"), "name");
    if (!doc.at("returns").is_null())
        line += u" returns:%1"_s.arg(integerOr(doc.at("returns"), "line", 0));
    if (!doc.at("raises").empty())
        line += u" raises "_s + listed(doc.at("raises"), "type");
    if (!doc.at("problems").empty())
        line += u" problems "_s + listed(doc.at("problems"), "code");
    return line;
}

} // namespace

void TestToolchainPython::docs_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("expected"); // the first symbol, or with several, each a line
    const auto row = [](const char *name, const QByteArray &source, const QString &expected) {
        QTest::newRow(name) << source << expected;
    };
    row("nothing", "def f(a, /, b, *c, d=1, **e):\n    return a\n",
        u"function f(a:1 b:1 c:1 d:1 e:1) returns"_s);
    row("google",
        "def f(a, *b):\n    \"\"\"Do it.\n\n    Args:\n        a (dict[str, int]): one\n           "
        " and more: so\n"
        "        *b: others\n\n    Returns:\n        int: what comes\n\n    Raises:\n        "
        "errors.Gone: never\n"
        "    \"\"\"\n    raise Gone(a)\n",
        u"function f(a:1 b:1) raises Gone:15; google 2-14 a:5 b:7 returns:9 raises Gone:13"_s);
    row("numpy",
        "def f(a, b):\n    \"\"\"Do it.\n\n    Parameters\n    ----------\n    a, b : int\n        "
        "Both.\n\n"
        "    Returns\n    -------\n    int\n        It.\n\n    Raises\n    ------\n    Gone\n      "
        "  Never.\n    \"\"\"\n"
        "    return a\n",
        u"function f(a:1 b:1) returns; numpy 2-18 a:6 b:6 returns:11 raises Gone:16"_s);
    row("rest",
        "def f(a, b):\n    \"\"\"Do it.\n\n    :param a: one\n        and more\n    :param int b: "
        "two\n"
        "    :returns: it\n    :rtype: int\n    :raises ~errors.Gone: never\n    \"\"\"\n    "
        "return a\n",
        u"function f(a:1 b:1) returns; rest 2-10 a:4 b:6 returns:7 raises Gone:9"_s);
    row("summary alone", "def f():\n    \"\"\"Do it.\"\"\"\n",
        u"function f(); google|numpy|rest 2-2"_s);
    row("mixed",
        "def f(a):\n    \"\"\"Do it.\n\n    Args:\n        a: one\n\n    :returns: it\n    "
        "\"\"\"\n",
        u"function f(a:1);  2-8 a:5 returns:7 problems mixed:7"_s);
    row("malformed",
        "def f(a):\n    \"\"\"Do it.\n\n    Args:\n        a: one\n        and more\n    \"\"\"\n",
        u"function f(a:1);  2-7 a:5 problems malformed:6"_s);
    row("twice",
        "def f(a):\n    \"\"\"Do it.\n\n    Args:\n        a: one\n        a: two\n    \"\"\"\n",
        u"function f(a:1); google 2-7 a:5 a:6 problems documented-twice:6"_s);
    row("of elsewhere", "def f(a):\n    \"\"\"Do it.\n\n    @param a: one\n    \"\"\"\n",
        u"function f(a:1);  2-5 problems unknown-structure:4"_s);
    row("no summary", "def f(a):\n    \"\"\"\n    Args:\n        a: one\n    \"\"\"\n",
        u"function f(a:1); google 2-5 a:4 problems no-summary:3"_s);
    row("comment above", "# Do it.\n#\n# Args:\n#     a: one\n@d\ndef f(a):\n    pass\n",
        u"function f(a:6); google 1-4 misplaced a:4"_s);
    row("comment within", "def f(a):\n    # Do it.\n    # :param a: one\n    pass\n",
        u"function f(a:1); rest 2-3 misplaced a:3"_s);
    row("any comment", "# helper\ndef f(a):\n    pass\n", u"function f(a:2)"_s);
    row("too late", "def f(a):\n    pass\n    \"\"\"Do it.\"\"\"\n",
        u"function f(a:1); google|numpy|rest 3-3 misplaced"_s);
    row("before", "x = 1\nprint(x)\n'''Do it.'''\ndef f(a):\n    pass\n",
        u"function f(a:4); google|numpy|rest 3-3 misplaced"_s);
    row("formatted", "def f(a):\n    f'''Do {a}.'''\n",
        u"function f(a:1); google|numpy|rest 2-2 misplaced"_s);
    row("void that says so",
        "def f() -> None:\n    \"\"\"Do it.\n\n    Returns:\n        None\n    \"\"\"\n",
        u"function f(); google 2-6"_s);
    row("returns by type", "def f() -> int:\n    raise NotImplementedError\n",
        u"function f() returns"_s);
    row("returns nothing", "def f(a):\n    def g():\n        return 1\n    return None\n",
        u"function f(a:1)"_s);
    row("yields", "def f():\n    yield 1\n", u"function f() returns"_s);
    row("caught",
        "def f():\n    try:\n        raise KeyError(1)\n    except LookupError:\n        pass\n",
        u"function f()"_s);
    row("not caught",
        "def f():\n    try:\n        raise KeyError(1)\n    except OSError:\n        pass\n",
        u"function f() raises KeyError:3"_s);
    row("raised again",
        "def f():\n    try:\n        g()\n    except (KeyError, OSError) as error:\n        raise "
        "error\n",
        u"function f() raises KeyError:5 OSError:5"_s);
    row("raised again, plainly",
        "def f():\n    try:\n        g()\n    except KeyError:\n        raise\n",
        u"function f() raises KeyError:5"_s);
    row("cleaning up", "def f():\n    try:\n        g()\n    except:\n        h()\n        raise\n",
        u"function f()"_s);
    row("turned into another",
        "def f():\n    try:\n        g()\n    except KeyError as error:\n        raise "
        "ValueError('x') from error\n",
        u"function f() raises ValueError:5"_s);
    row("suppressed", "def f():\n    with suppress(OSError):\n        raise FileNotFoundError\n",
        u"function f()"_s);
    row("made before", "def f():\n    error = ValueError('x')\n    raise error\n",
        u"function f() raises ValueError:3"_s);
    row("classes of its own",
        "class A(Exception):\n    pass\nclass B(A):\n    pass\ndef f():\n    try:\n        raise "
        "B\n    except A:\n        "
        "pass\n",
        u"class A()\nclass B()\nfunction f()"_s);
    row("raised within", "def f():\n    def g():\n        raise OSError\n    return g\n",
        u"function f() returns\nprivate function f.g() raises OSError:3"_s);
    row("class that documents its constructor",
        "class Box:\n    \"\"\"A box.\n\n    Args:\n        size: how big\n    \"\"\"\n\n    def "
        "__init__(self, size):\n"
        "        raise ValueError\n",
        u"class Box(size:8) raises ValueError:9; google 2-6 size:5\n"
        "private constructor Box.__init__(size:8) raises ValueError:9"_s);
    row("constructor that documents itself",
        "class Box:\n    \"\"\"A box.\"\"\"\n\n    def __init__(self, size):\n        "
        "\"\"\"Make.\n\n        Args:\n"
        "            size: how big\n        \"\"\"\n",
        u"class Box(); google|numpy|rest 2-2\nconstructor Box.__init__(size:4); google 5-9 size:8"_s);
    row("dataclass",
        "@dataclass\nclass P:\n    \"\"\"A point.\n\n    Args:\n        x: one\n    \"\"\"\n    x: "
        "int\n    y: int\n",
        u"class P(x:8 y:9); google 3-7 x:6"_s);
    row("members",
        "class C:\n    @property\n    def a(self) -> int:\n        \"\"\"The a.\"\"\"\n    "
        "@a.setter\n    def a(self, v):\n"
        "        pass\n    @staticmethod\n    def s(x):\n        pass\n    @classmethod\n    def "
        "k(cls, x):\n        pass\n"
        "    def _p(self):\n        pass\n",
        u"class C()\nmethod C.a(); google|numpy|rest 4-4\nmethod C.s(x:9)\nmethod C.k(x:12)\nprivate method C._p()"_s);
    row("kinds", "class E(enum.IntEnum):\n    A = 1\nclass P(Protocol):\n    pass\n",
        u"enum E()\ninterface P()"_s);
}

void TestToolchainPython::docs()
{
    QFETCH(QByteArray, source);
    QFETCH(QString, expected);
    CheckBench bench;
    REQUIRE_BENCH(bench);
    RUN(ran, bench, u"docs"_s, {{u"a.py"_s, source}}, {u"a.py"_s});
    QVERIFY2(ran.answer.contains("symbols"), told(ran));
    QStringList lines;
    for (const Json &symbol : ran.answer["symbols"])
        lines.append(symbolLine(symbol));
    QCOMPARE(expected.contains(u'\n') ? lines.join(u'\n') : lines.value(0), expected);
}

void TestToolchainPython::hugeFile()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    QByteArray source;
    for (int i = 0; i < 3000; ++i)
        source += "\n\ndef f" + QByteArray::number(i)
            + "(a, b):\n    \"\"\"Do it.\"\"\"\n    return a + b\n";
    for (const QString &action : {u"tokens"_s, u"docs"_s, u"symbols"_s, u"analyse:flake8"_s}) {
        RUN(ran, bench, action, {{u"a.py"_s, source}}, {u"a.py"_s});
        QVERIFY2(ran.result.succeeded() && !ran.answer.is_null(), told(ran));
    }
}

namespace {

/// A member of the records that a driver sent on its channel.
QByteArray sent(CheckBench &bench, const QString &action, const Files &workspace,
                const QStringList &files, const char *member, const QString &seed, Ran &ran)
{
    const QString nonce = newNonce();
    QMap<QString, QString> environment;
    if (!seed.isEmpty())
        environment.insert(u"TOUCHSTONE_SEED"_s, seed);
    ran = run(bench, action, workspace, files, driverRequest(Json::object(), nonce), environment);
    for (const Json &record : readChannel(ran.result.channel, nonce).records) {
        if (record.contains("missing"))
            ran.missing = stringOr(record, "missing");
        if (record.contains(member))
            return stringOr(record, member).toUtf8();
    }
    return {};
}

} // namespace

void TestToolchainPython::shuffledTests()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    QByteArray tests = "import pytest\n";
    for (int i = 0; i < 12; ++i)
        tests += "def test_" + QByteArray::number(i) + "():\n    pass\n";
    const Files workspace{{u"test_a.py"_s, tests}, {u"test_b.py"_s, tests}};
    const auto order = [&](const QString &seed) {
        Ran ran;
        const QByteArray report =
            sent(bench, u"test"_s, workspace, workspace.keys(), "junit", seed, ran);
        if (!ran.missing.isEmpty())
            return ran.missing.toUtf8();
        QByteArray names;
        for (qsizetype at = report.indexOf("<testcase "); at >= 0;
             at = report.indexOf("<testcase ", at + 1))
            names += report.mid(at, report.indexOf("time=", at) - at) + "\n";
        return names;
    };
    const QByteArray plain = order({});
    if (!plain.contains('\n'))
        QSKIP("pytest is not installed here");
    QCOMPARE(plain.count('\n'), 24);
    QVERIFY(order(u"1"_s) != plain);
    QCOMPARE(order(u"1"_s), order(u"1"_s));
    QVERIFY(order(u"1"_s) != order(u"2"_s));
}

void TestToolchainPython::coverage()
{
    CheckBench bench;
    REQUIRE_BENCH(bench);
    const Files workspace{
        {u"src/shop/__init__.py"_s, ""},
        {u"src/shop/cart.py"_s,
         "print('loaded')\n\n\ndef f(n):\n    if n > 1:\n        return 1\n    return 2\n"},
        {u"src/shop/never.py"_s, "X = 1\n"},
        {u"src/shop/broken.py"_s, "def f(:\n"},
        {u"tests/test_a.py"_s,
         "import os, sys\nsys.path.insert(0, 'src')\nfrom shop.cart import f\n\n\ndef test_f():\n  "
         "  os.chdir('/')\n"
         "    assert f(2) == 1\n"},
        {u".coveragerc"_s, "[run]\nomit = *\n"},
    };
    Ran ran;
    const QByteArray lcov =
        sent(bench, u"coverage"_s, workspace, {u"tests/test_a.py"_s}, "lcov", {}, ran);
    if (!ran.missing.isEmpty())
        QSKIP(qPrintable(ran.missing + u" is not installed here"_s));
    QVERIFY2(lcov.contains("SF:src/shop/cart.py\n"), lcov + told(ran));
    QVERIFY2(lcov.contains("SF:src/shop/never.py\n"), lcov + told(ran));
    QVERIFY2(!lcov.contains("test_a.py"), lcov);
    QVERIFY2(lcov.contains("DA:6,1") && lcov.contains("DA:7,0"), lcov);
    QVERIFY2(lcov.contains("BRDA:5,"), lcov);
}

QTEST_GUILESS_MAIN(TestToolchainPython)
#include "tst_toolchain_python.moc"

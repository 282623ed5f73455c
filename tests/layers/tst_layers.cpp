#include "core/base/paths.h"
#include "support/layerrules.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;

namespace {

void write(const QString &root, const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(root + u'/' + path).path());
    QFile file(root + u'/' + path);
    QVERIFY(file.open(QIODevice::Append));
    QCOMPARE(file.write(text), text.size());
}

/// A small tree that obeys every rule.
void writeGoodTree(const QString &root)
{
    write(root, u"core/CMakeLists.txt"_s,
          "target_link_libraries(touchstone-core\n  PUBLIC Qt6::Core Qt6::Network # Qt6::Gui\n"
          "  PRIVATE PkgConfig::sqlite)\n");
    write(root, u"plugins/CMakeLists.txt"_s,
          "target_link_libraries(touchstone-${name} PRIVATE touchstone-core)\n");
    write(root, u"app/CMakeLists.txt"_s,
          "target_link_libraries(touchstone PRIVATE Qt6::Widgets)\n");
    write(root, u"core/base/error.h"_s, "#include <QtCore/QString>\n#include <vector>\n");
    write(root, u"core/exec/limits.h"_s, "#include \"core/base/error.h\"\n");
    write(root, u"core/run/plan.h"_s, "#include \"core/exec/limits.h\"\n");
    write(root, u"plugins/one/one.h"_s, "#include \"core/run/plan.h\"\n#include <QtGui/QImage>\n");
    write(root, u"plugins/one/one.cpp"_s, "#include \"one.h\"\n");
    write(root, u"plugins/two/two.cpp"_s, "#include \"core/run/plan.h\"\n");
    write(root, u"app/cli/run.cpp"_s,
          "#include \"core/run/plan.h\"\n#include <QtWidgets/QLabel>\n");
    write(root, u"app/ide/window.h"_s, "#include \"core/run/plan.h\"\n");
    write(root, u"app/inspect/page.h"_s, "#include \"app/ide/window.h\"\n");
    write(root, u"app/main.cpp"_s, "// #include \"plugins/one/one.h\"\n");
}

} // namespace

/// Reads the #includes and link lines of this project, and proves on broken trees that it would
/// tell.
class TstLayers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thisProjectObeysTheRules();
    void aGoodTreeHasNoViolation();
    void aBrokenTreeIsTold_data();
    void aBrokenTreeIsTold();
};

void TstLayers::thisProjectObeysTheRules()
{
    const auto root = dataFolder(); // of a build tree: the checkout
    QVERIFY2(root, root ? "" : qPrintable(root.error().text()));
    const auto report = test::readLayers(*root);
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QVERIFY2(report->files > 20, "the sources were not found");
    QVERIFY(report->projectIncludes > 20);
    QVERIFY(report->linkLines >= 3);
    QCOMPARE(report->violations.join(u'\n'), QString());
}

void TstLayers::aGoodTreeHasNoViolation()
{
    const QTemporaryDir folder;
    writeGoodTree(folder.path());
    const auto report = test::readLayers(folder.path());
    QVERIFY(report);
    QCOMPARE(report->violations, QStringList());
    QCOMPARE(report->files, 10);
    QCOMPARE(report->linkLines, 3);
}

void TstLayers::aBrokenTreeIsTold_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("violation");
    const auto row = [](const char *name, const QString &path, const char *line,
                        const QString &violation) {
        QTest::newRow(name) << path << QByteArray(line) << violation;
    };
    row("core includes Gui", u"core/run/plan.h"_s, "#include <QtGui/QImage>\n",
        u"core/run/plan.h line 2: core must not include Qt Gui (<QtGui/QImage>)"_s);
    row("core includes Widgets", u"core/run/plan.h"_s, "# include <QtWidgets/QLabel>\n",
        u"core/run/plan.h line 2: core must not include Qt Widgets (<QtWidgets/QLabel>)"_s);
    row("core hides the module", u"core/run/plan.h"_s, "#include <QImage>\n",
        u"core/run/plan.h line 2: <QImage> does not say its module; write <QtCore/QImage>"_s);
    row("core links Gui", u"core/CMakeLists.txt"_s,
        "target_link_libraries(touchstone-core\n  PUBLIC\n  Qt6::Gui)\n",
        u"core/CMakeLists.txt line 4: core must not link Qt6::Gui"_s);
    row("core includes a plugin", u"core/run/plan.h"_s, "#include \"plugins/one/one.h\"\n",
        u"core/run/plan.h line 2: core must not include plugins (\"plugins/one/one.h\")"_s);
    row("core includes app, relatively", u"core/run/plan.h"_s, "#include \"../../app/x.h\"\n",
        u"core/run/plan.h line 2: core must not include app (\"../../app/x.h\")"_s);
    row("base includes another folder", u"core/base/error.h"_s, "#include \"core/run/plan.h\"\n",
        u"core/base/error.h line 3: core/base includes nothing else of ours (\"core/run/plan.h\")"_s);
    row("a cycle of folders", u"core/exec/limits.h"_s, "#include \"core/run/plan.h\"\n",
        u"core/exec: a cycle between folders: core/exec -> core/exec by way of core/run "
        "(core/exec/limits.h line 2) -> core/exec (core/run/plan.h line 1)"_s);
    row("a plugin includes app", u"plugins/one/one.h"_s, "#include \"app/cli/run.cpp\"\n",
        u"plugins/one/one.h line 3: plugins must not include app (\"app/cli/run.cpp\")"_s);
    row("a plugin includes another", u"plugins/two/two.cpp"_s, "#include \"../one/one.h\"\n",
        u"plugins/two/two.cpp line 2: a plugin must not include another (\"../one/one.h\")"_s);
    row("a plugin links Widgets", u"plugins/one/CMakeLists.txt"_s,
        "target_link_libraries(touchstone-one PRIVATE Qt6::Widgets)\n",
        u"plugins/one/CMakeLists.txt line 1: only an environment plugin may link Qt6::Widgets"_s);
    row("app includes a plugin", u"app/main.cpp"_s, "#include \"plugins/one/one.h\"\n",
        u"app/main.cpp line 2: app must not include plugins (\"plugins/one/one.h\")"_s);
    row("the window includes what it shows", u"app/ide/window.h"_s,
        "#include \"app/cli/run.cpp\"\n",
        u"app/ide/window.h line 2: app/ide must not include app/cli (\"app/cli/run.cpp\")"_s);
    row("a subcommand includes the window", u"app/cli/run.cpp"_s, "#include \"app/ide/window.h\"\n",
        u"app/cli/run.cpp line 3: app/cli must not include app/ide (\"app/ide/window.h\")"_s);
    row("app links a plugin", u"app/CMakeLists.txt"_s,
        "target_link_libraries(touchstone PRIVATE touchstone-one)\n",
        u"app/CMakeLists.txt line 2: app must not link touchstone-one"_s);
}

void TstLayers::aBrokenTreeIsTold()
{
    QFETCH(const QString, path);
    QFETCH(const QByteArray, line);
    QFETCH(const QString, violation);
    const QTemporaryDir folder;
    writeGoodTree(folder.path());
    write(folder.path(), path, line);
    const auto report = test::readLayers(folder.path());
    QVERIFY(report);
    QVERIFY2(report->violations.contains(violation), qPrintable(report->violations.join(u'\n')));
}

QTEST_GUILESS_MAIN(TstLayers)
#include "tst_layers.moc"

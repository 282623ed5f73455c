#include "core/plugin/registry.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;

class TestRegistry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void coreBringsItsOwn();
    void loadsOnlyWhenNeeded();
    void reportsBrokenPlugins();
    void refusesTakenIds();
    void namesWhatThereIs();

private:
    QString pluginFolder() const { return QCoreApplication::applicationDirPath() + u"/plugins"_s; }
    static PluginInfo info(const Registry &registry, const QString &name)
    {
        for (const PluginInfo &plugin : registry.plugins())
            if (plugin.name == name)
                return plugin;
        return {};
    }
};

void TestRegistry::coreBringsItsOwn()
{
    Registry registry({});
    for (const QString &agent : {u"reference"_s, u"none"_s, u"samples"_s})
        QVERIFY2(registry.agent(agent), qPrintable(agent));
    QVERIFY(registry.ids(u"checks"_s).contains(u"syntax"_s));
    QVERIFY(registry.check(u"cases"_s));
}

void TestRegistry::loadsOnlyWhenNeeded()
{
    Registry registry({pluginFolder()});
    QVERIFY(registry.ids(u"agents"_s).contains(u"shout"_s));
    QVERIFY(!info(registry, u"example"_s).loaded);
    const auto agent = registry.agent(u"shout"_s);
    QVERIFY2(agent, agent ? "" : qPrintable(agent.error().text()));
    QCOMPARE((*agent)->describe().name, u"shout"_s);
    QVERIFY(info(registry, u"example"_s).loaded);
    QVERIFY(registry.check(u"is-loud"_s));
}

void TestRegistry::reportsBrokenPlugins()
{
    QTemporaryDir folder;
    QFile broken(folder.filePath(u"broken.so"_s));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("this is no library");
    broken.close();
    Registry registry({folder.path(), pluginFolder(), folder.filePath(u"absent"_s)});
    QVERIFY(!info(registry, u"broken"_s).problem.isEmpty());
    QVERIFY(!info(registry, folder.filePath(u"absent"_s)).problem.isEmpty());

    const auto promised = registry.check(u"promised"_s);
    QVERIFY(!promised);
    QVERIFY2(promised.error().message.contains(u"liar"_s), qPrintable(promised.error().message));
    QVERIFY(registry.agent(u"shout"_s)); // the rest works
}

void TestRegistry::refusesTakenIds()
{
    QTemporaryDir folder;
    QVERIFY(QFile::copy(pluginFolder() + u"/test-plugin-example.so"_s,
                        folder.filePath(u"second.so"_s)));
    Registry registry({pluginFolder(), folder.path()});
    int taken = 0;
    for (const PluginInfo &plugin : registry.plugins())
        taken += plugin.problem.contains(u"already taken"_s);
    QCOMPARE(taken, 1);
    QVERIFY(registry.agent(u"shout"_s));
}

void TestRegistry::namesWhatThereIs()
{
    Registry registry({});
    const auto missing = registry.agent(u"gpt"_s);
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QVERIFY2(missing.error().message.contains(u"reference"_s), qPrintable(missing.error().message));
    QVERIFY(!registry.agent(u"none:something"_s));
    QVERIFY(!registry.kind(u"generate"_s)); // a plugin's, and none was given
}

QTEST_GUILESS_MAIN(TestRegistry)
#include "tst_registry.moc"

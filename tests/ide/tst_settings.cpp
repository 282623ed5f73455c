#include "app/ide/settings.h"
#include "app/ide/settingspage.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSpinBox>

using namespace Qt::StringLiterals;
using namespace touchstone::ide;

/// What people set, and the page they set it on.
class TestSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keeps();
    void refuses_data();
    void refuses();
    void ignoresAStrangersFile();
    void page();
    void search();
};

void TestSettings::keeps()
{
    const QTemporaryDir folder;
    {
        Settings settings(folder.path());
        QSignalSpy changed(&settings, &Settings::changed);
        QVERIFY(settings.set(u"appearance.theme"_s, u"dark"_s));
        QVERIFY(settings.set(u"appearance.theme"_s, u"dark"_s)); // no news
        QVERIFY(settings.set(u"appearance.textScale"_s, 150));
        QCOMPARE(changed.size(), 2);
        settings.remember(u"recent"_s, QStringList{u"a"_s, u"b"_s});
    }
    const Settings again(folder.path());
    QCOMPARE(again.value(u"appearance.theme"_s), u"dark"_s);
    QCOMPARE(again.value(u"appearance.textScale"_s), 150);
    QCOMPARE(again.value(u"editor.lineNumbers"_s), true);
    QCOMPARE(again.remembered(u"recent"_s).toStringList(), (QStringList{u"a"_s, u"b"_s}));
}

void TestSettings::refuses_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QVariant>("value");
    QTest::newRow("no such setting") << u"appearance.colour"_s << QVariant(u"red"_s);
    QTest::newRow("no such choice") << u"appearance.theme"_s << QVariant(u"red"_s);
    QTest::newRow("too large") << u"appearance.textScale"_s << QVariant(5000);
    QTest::newRow("no number") << u"appearance.textScale"_s << QVariant(u"large"_s);
}

void TestSettings::refuses()
{
    QFETCH(const QString, id);
    QFETCH(const QVariant, value);
    const QTemporaryDir folder;
    Settings settings(folder.path());
    const QVariant before = settings.value(id);
    QVERIFY(!settings.set(id, value));
    QCOMPARE(settings.value(id), before);
}

void TestSettings::ignoresAStrangersFile()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"settings.ini"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[appearance]\ntheme=@Invalid()\ntextScale=-3\nanimations=perhaps\n[\n\0x");
    file.close();
    const Settings settings(folder.path());
    for (const Setting &setting : settings.all())
        QVERIFY2(settings.value(setting.id).metaType() == setting.fallback.metaType(),
                 qPrintable(setting.id));
    QCOMPARE(settings.value(u"appearance.theme"_s), u"system"_s);
    QCOMPARE(settings.value(u"appearance.textScale"_s), 100);
}

void TestSettings::page()
{
    const QTemporaryDir folder;
    Settings settings(folder.path());
    SettingsPage page(settings, nullptr);
    for (const Setting &setting : settings.all())
        QVERIFY2(page.findChild<QWidget *>(setting.id), qPrintable(setting.id));
    auto *scale = page.findChild<QSpinBox *>(u"appearance.textScale"_s);
    QVERIFY(scale);
    scale->setValue(120);
    QCOMPARE(settings.value(u"appearance.textScale"_s), 120);
    settings.set(u"appearance.textScale"_s, 130); // from elsewhere
    QCOMPARE(scale->value(), 130);
    auto *wrap = page.findChild<QCheckBox *>(u"editor.wrap"_s);
    QVERIFY(wrap);
    page.show();
    QTest::keyClick(wrap, Qt::Key_Space);
    QCOMPARE(settings.value(u"editor.wrap"_s), true);
}

void TestSettings::search()
{
    const QTemporaryDir folder;
    Settings settings(folder.path());
    SettingsPage page(settings, nullptr);
    page.show();
    auto *line = page.findChild<QLineEdit *>();
    auto *theme = page.findChild<QComboBox *>(u"appearance.theme"_s);
    auto *wrap = page.findChild<QWidget *>(u"editor.wrap"_s);
    QTest::keyClicks(line, u"DARK"_s); // stands in the description
    QVERIFY(theme->isVisible() && !wrap->isVisible());
    line->clear();
    QVERIFY(theme->isVisible() && wrap->isVisible());
}

QTEST_MAIN(TestSettings)
#include "tst_settings.moc"

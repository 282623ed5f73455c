#include "support/program.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone::test;

/// Where somebody is when he starts Touchstone, and where his home is, keeps nothing from being
/// confined. A sandbox has folders of some of these names itself.
class TestAnywhere : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void confined_data();
    void confined();

private:
    QTemporaryDir m_folder;
};

void TestAnywhere::initTestCase()
{
    const ProgramResult doctor = runTouchstone({u"doctor"_s}, m_folder.path());
    if (doctor.exitCode == 3)
        QSKIP(doctor.errors.constData());
}

void TestAnywhere::confined_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("home");
    const QString home = qEnvironmentVariable("HOME");
    for (const char *folder : {"/", "/tmp", "/usr/bin", "/var", "/etc"})
        QTest::addRow("in %s", folder) << QString::fromLatin1(folder) << home;
    for (const char *odd : {"/tmp", ""})
        QTest::addRow("at home in '%s'", odd) << m_folder.path() << QString::fromLatin1(odd);
}

void TestAnywhere::confined()
{
    QFETCH(const QString, folder);
    QFETCH(const QString, home);
    if (!QDir(folder).exists())
        QSKIP("there is no such folder");
    const QByteArray before = qgetenv("HOME");
    qputenv("HOME", home.toUtf8());
    const ProgramResult doctor = runTouchstone({u"doctor"_s}, folder);
    qputenv("HOME", before);
    QVERIFY2(doctor.exitCode == 0 || doctor.exitCode == 1, doctor.errors.constData());
    QVERIFY2(doctor.output.startsWith("Confinement: "), doctor.output.constData());
}

QTEST_GUILESS_MAIN(TestAnywhere)
#include "tst_anywhere.moc"

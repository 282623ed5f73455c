#include "app/inspect/runs/logpage.h"
#include "core/report/report.h"
#include "inspect/runwindow.h"

#include <QtTest/QTest>
#include <QtWidgets/QProgressBar>

using namespace touchstone;
using namespace touchstone::test;
using namespace touchstone::inspect;

/// Logs of Inspect's, opened as the runs that they are imported into.
class TstLogPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void imported();
    void brokenIsTold();
    void givenUpAndTakenUpAgain();

private:
    /// Opens the log and waits until it is imported.
    LogPage *open(RunWindow &window, const QString &log)
    {
        window.window.open({log, {}});
        return qobject_cast<LogPage *>(window.window.current());
    }
    QTemporaryDir m_folder;
    QString m_log;
};

void TstLogPage::initTestCase()
{
    qputenv("XDG_CACHE_HOME", m_folder.filePath(u"cache"_s).toUtf8());
    const QString path = m_folder.filePath(u"demo.touchstone"_s);
    const auto file = runFileWith(path, manifestOf(u"one"_s), demoAttempts());
    VERIFY_OK(file);
    ReportOptions options;
    options.wanted = *wantedAttempts(u"agent:chat*"_s); // a log is of one
    m_log = m_folder.filePath(u"log.eval"_s);
    VERIFY_OK(writeReport(**file, u"eval"_s, m_log, options));
}

void TstLogPage::init()
{
    QDir(QFileInfo(importedRunPath(m_log)).path()).removeRecursively();
}

void TstLogPage::imported()
{
    RunWindow window;
    LogPage *page = open(window, m_log);
    QVERIFY(page);
    QTRY_VERIFY_WITH_TIMEOUT(page->run(), 30'000);
    QTRY_VERIFY(page->run()->attempts().rowCount() > 5);
    QCOMPARE(page->title(), u"log.eval"_s);
    QTRY_VERIFY(page->status().endsWith(u"attempts"_s));
    QVERIFY(!window.named<QProgressBar>(*page, u"Progress of the import"_s)->isVisible());
}

void TstLogPage::brokenIsTold()
{
    const QString log = m_folder.filePath(u"broken.eval"_s);
    QFile file(log);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no zip at all");
    file.close();
    RunWindow window;
    LogPage *page = open(window, log);
    QVERIFY(page);
    QTRY_VERIFY(window.says(*page, u"This log can't be imported"_s));
    QVERIFY(window.button(*page, u"Try Again"_s)->isVisible());
}

/// Its first look at whether it is wanted comes before anything is written.
void TstLogPage::givenUpAndTakenUpAgain()
{
    RunWindow window;
    LogPage *page = open(window, m_log);
    QVERIFY(page);
    auto *cancel = window.button(*page, u"Cancel"_s);
    QVERIFY(cancel); // before the answer can have come home
    QVERIFY(window.says(*page, u"Importing log.eval"_s));
    QVERIFY(window.named<QProgressBar>(*page, u"Progress of the import"_s)->isVisible());
    cancel->setFocus();
    QTest::keyClick(cancel, Qt::Key_Space);
    QTRY_VERIFY(window.says(*page, u"Not imported"_s) || page->run());
    if (!page->run()) { // it heard in time
        QVERIFY(!QFileInfo::exists(importedRunPath(m_log)));
        QTest::keyClick(window.button(*page, u"Import"_s), Qt::Key_Space);
    }
    QTRY_VERIFY_WITH_TIMEOUT(page->run(), 30'000);
}

QTEST_MAIN(TstLogPage)
#include "tst_logpage.moc"

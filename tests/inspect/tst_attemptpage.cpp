#include "app/ide/codeview.h"
#include "app/ide/look.h"
#include "app/ide/settings.h"
#include "app/inspect/attemptpage.h"
#include "app/inspect/filesview.h"
#include "app/inspect/filmstrip.h"
#include "app/inspect/overviewstrip.h"
#include "app/inspect/pictureview.h"
#include "app/inspect/stepview.h"
#include "app/inspect/timelineview.h"
#include "app/inspect/verdictspanel.h"
#include "inspect/madeup.h"

#include <QtGui/QClipboard>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QTreeView>

using namespace touchstone;
using namespace touchstone::inspect;
using namespace touchstone::testing;

/// The page of one attempt, driven by keyboard and mouse.
class TestAttemptPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void pictures(); // for people: written where $TOUCHSTONE_PICTURES says

private:
    std::unique_ptr<AttemptPage> open(const QMap<QString, QString> &place, QSize size = {1500, 900});
    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<ide::Settings> m_settings;
    QStringList m_ids;
};

void TestAttemptPage::initTestCase()
{
    ide::applyLook(*qApp, ide::Scheme::Light, 100);
    m_path = m_folder.filePath(u"made-up.touchstone"_s);
    m_settings = std::make_unique<ide::Settings>(m_folder.filePath(u"settings"_s));
    MadeUp made;
    std::vector<FinishedAttempt> attempts;
    attempts.push_back(made.rich(0));
    attempts.push_back(made.empty(1));
    for (const FinishedAttempt &attempt : attempts)
        m_ids.append(attempt.record.id);
    auto file = madeUpFile(m_path, attempts);
    QVERIFY2(file.has_value(), qPrintable(file ? QString() : file.error().text()));
    const auto pass = (*file)->beginPass({2, 1'790'000'100'000, u"test"_s, Json::object()});
    QVERIFY(pass.has_value());
    std::vector<Verdict> verdicts = attempts[0].verdicts;
    verdicts[1].status = VerdictStatus::Passed;
    verdicts[1].score = 1;
    QVERIFY((*file)->appendPass(*pass, {{m_ids[0], {Outcome::Passed, {}, 1.0}, verdicts, {}}}));
    QVERIFY((*file)->publish());
}

std::unique_ptr<AttemptPage> TestAttemptPage::open(const QMap<QString, QString> &place, QSize size)
{
    auto page = std::make_unique<AttemptPage>(*m_settings, ide::Location{m_path, place});
    page->resize(size);
    QSignalSpy complete(page.get(), &AttemptPage::timelineComplete);
    page->show();
    if (complete.isEmpty())
        complete.wait(20'000);
    return page;
}

void TestAttemptPage::pictures()
{
    const QString folder = qEnvironmentVariable("TOUCHSTONE_PICTURES");
    if (folder.isEmpty())
        QSKIP("TOUCHSTONE_PICTURES names no folder");
    for (const ide::Scheme scheme : {ide::Scheme::Light, ide::Scheme::Dark}) {
        ide::applyLook(*qApp, scheme, 100);
        const QString look = ide::schemeName(scheme);
        auto page = open({{u"attempt"_s, m_ids[0]}, {u"pass"_s, u"1"_s}});
        const auto shoot = [&](const QString &name) {
            QTest::qWait(150); // for people
            QVERIFY(page->grab().save(folder + u"/%1-%2.png"_s.arg(name, look)));
        };
        const std::pair<int, QString> steps[] = {{4, u"message"_s}, {3, u"call"_s}, {5, u"command"_s}, {6, u"edit"_s},
                                                 {13, u"picture"_s}, {14, u"click"_s}, {16, u"drag"_s},
                                                 {18, u"typed"_s}, {29, u"checkpoint"_s}, {31, u"note"_s}, {32, u"error"_s}};
        for (const auto &[step, name] : steps) {
            page->goToEvent(step);
            QTRY_COMPARE(page->stepView().step().event.id, step);
            shoot(name);
        }
        page->goToEvent(6);
        QTRY_COMPARE(page->stepView().step().event.id, 6);
        m_settings->set(u"inspect.diff"_s, u"side by side"_s);
        shoot(u"edit-sides"_s);
        m_settings->set(u"inspect.diff"_s, u"inline"_s);
        page->showPlace(u"src/stack.py"_s, 11);
        QTRY_COMPARE(page->finalFiles().file(), u"src/stack.py"_s);
        shoot(u"place"_s);
        page->resize(900, 700);
        page->showVerdicts();
        shoot(u"narrow"_s);
        page = open({{u"attempt"_s, m_ids[1]}});
        shoot(u"empty"_s);
        page = open({{u"attempt"_s, u"NOSUCH"_s}});
        shoot(u"missing"_s);
    }
}

QTEST_MAIN(TestAttemptPage)
#include "tst_attemptpage.moc"

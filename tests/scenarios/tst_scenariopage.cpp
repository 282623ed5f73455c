#include "app/ide/codeview.h"
#include "app/ide/mainwindow.h"
#include "app/scenarios/completionpopup.h"
#include "app/scenarios/jsoneditor.h"
#include "app/scenarios/packpage.h"
#include "app/scenarios/scenariopage.h"
#include "app/views.h"
#include "core/scenario/pack.h"
#include "support/program.h"
#include "windows/accessible.h"
#include "windows/saving.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QTextBrowser>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QTreeWidget>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::scenarios;

/// Pages of a scenario and of its pack in the window: looking, editing, saving.
class TestScenarioPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsEverything();
    void rendersSafely();
    void findsProblems();
    void completes();
    void savesAndAsks();
    void changedOnDisk();
    void brokenScenario();
    void pack();
    void packThatSaysNothing();
    void quickOpen();

private:
    ScenarioPage *open(const QString &view = {});
    [[nodiscard]] QString file() const { return m_pack + u"/one/scenario.json"_s; }
    void click(QMessageBox::StandardButton button);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ide::Settings> m_settings;
    std::unique_ptr<ide::MainWindow> m_window;
    QString m_pack;
};

void TestScenarioPage::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_pack = m_folder->filePath(u"pack"_s);
    QVERIFY(newScenario(m_pack, u"one"_s, u"generate"_s, u"python"_s));
    QVERIFY(newScenario(m_pack, u"two"_s, u"fix"_s, u"python"_s));
    m_settings = std::make_unique<ide::Settings>(m_folder->filePath(u"settings"_s));
    m_window = std::make_unique<ide::MainWindow>(*m_settings);
    addViews(*m_window);
    m_window->resize(1300, 800);
    m_window->show();
}

void TestScenarioPage::cleanup()
{
    m_window.reset();
}

ScenarioPage *TestScenarioPage::open(const QString &view)
{
    ide::Location location = scenarioLocation(m_pack, u"one"_s);
    if (!view.isEmpty())
        location.place.insert(u"view"_s, view);
    m_window->open(location);
    auto *page = qobject_cast<ScenarioPage *>(m_window->current());
    if (page && page->status().isEmpty()) {
        QSignalSpy spy(page, &ScenarioPage::read);
        spy.wait(30'000);
    }
    return page;
}

/// Answers the question that is shown.
void TestScenarioPage::click(QMessageBox::StandardButton button)
{
    auto *box = m_window->findChild<QMessageBox *>(u"askToSave"_s);
    QVERIFY(box);
    QTest::mouseClick(box->button(button), Qt::LeftButton);
    QTRY_VERIFY(!m_window->findChild<QMessageBox *>(u"askToSave"_s));
}

void TestScenarioPage::showsEverything()
{
    ScenarioPage *page = open();
    QVERIFY(page);
    QCOMPARE(page->title(), u"one"_s);
    QCOMPARE(page->status(), file());
    auto *tabs = page->findChild<QTabWidget *>();
    QVERIFY(!page->findChild<QTextBrowser *>()->toPlainText().isEmpty());
    for (int i = 0; i < tabs->count(); ++i) {
        tabs->setCurrentIndex(i);
        QVERIFY(tabs->isTabEnabled(i));
        // each part can be gone back to
        QCOMPARE(page->location().place.value(u"view"_s),
                 i == 0 ? QString() : tabs->currentWidget()->objectName());
    }
    QVERIFY(page->findChild<QWidget *>(u"checks"_s)->findChild<QTreeWidget *>()->topLevelItemCount()
            > 0);
    auto *answers = page->findChild<QWidget *>(u"answers"_s)->findChild<QTreeWidget *>();
    QCOMPARE(answers->topLevelItem(0)->text(0), u"Reference"_s);
    QVERIFY(answers->topLevelItemCount() > 1);
    auto *files = page->findChild<QWidget *>(u"workspace"_s)->findChild<QTreeView *>();
    QVERIFY(files->model()->rowCount() > 0);
    QCOMPARE(test::namelessIn(*page), QStringList());
    // opened once, whichever way it is named
    m_window->open({file(), {}});
    QCOMPARE(m_window->documents().size(), size_t(1));
}

void TestScenarioPage::rendersSafely()
{
    QFile json(file());
    QVERIFY(json.open(QIODevice::ReadOnly));
    auto scenario = Json::parse(json.readAll().toStdString());
    json.close();
    scenario["instruction"] = "# Title\n<img src=\"file:///etc/hostname\">\n![x](/etc/hostname) "
                              "[go](https://example.org/\u202e)\x1b[31m";
    test::writeFile(file(), prettyJson(scenario));
    ScenarioPage *page = open();
    auto *browser = page->findChild<QTextBrowser *>();
    const QString text = browser->toPlainText();
    QVERIFY2(text.contains(u"<img src"_s), qPrintable(text)); // HTML is text
    QVERIFY(text.contains(u"␛"_s));
    QVERIFY(!text.contains(u"# Title"_s));
    QVERIFY(!browser->openLinks());
}

void TestScenarioPage::findsProblems()
{
    ScenarioPage *page = open(u"json"_s);
    JsonEditor &editor = page->editor();
    QVERIFY(!editor.isModified());
    QTRY_VERIFY(editor.problems().empty());
    ide::CodeView &code = editor.code();
    code.setFocus();
    code.setCursorPosition(0, 1);
    QTest::keyClicks(&code, u"\"nosuch\": 1,"_s);
    QVERIFY(editor.isModified());
    QTRY_COMPARE_WITH_TIMEOUT(editor.problems().size(), size_t(1), 30'000);
    QCOMPARE(editor.problems().front().pointer, u"/nosuch"_s);
    auto *list = editor.findChild<QListWidget *>();
    QVERIFY(list->isVisible());
    code.setCursorPosition(3, 0);
    list->setCurrentRow(0);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Return); // goes there
    int line = -1;
    int column = -1;
    code.getCursorPosition(&line, &column);
    QCOMPARE(line, 0);
    code.undo();
    QTRY_VERIFY_WITH_TIMEOUT(editor.problems().empty(), 30'000);
}

void TestScenarioPage::completes()
{
    test::writeFile(file(), "{\n\"format\": 1, \"id\": \"one\", \"kind\": \"generate\"}\n");
    ScenarioPage *page = open(u"json"_s);
    ide::CodeView &code = page->editor().code();
    code.setFocus();
    code.setCursorPosition(0, 1);
    auto *popup = page->findChild<CompletionPopup *>();
    QTest::keyClicks(&code, u"\"difficul"_s);
    QCOMPARE(popup->current(), u"difficulty"_s);
    QTest::keyClick(&code, Qt::Key_Return);
    QVERIFY(!popup->isVisible());
    QVERIFY2(code.text(0).startsWith(u"{\"difficulty\": "_s), qPrintable(code.text(0)));
    QTest::keyClicks(&code, u"\""_s);
    QCOMPARE(popup->current(), u"easy"_s);
    QTest::keyClick(&code, Qt::Key_Up);
    QCOMPARE(popup->current(), u"hard"_s);
    QTest::keyClicks(&code, u"me"_s);
    QCOMPARE(popup->current(), u"medium"_s);
    QTest::keyClick(&code, Qt::Key_Backspace);
    QTest::keyClick(&code, Qt::Key_Backspace);
    QTRY_COMPARE(popup->current(), u"easy"_s);
    QTest::keyClick(&code, Qt::Key_Escape);
    QVERIFY(!popup->isVisible());
    QTest::keyClick(&code, Qt::Key_Space, Qt::ControlModifier);
    QTRY_COMPARE(popup->current(), u"easy"_s);
    QTest::keyClick(&code, Qt::Key_Tab);
    QVERIFY2(code.text(0).startsWith(u"{\"difficulty\": \"easy\""_s), qPrintable(code.text(0)));
}

void TestScenarioPage::savesAndAsks()
{
    ScenarioPage *page = open(u"json"_s);
    ide::CodeView &code = page->editor().code();
    auto *tabs = m_window->findChild<QTabWidget *>();
    code.setFocus();
    code.setCursorPosition(0, 1);
    QTest::keyClicks(&code, u" "_s);
    QVERIFY(page->isModified());
    QVERIFY(tabs->tabText(0).startsWith(u"●"_s));
    QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
    QVERIFY(!page->isModified());
    QVERIFY(!tabs->tabText(0).startsWith(u"●"_s));
    QFile saved(file());
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QVERIFY(saved.readAll().startsWith("{ "));

    QTest::keyClicks(&code, u" "_s);
    QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier);
    click(QMessageBox::Cancel);
    QCOMPARE(m_window->documents().size(), size_t(1));
    QVERIFY(!m_window->close()); // neither does the window
    click(QMessageBox::Cancel);
    QVERIFY(m_window->isVisible());
    m_window->commands().find(u"file.close"_s)->trigger();
    click(QMessageBox::Discard);
    QTRY_COMPARE(m_window->documents().size(), size_t(0));
}

void TestScenarioPage::changedOnDisk()
{
    ScenarioPage *page = open(u"json"_s);
    JsonEditor &editor = page->editor();
    QByteArray bytes = editor.text();
    test::writeFile(file(), bytes.replace("\"generate\"", "\"generate\" "));
    QTRY_COMPARE_WITH_TIMEOUT(editor.text(), bytes, 30'000); // nobody had changed it here
    editor.code().setCursorPosition(0, 1);
    editor.code().setFocus();
    QTest::keyClicks(&editor.code(), u" "_s);
    test::writeFile(file(), bytes.replace("{", "{\n"));
    QPushButton *take = nullptr;
    const auto isAsked = [&] {
        for (QPushButton *button : page->findChildren<QPushButton *>())
            if (button->text() == u"Take What Is on Disk"_s && button->isVisible())
                take = button;
        return take != nullptr;
    };
    QTRY_VERIFY(isAsked());
    QVERIFY(editor.text() != bytes);
    QTest::mouseClick(take, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(editor.text(), bytes, 30'000);
    QVERIFY(!page->isModified());
}

void TestScenarioPage::brokenScenario()
{
    test::writeFile(file(), "{\"format\": 1,\n \"id\": \"one\",\n \"kind\": }");
    m_window->open({file(), {}});
    auto *page = qobject_cast<ScenarioPage *>(m_window->current());
    QVERIFY(page);
    auto *tabs = page->findChild<QTabWidget *>();
    QTRY_COMPARE_WITH_TIMEOUT(tabs->currentWidget(), &page->editor(), 30'000);
    QVERIFY(!tabs->isTabEnabled(0));
    QTRY_COMPARE_WITH_TIMEOUT(page->editor().problems().size(), size_t(1), 30'000);
    QCOMPARE(page->editor().problems().front().line, 3);
}

void TestScenarioPage::pack()
{
    m_window->open({m_pack, {}});
    auto *page = qobject_cast<PackPage *>(m_window->current());
    QVERIFY(page);
    auto *table = page->findChild<QTreeView *>(u"scenarios"_s);
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, 30'000);
    auto *counts = page->findChild<QTableWidget *>();
    QCOMPARE(counts->rowCount(), 3); // fix, generate, all
    QCOMPARE(counts->item(2, 1)->text(), u"2"_s);
    table->header()->setSortIndicator(0, Qt::DescendingOrder);
    QTRY_COMPARE(table->model()->index(0, 0).data().toString(), u"two"_s);
    auto *filter = page->findChild<QLineEdit *>();
    QTest::keyClicks(filter, u"kind:generate"_s);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->setCurrentIndex(table->model()->index(0, 0));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(m_window->current()->title(), u"one"_s);
    QCOMPARE(test::namelessIn(*page), QStringList());
    const QString csv = m_folder->filePath(u"list.csv"_s);
    QVERIFY(test::saveNow(page->saveFormats().front(), csv));
    QFile file(csv);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith("Scenario,Last run,Title,Kind"));
}

/// Of a pack no more than its name is required.
void TestScenarioPage::packThatSaysNothing()
{
    test::writeFile(m_pack + u"/pack.json"_s, R"({"format": 1, "name": "pack"})");
    m_window->open({m_pack, {}});
    const auto *page = qobject_cast<PackPage *>(m_window->current());
    QVERIFY(page);
    const auto *table = page->findChild<QTreeView *>(u"scenarios"_s);
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, 30'000);
}

void TestScenarioPage::quickOpen()
{
    m_window->open({m_pack, {}});
    auto *table = m_window->current()->findChild<QTreeView *>(u"scenarios"_s);
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, 30'000);
    QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier);
    auto *picker = m_window->findChild<ide::Picker *>();
    auto *line = picker->findChild<QLineEdit *>();
    QTest::keyClicks(line, u"two"_s);
    QCOMPARE(picker->current(), u"two"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(m_window->current()->title(), u"two"_s);
}

QTEST_MAIN(TestScenarioPage)
#include "tst_scenariopage.moc"

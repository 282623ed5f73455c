#include "app/ide/look.h"
#include "app/ide/mainwindow.h"
#include "app/ide/markdownview.h"
#include "app/ide/settings.h"
#include "app/inspect/attempt/attemptpage.h"
#include "app/inspect/attempt/attempts.h"
#include "app/inspect/attempt/timelineview.h"
#include "app/inspect/conversation/conversationpanel.h"
#include "app/inspect/conversation/conversationview.h"
#include "app/inspect/step/diffview.h"
#include "app/inspect/step/stepview.h"
#include "support/madeup.h"
#include "windows/accessible.h"

#include <QtCore/QTemporaryDir>
#include <QtGui/QClipboard>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QToolButton>

using namespace touchstone;
using namespace touchstone::inspect;
using namespace touchstone::testing;

namespace {

/// Rows by what they tell: "3 ^helper 5".
QStringList rowsOf(const ConversationModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows.append(model.row(row).begins ? u'^' + model.branchOf(row)
                                          : QString::number(model.row(row).event));
    return rows;
}

} // namespace

/// The conversation in the page of an attempt, driven by keyboard and mouse.
class TestConversationView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void heights();
    void beginnings_data();
    void beginnings();
    void model();
    void rendered();
    void rawOfOneAndAll();
    void keysAndSteps();
    void folding();
    void toolsAndTheirAnswers();
    void everythingHasAName();
    void longOne();
    void branches();
    void search();
    void copying();
    void shortcut();
    void empty();
    void huge();
    void pictures(); // for people: written where $TOUCHSTONE_PICTURES says

private:
    std::unique_ptr<AttemptPage> open(int attempt, QSize size = {1400, 800})
    {
        auto page = std::make_unique<AttemptPage>(
            *m_settings,
            ide::Location{m_path,
                          {{u"attempt"_s, m_ids[attempt]}, {u"view"_s, u"conversation"_s}}});
        page->resize(size);
        QSignalSpy complete(page.get(), &AttemptPage::timelineComplete);
        page->show();
        if (complete.isEmpty())
            complete.wait(20'000);
        return page;
    }
    static bool isShown(ConversationPanel &panel, int row, const QString &text)
    {
        MessageCard *card = panel.view().card(row);
        return card && card->isVisible() && !card->content().isFolded && panel.model().said(row)
            && card->body().toPlainText().contains(text);
    }
    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<ide::Settings> m_settings;
    QStringList m_ids;
};

void TestConversationView::initTestCase()
{
    ide::applyLook(*qApp, ide::Scheme::Light, 100);
    m_path = m_folder.filePath(u"made-up.touchstone"_s);
    m_settings = std::make_unique<ide::Settings>(m_folder.filePath(u"settings"_s));
    MadeUp made;
    const std::vector<FinishedAttempt> attempts{made.rich(0), made.empty(1), made.huge(20'000),
                                                made.talk(2)};
    for (const FinishedAttempt &attempt : attempts)
        m_ids.append(attempt.record.id);
    const auto file = madeUpFile(m_path, attempts);
    QVERIFY2(file.has_value(), qPrintable(file ? QString() : file.error().text()));
    QVERIFY((*file)->publish());
}

void TestConversationView::heights()
{
    RowHeights heights;
    QCOMPARE(heights.rowAt(0), -1);
    std::vector<int> plain;
    for (int row = 0; row < 1000; ++row) {
        plain.push_back(1 + (row * 7) % 40);
        heights.append(plain.back());
    }
    for (int row = 0; row < 1000; row += 3) {
        plain[size_t(row)] = row % 5; // some have none
        heights.set(row, row % 5);
    }
    qint64 top = 0;
    for (int row = 0; row < 1000; ++row) {
        QCOMPARE(heights.top(row), top);
        if (plain[size_t(row)] > 0) {
            QCOMPARE(heights.rowAt(top), row);
            QCOMPARE(heights.rowAt(top + plain[size_t(row)] - 1), row);
        }
        top += plain[size_t(row)];
    }
    QCOMPARE(heights.total(), top);
    QCOMPARE(heights.rowAt(top + 100), 999);
}

void TestConversationView::beginnings_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("beginning");
    QTest::newRow("short") << u"abc"_s << u"abc"_s;
    QTest::newRow("by lines") << u"a\nb\nc\nd"_s << u"a\nb\nc\n"_s;
    QTest::newRow("by characters, at a line's end") << u"abcdefgh\nijklmn"_s << u"abcdefgh\n"_s;
    QTest::newRow("one long line") << u"abcdefghijklmn"_s << u"abcdefghij"_s;
    QTest::newRow("no half characters") << u"abcdefghi😀z"_s << u"abcdefghi"_s;
}

void TestConversationView::beginnings()
{
    QFETCH(const QString, text);
    QFETCH(const QString, beginning);
    QCOMPARE(beginningOf(text, 10, 3), beginning);
}

void TestConversationView::model()
{
    auto page = open(0);
    ConversationModel &model = page->conversation().model();
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.conversations(), (QStringList{QString(), u"helper"_s}));
    const QStringList rows = rowsOf(model);
    QCOMPARE(rows.first(8).join(u' '), u"1 2 4 5 6 7 8 9"_s); // 3 is the call that 4 came of
    QVERIFY(rows.contains(u"^helper"_s) && !rows.contains(u"29"_s)); // a checkpoint
    QCOMPARE(model.row(2).first, 3);
    model.setConversation(u"helper"_s);
    QCOMPARE(rowsOf(model), (QStringList{u"11"_s, u"12"_s}));
    QCOMPARE(model.conversation(), u"helper"_s);
    model.setConversation(u"nobody's"_s);
    QCOMPARE(model.conversation(), u"helper"_s);
    QCOMPARE(model.conversationOf(6), std::optional(QString()));
}

void TestConversationView::rendered()
{
    auto page = open(0);
    ConversationPanel &panel = page->conversation();
    QTRY_VERIFY(isShown(panel, 2, u"return self.items.pop()"_s));
    QTRY_VERIFY(panel.view().card(2)->body().toPlainText().startsWith(u"Plan"_s)); // no "#"
    MessageCard *card = panel.view().card(2);
    const QString text = card->body().toPlainText();
    QVERIFY(text.contains(u"picture, not loaded: https://evil.example/x.png"_s));
    QVERIFY(text.contains(u"␛[31m"_s) && text.contains(u"‹U+202E›"_s));
    QCOMPARE(card->content().title, u"❝ assistant"_s);
    QVERIFY2(card->content().facts.contains(u"600 → 120 tokens"_s),
             qPrintable(card->content().facts));
    // all of it is seen: nothing scrolls within
    QCOMPARE(card->body().verticalScrollBar()->maximum(), 0);
    QVERIFY(card->height() >= card->body().height());
    QVERIFY(panel.view().card(1)->content().isSpeech);
}

void TestConversationView::rawOfOneAndAll()
{
    auto page = open(0);
    ConversationPanel &panel = page->conversation();
    ConversationView &view = panel.view();
    QTRY_VERIFY(isShown(panel, 2, u"Plan"_s));
    view.setFocus();
    view.setCurrent(2);
    QTest::keyClick(&view, Qt::Key_R);
    QTRY_VERIFY(isShown(panel, 2, u"# Plan"_s));
    QTRY_VERIFY(isShown(panel, 1, u"it never fails"_s)); // still rendered
    QToolButton *all = nullptr;
    for (QToolButton *button : panel.findChildren<QToolButton *>())
        if (button->accessibleName() == u"Show all messages raw"_s)
            all = button;
    QVERIFY(all);
    QTest::mouseClick(all, Qt::LeftButton);
    QTRY_VERIFY(isShown(panel, 1, u"it *never* fails"_s));
    QTest::mouseClick(all, Qt::LeftButton);
    QTRY_VERIFY(isShown(panel, 2, u"Plan"_s) && !isShown(panel, 2, u"# Plan"_s));
}

void TestConversationView::keysAndSteps()
{
    auto page = open(0);
    ConversationView &view = page->conversation().view();
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_Home);
    QTRY_COMPARE(page->timelineView().chosen(), 1);
    QTest::keyClick(&view, Qt::Key_Down);
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(page->timelineView().chosen(), 4);
    QCOMPARE(page->timelineView().table().currentIndex().row(), 3);
    // and the other way round: an event that belongs to a message, one that has no row
    page->goToEvent(3);
    QCOMPARE(view.current(), 2);
    page->goToEvent(6);
    QCOMPARE(view.current(), 4);
    page->goToEvent(29);
    QCOMPARE(page->conversation().model().row(view.current()).event, 28);
    // a click
    page->goToEvent(1);
    QTRY_VERIFY(view.card(2) && view.card(2)->isVisible());
    QTest::mouseClick(view.card(2), Qt::LeftButton, {}, QPoint(5, 8));
    QCOMPARE(page->timelineView().chosen(), 4);
    QTest::mouseClick(view.card(1)->body().viewport(), Qt::LeftButton, {}, QPoint(5, 5));
    QCOMPARE(page->timelineView().chosen(), 2);
    // Enter leads to the step, of an edit to what it changed
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(page->tabs().currentWidget(), &page->stepView());
    QTRY_COMPARE(page->stepView().step().event.id, 2);
    page->stepView().wantSide(u"data"_s);
    page->showConversation();
    page->goToEvent(6);
    QTest::keyClick(&view, Qt::Key_Return);
    QTRY_COMPARE(page->stepView().step().event.id, 6);
    QTRY_VERIFY(page->stepView().diff().isVisible());
    page->showConversation();
    QCOMPARE(page->location().place.value(u"view"_s), u"conversation"_s);
}

void TestConversationView::folding()
{
    auto page = open(0);
    ConversationPanel &panel = page->conversation();
    ConversationView &view = panel.view();
    view.setFocus();
    page->goToEvent(5);
    QTRY_VERIFY(view.card(3) && view.card(3)->isVisible());
    MessageCard *card = view.card(3);
    QVERIFY(card->content().isFolded && card->content().line.contains(u"pytest -q"_s));
    const int closed = card->height();
    QTest::keyClick(&view, Qt::Key_Right);
    QTRY_VERIFY(isShown(panel, 3, u"F.  1 failed, 8 passed"_s)); // without the escapes
    QVERIFY(view.card(3)->height() > 2 * closed);
    QTest::keyClick(&view, Qt::Key_Left);
    QTRY_COMPARE(view.card(3)->height(), closed);
    // what has nothing more to say does not open
    page->goToEvent(6);
    QTest::keyClick(&view, Qt::Key_Right);
    QVERIFY(panel.model().isFolded(4));
}

void TestConversationView::toolsAndTheirAnswers()
{
    auto page = open(3);
    ConversationPanel &panel = page->conversation();
    const QStringList rows = rowsOf(panel.model());
    QCOMPARE(rows.first(5).join(u' '), u"1 2 4 5 7"_s); // 6 is what 5 saw
    QVERIFY(panel.model().isFolded(3) && panel.model().isFolded(4)); // a tool's message too
    QTRY_VERIFY(isShown(panel, 2, u"grep -rn 'def pop' src"_s)); // the call
    QVERIFY(isShown(panel, 2, u"Which file is it in?"_s));
    ConversationView &view = panel.view();
    view.setFocus();
    view.setCurrent(3);
    QTest::keyClick(&view, Qt::Key_Right);
    QTRY_VERIFY(isShown(panel, 3, u"→ src/stack.py:8"_s));
}

void TestConversationView::everythingHasAName()
{
    auto page = open(0);
    ConversationPanel &panel = page->conversation();
    QTRY_VERIFY(isShown(panel, 2, u"Plan"_s));
    QCOMPARE(test::namelessIn(panel), QStringList());
    // who reads the screen is told what was chosen
    page->goToEvent(4);
    QVERIFY2(panel.view().accessibleDescription().contains(u"I will mend"_s),
             qPrintable(panel.view().accessibleDescription()));
}

void TestConversationView::longOne()
{
    auto page = open(0);
    ConversationPanel &panel = page->conversation();
    ConversationView &view = panel.view();
    view.setFocus();
    page->goToEvent(5);
    QTest::keyClick(&view, Qt::Key_Right);
    QTRY_VERIFY(isShown(panel, 3, u"xxx"_s));
    const SaidText *said = panel.model().said(3);
    QVERIFY(said && !said->isWhole && said->text.size() <= briefCharacters);
    QVERIFY2(view.card(3)->content().more.contains(u"400,0"_s),
             qPrintable(view.card(3)->content().more));
    QTest::keyClick(&view, Qt::Key_A);
    QTRY_COMPARE(panel.model().said(3)->text.size(), wholeCharacters);
    QTRY_VERIFY(view.card(3)->content().more.contains(u"Step"_s)); // too long even for that
    QTest::keyClick(&view, Qt::Key_A);
    QCOMPARE(page->tabs().currentWidget(), &page->stepView());
}

void TestConversationView::branches()
{
    auto page = open(0);
    ConversationPanel &panel = page->conversation();
    ConversationView &view = panel.view();
    auto *chooser = panel.findChild<QComboBox *>();
    QTRY_VERIFY(chooser->isVisible());
    QCOMPARE(chooser->currentText(), u"Main conversation"_s);
    view.setFocus();
    const int branch = int(rowsOf(panel.model()).indexOf(u"^helper"_s));
    view.setCurrent(branch - 1);
    QTest::keyClick(&view, Qt::Key_Down); // it leads there when somebody says so
    QCOMPARE(panel.model().conversation(), QString());
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(panel.model().conversation(), u"helper"_s);
    QCOMPARE(chooser->currentText(), u"helper"_s);
    QTRY_VERIFY(isShown(panel, 1, u"They are fine."_s));
    page->goToEvent(4); // of the main one
    QCOMPARE(panel.model().conversation(), QString());
    chooser->setFocus();
    QTest::keyClick(chooser, Qt::Key_Down);
    QCOMPARE(panel.model().conversation(), u"helper"_s);
}

void TestConversationView::search()
{
    auto page = open(0);
    ConversationPanel &panel = page->conversation();
    ConversationView &view = panel.view();
    page->goToEvent(1);
    QTest::keyClick(&page->timelineView().table(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(panel.searchLine().hasFocus());
    QTest::keyClicks(&panel.searchLine(), u"FAIL"_s); // a message, and what a command printed
    QTRY_COMPARE(panel.found(), u"1 of 4"_s);
    QCOMPARE(page->timelineView().chosen(), 2);
    QTRY_VERIFY(!view.card(1)->body().extraSelections().isEmpty());
    QTest::keyClick(&panel.searchLine(), Qt::Key_Return);
    QTest::keyClick(&panel.searchLine(), Qt::Key_Return);
    QCOMPARE(panel.found(), u"3 of 4"_s);
    QCOMPARE(page->timelineView().chosen(), 5);
    QTRY_VERIFY(isShown(panel, 3, u"1 failed"_s)); // it is opened
    QTest::keyClick(&panel.searchLine(), Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(panel.found(), u"2 of 4"_s);
    panel.searchLine().clear();
    QTest::keyClicks(&panel.searchLine(), u"no such words"_s);
    QTRY_COMPARE(panel.found(), u"Not found"_s);
    QTest::keyClick(&panel.searchLine(), Qt::Key_Escape);
    QVERIFY(view.hasFocus());
    QCOMPARE(panel.found(), QString());
}

void TestConversationView::copying()
{
    auto page = open(0);
    ConversationView &view = page->conversation().view();
    QSignalSpy told(page.get(), &AttemptPage::told);
    view.setFocus();
    page->goToEvent(4);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(QGuiApplication::clipboard()->text(), MadeUp::markdown());
    page->goToEvent(5); // all of it, however little is shown
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(told.size(), 2);
    QVERIFY(QGuiApplication::clipboard()->text().size() > 400'000);
    // what is selected, rather
    page->goToEvent(4);
    QTRY_VERIFY(isShown(page->conversation(), 2, u"Plan"_s));
    view.card(2)->body().selectAll();
    QTest::keyClick(&view.card(2)->body(), Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"Plan"_s));
}

void TestConversationView::shortcut()
{
    ide::MainWindow window(*m_settings);
    extendAttempts(window);
    window.resize(1400, 800);
    window.show();
    window.open({m_path, {{u"attempt"_s, m_ids[0]}}});
    auto *page = qobject_cast<AttemptPage *>(window.current());
    QVERIFY(page);
    QTRY_VERIFY(page->isComplete());
    QTest::keyClick(&window, Qt::Key_4, Qt::AltModifier);
    QCOMPARE(page->tabs().currentWidget(), &page->conversation());
}

void TestConversationView::empty()
{
    auto page = open(1);
    const auto says = [&](const QString &text) {
        for (const QLabel *label : page->conversation().findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    };
    QTRY_VERIFY(says(u"Nobody said anything"_s));
}

/// Of many rows only those that are seen are read and have a card.
void TestConversationView::huge()
{
    auto page = open(2);
    ConversationPanel &panel = page->conversation();
    ConversationView &view = panel.view();
    QTRY_VERIFY(panel.model().rowCount() > 10'000);
    view.setFocus();
    const auto cards = [&] { return view.findChildren<MessageCard *>().size(); };
    QTest::keyClick(&view, Qt::Key_End);
    const int last = panel.model().rowCount() - 1;
    QCOMPARE(view.current(), last);
    QTRY_VERIFY(view.card(last) && view.card(last)->isVisible());
    // the last one stands at the lower edge
    QTRY_COMPARE(view.card(last)->geometry().bottom() + 1, view.viewport()->height());
    QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
    QVERIFY2(cards() < 80, qPrintable(QString::number(cards())));
    // dragged to the middle, then up row by row without a jump
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 2);
    QTRY_VERIFY(view.card(last) == nullptr);
    for (int i = 0; i < 40; ++i)
        QTest::keyClick(&view, Qt::Key_PageUp);
    QTest::keyClick(&view, Qt::Key_Home);
    QTRY_VERIFY(isShown(panel, 0, u"Step 1:"_s));
    QCOMPARE(view.card(0)->y(), 0);
    QVERIFY2(cards() < 80, qPrintable(QString::number(cards())));
    int read = 0;
    for (int row = 0; row <= last; ++row)
        read += panel.model().said(row) != nullptr;
    QVERIFY2(read < 1000, qPrintable(QString::number(read)));
    panel.focusSearch();
    QTest::keyClicks(&panel.searchLine(), u"step 19996:"_s);
    QTRY_COMPARE_WITH_TIMEOUT(panel.found(), u"1 of 1"_s, 30'000);
    QCOMPARE(page->timelineView().chosen(), 19'997);
}

void TestConversationView::pictures()
{
    const QString folder = qEnvironmentVariable("TOUCHSTONE_PICTURES");
    if (folder.isEmpty())
        QSKIP("TOUCHSTONE_PICTURES names no folder");
    for (const ide::Scheme scheme : {ide::Scheme::Light, ide::Scheme::Dark}) {
        ide::applyLook(*qApp, scheme, 100);
        for (const int width : {900, 1200, 1600}) {
            auto page = open(3, {width, 800});
            page->showConversation();
            page->goToEvent(4);
            QTest::qWait(200); // for people
            QVERIFY(page->grab().save(
                folder + u"/talk-%1-%2.png"_s.arg(ide::schemeName(scheme)).arg(width)));
            page->showFinalFiles();
            QTest::qWait(200);
            QVERIFY(page->grab().save(
                folder + u"/files-%1-%2.png"_s.arg(ide::schemeName(scheme)).arg(width)));
            page->tabs().setCurrentWidget(&page->stepView());
            QTest::qWait(200);
            QVERIFY(page->grab().save(
                folder + u"/step-%1-%2.png"_s.arg(ide::schemeName(scheme)).arg(width)));
        }
    }
}

QTEST_MAIN(TestConversationView)
#include "tst_conversationview.moc"

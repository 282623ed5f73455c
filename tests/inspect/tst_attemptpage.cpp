#include "app/ide/codeview.h"
#include "app/ide/look.h"
#include "app/ide/mainwindow.h"
#include "app/ide/markdownview.h"
#include "app/ide/settings.h"
#include "app/inspect/attempt/attemptheadbar.h"
#include "app/inspect/attempt/attemptpage.h"
#include "app/inspect/attempt/attempts.h"
#include "app/inspect/attempt/filmstrip.h"
#include "app/inspect/attempt/overviewstrip.h"
#include "app/inspect/attempt/timelineview.h"
#include "app/inspect/attempt/workspacepage.h"
#include "app/inspect/step/bytesview.h"
#include "app/inspect/step/diffview.h"
#include "app/inspect/step/filesview.h"
#include "app/inspect/step/pictureview.h"
#include "app/inspect/step/stepview.h"
#include "app/inspect/verdicts/coveragebar.h"
#include "app/inspect/verdicts/verdictspanel.h"
#include "core/run/sqlite.h"
#include "support/madeup.h"
#include "windows/saving.h"

#include <QtCore/QElapsedTimer>
#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeView>

using namespace touchstone;
using namespace touchstone::inspect;
using namespace touchstone::testing;

/// The page of one attempt, driven by keyboard and mouse.
class TestAttemptPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void head();
    void neighboursAndScenario();
    void locationReopens();
    void timelineByKeys();
    void filter();
    void overview();
    void sidesOfSteps_data();
    void sidesOfSteps();
    void messageIsRenderedSafely();
    void editInlineAndSideBySide();
    void commandInPartAndWhole();
    void actionOnItsPicture();
    void elementsFromEitherSide();
    void filmStrip();
    void verdictsAndPlaces();
    void passes();
    void finalWorkspace();
    void coverageInTheMargin();
    void notesOnMovedLines_data();
    void notesOnMovedLines();
    void workspaceAsOfAStep();
    void takingAStepUp();
    void exports();
    void narrow();
    void emptyMissingDamaged();
    void everythingHasAName();
    void commands();
    void hugeTrace();
    void pictures(); // for people: written where $TOUCHSTONE_PICTURES says

private:
    /// Goes to a step and waits until it is shown.
    static void goTo(AttemptPage &page, qint64 step)
    {
        page.goToEvent(step);
        QTRY_COMPARE(page.stepView().step().event.id, step);
    }
    static QStringList sidesOf(AttemptPage &page)
    {
        QStringList titles;
        for (int i = 0; i < page.stepView().sides().count(); ++i)
            titles.append(page.stepView().sides().tabText(i));
        return titles;
    }
    std::unique_ptr<AttemptPage> rich(QMap<QString, QString> place = {})
    {
        place.insert(u"attempt"_s, m_ids[0]);
        return open(place);
    }
    std::unique_ptr<AttemptPage> open(const QMap<QString, QString> &place,
                                      QSize size = {1500, 900});
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
    attempts.push_back(made.talk(2));
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

void TestAttemptPage::init()
{
    m_settings->set(u"inspect.diff"_s, u"inline"_s);
}

void TestAttemptPage::head()
{
    auto page = rich({{u"pass"_s, u"1"_s}});
    QTRY_COMPARE(page->record().id, m_ids[0]);
    QStringList said;
    for (const QLabel *label : page->findChildren<QLabel *>())
        if (label->isVisible())
            said.append(label->text());
    const QString all = said.join(u'|');
    for (const QString &text :
         {u"✗ failed"_s, u"lists/stack · chat:made-up-model · sample 0"_s, u"score 0.5"_s,
          u"1,200 → 340 tokens"_s, u"$0.0123"_s, u"made-up-model-2026"_s, u"thought"_s,
          u"check 'tests' failed: 1 of 9 tests failed"_s})
        QVERIFY2(all.contains(text), qPrintable(text));
    QCOMPARE(page->title(), u"stack #0"_s);
    page->copyId();
    QCOMPARE(QGuiApplication::clipboard()->text(), m_ids[0]);
}

void TestAttemptPage::neighboursAndScenario()
{
    auto page = rich();
    QSignalSpy wanted(page.get(), &ide::Document::wanted);
    auto *next = page->findChild<AttemptHeadBar *>()->findChildren<QToolButton *>().last();
    QTRY_VERIFY(page->findChild<QLabel *>() && next);
    for (QToolButton *button : page->findChild<AttemptHeadBar *>()->findChildren<QToolButton *>())
        if (button->text() == u"›"_s)
            next = button;
    QTRY_VERIFY(next->isEnabled());
    QTest::mouseClick(next, Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].value<ide::Location>().place.value(u"attempt"_s), m_ids[1]);
    for (QToolButton *button : page->findChild<AttemptHeadBar *>()->findChildren<QToolButton *>())
        if (button->text().startsWith(u"Scenario"_s))
            QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(wanted[1][0].value<ide::Location>().place.value(u"filter"_s), u"id:\"lists/stack\""_s);
}

void TestAttemptPage::locationReopens()
{
    auto page = rich();
    goTo(*page, 6);
    const ide::Location location = ide::Location::parse(page->location().text(), u"/"_s);
    QCOMPARE(location.place.value(u"step"_s), u"6"_s);
    QVERIFY(AttemptPage::isFor(location) && page->shows(location));
    AttemptPage again(*m_settings, location);
    again.show();
    QTRY_COMPARE(again.stepView().step().event.id, 6);
    QCOMPARE(again.location(), location);
    again.go(location.at({{u"attempt"_s, m_ids[0]}, {u"step"_s, u"8"_s}}));
    QTRY_COMPARE(again.stepView().step().event.id, 8);
}

void TestAttemptPage::timelineByKeys()
{
    auto page = rich();
    QTableView &table = page->timelineView().table();
    QAbstractItemModelTester tester(&page->timeline(),
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(page->stepView().step().event.id, 1);
    const auto key = [&](auto keys, qint64 step) {
        QTest::keyClick(&table, keys);
        QTRY_COMPARE(page->stepView().step().event.id, step);
    };
    key(Qt::Key_Down, 2);
    key(Qt::Key_End, 33);
    key(Qt::Key_Home, 1);
    key(Qt::Key_N, 5); // the command that failed
    key(Qt::Key_N, 6);
    key(Qt::Key_N, 7);
    key(Qt::Key_P, 6);
    QCOMPARE(table.currentIndex().row(), 5);
    QTest::keyClick(&table, Qt::Key_End);
    QSignalSpy told(page.get(), &AttemptPage::told);
    QTest::keyClick(&table, Qt::Key_N);
    QCOMPARE(told.size(), 1);
}

void TestAttemptPage::filter()
{
    auto page = rich();
    TimelineModel &model = page->timeline();
    auto *line = page->timelineView().findChild<QLineEdit *>();
    goTo(*page, 6);
    QSignalSpy filtered(&model, &TimelineModel::filtered);
    page->focusFilter();
    QTest::keyClicks(line, u"stack write"_s);
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(model.entry(0).id, 6);
    // the chosen one stays chosen when the rows come back
    line->clear();
    QTRY_COMPARE(model.rowCount(), 33);
    QCOMPARE(page->timelineView().table().currentIndex().row(), 5);
    TimelineFilter wanted;
    wanted.types = 1U << int(EventType::Edit);
    model.setFilter(wanted);
    QTRY_COMPARE(model.rowCount(), 4);
    wanted.troubleOnly = true;
    model.setFilter(wanted);
    QTRY_COMPARE(model.rowCount(), 1);
    wanted = {};
    wanted.conversation = u"helper"_s;
    model.setFilter(wanted);
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(model.entry(0).depth, 1);
    QCOMPARE(model.rowOfEvent(6), -1);
    QCOMPARE(model.rowOfEvent(12), 1);
}

void TestAttemptPage::overview()
{
    auto page = rich();
    OverviewStrip &strip = page->overview();
    const TimelineEntry &entry = page->timeline().entryAt(4);
    QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(strip.xOf(entry.atNs), 10));
    QTRY_COMPARE(page->stepView().step().event.id, 5);
    QTest::keyClick(&strip, Qt::Key_Right);
    QTRY_COMPARE(page->stepView().step().event.id, 6);
    QCOMPARE(strip.eventAt(strip.width()), 33);
}

void TestAttemptPage::sidesOfSteps_data()
{
    QTest::addColumn<int>("step");
    QTest::addColumn<QStringList>("sides");
    QTest::newRow("message") << 4 << QStringList{u"Rendered"_s, u"Raw"_s, u"Data"_s};
    QTest::newRow("call") << 3 << QStringList{u"Response"_s, u"Request"_s, u"Usage"_s, u"Data"_s};
    QTest::newRow("command") << 5 << QStringList{u"Output"_s, u"Errors"_s, u"Command"_s, u"Data"_s};
    QTest::newRow("edit") << 6 << QStringList{u"Changes"_s, u"Content"_s, u"Data"_s};
    QTest::newRow("refused") << 8 << QStringList{u"Refused"_s, u"Content"_s, u"Data"_s};
    QTest::newRow("observation") << 13 << QStringList{u"Picture"_s, u"Text"_s, u"Data"_s};
    QTest::newRow("checkpoint") << 29 << QStringList{u"manifest"_s, u"Data"_s};
    QTest::newRow("refusal") << 30 << QStringList{u"Message"_s, u"Data"_s};
    QTest::newRow("unknown") << 31 << QStringList{u"Data"_s};
    QTest::newRow("limit") << 33 << QStringList{u"Message"_s, u"Data"_s};
}

void TestAttemptPage::sidesOfSteps()
{
    QFETCH(const int, step);
    QFETCH(const QStringList, sides);
    auto page = rich();
    goTo(*page, step);
    QCOMPARE(sidesOf(*page), sides);
}

void TestAttemptPage::messageIsRenderedSafely()
{
    auto page = rich();
    goTo(*page, 4);
    auto *view = qobject_cast<ide::MarkdownView *>(page->stepView().sides().widget(0));
    QVERIFY(view);
    const QString text = view->toPlainText();
    QVERIFY(text.startsWith(u"Plan"_s));
    QVERIFY(text.contains(u"the docs ‹https://example.org/docs?q=1›"_s));
    QVERIFY(text.contains(u"picture, not loaded: https://evil.example/x.png"_s));
    QVERIFY(text.contains(u"<script>alert(1)</script>"_s)); // as text
    QVERIFY(text.contains(u"␛[31m"_s) && text.contains(u"‹U+202E›"_s));
    QVERIFY(!view->loadResource(QTextDocument::ImageResource, QUrl(u"https://evil.example"_s))
                 .isValid());
    QSignalSpy chosen(view, &ide::MarkdownView::linkChosen);
    Q_EMIT view->anchorClicked(QUrl(u"https://example.org"_s));
    QCOMPARE(chosen.size(), 1);
    auto *box = view->findChild<QMessageBox *>();
    QVERIFY(box && box->informativeText().contains(u"https://example.org"_s));
    box->close();
}

void TestAttemptPage::editInlineAndSideBySide()
{
    auto page = rich();
    goTo(*page, 6);
    DiffView &diff = page->stepView().diff();
    QVERIFY(!diff.isSideBySide());
    QTRY_COMPARE(diff.file(), u"src/stack.py"_s);
    QTRY_VERIFY(diff.isVisible());
    const auto views = diff.findChildren<ide::CodeView *>();
    QString text;
    for (ide::CodeView *view : views)
        if (view->isVisible())
            text = view->text();
    QVERIFY(text.contains(u"raise IndexError"_s) && text.contains(u"unchanged lines"_s));
    QVERIFY(text.contains(u"return self.items[0]"_s) && text.contains(u"self.items.pop()"_s));
    m_settings->set(u"inspect.diff"_s, u"side by side"_s);
    QVERIFY(diff.isSideBySide());
    std::vector<ide::CodeView *> sides;
    for (ide::CodeView *view : views)
        if (view->isVisible())
            sides.push_back(view);
    QCOMPARE(sides.size(), 2);
    QCOMPARE(sides[0]->lines(), sides[1]->lines()); // aligned
    QVERIFY(sides[0]->text() != sides[1]->text());
    for (QToolButton *button : diff.findChildren<QToolButton *>())
        if (button->text() == u"Whole File"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(!sides[1]->text().contains(u"unchanged"_s));
    diff.resize(500, 120);
    sides[1]->verticalScrollBar()->setValue(9);
    QCOMPARE(sides[0]->verticalScrollBar()->value(), 9);
}

void TestAttemptPage::commandInPartAndWhole()
{
    auto page = rich();
    goTo(*page, 5);
    auto *view = qobject_cast<BytesView *>(page->stepView().sides().widget(0));
    QVERIFY(view);
    QVERIFY(view->code().text().startsWith(u"F.  1 failed"_s)); // without the escapes
    QVERIFY(view->code().text().size() < 300'000);
    for (QToolButton *button : view->findChildren<QToolButton *>())
        if (button->text() == u"Show All"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(qobject_cast<BytesView *>(page->stepView().sides().widget(0))->code().text().size()
                > 400'000);
    for (QToolButton *button : view->findChildren<QToolButton *>())
        if (button->text() == u"Show Escapes"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(view->code().text().startsWith(u"␛[31mF"_s));
}

void TestAttemptPage::actionOnItsPicture()
{
    auto page = rich();
    goTo(*page, 14);
    QCOMPARE(sidesOf(*page).first(), u"Picture"_s);
    PictureView &view = page->stepView().picture();
    QTRY_VERIFY(view.hasPicture());
    // the click is drawn where it was
    const QImage shown = view.grab().toImage();
    const qreal scale = shown.devicePixelRatio();
    const QPointF at = view.fromPicture({85, 80});
    const QColor ring = shown.pixelColor(((at + QPointF(11, 0)) * scale).toPoint());
    QVERIFY2(ring.red() > 200 && ring.green() < 120, qPrintable(ring.name()));
    QCOMPARE(view.toPicture(at).toPoint(), QPoint(85, 80));
    // beside it the elements that it was aimed at, and which it hit
    for (QTreeView *tree : page->stepView().findChildren<QTreeView *>())
        if (tree->accessibleName() == u"Element tree"_s) {
            QVERIFY(tree->isVisible());
            QCOMPARE(tree->currentIndex().siblingAtColumn(1).data().toString(), u"OK"_s);
        }
    QCOMPARE(view.outlined(), QRectF(40, 60, 90, 40));
    goTo(*page, 16);
    QTRY_VERIFY(view.hasPicture());
}

void TestAttemptPage::elementsFromEitherSide()
{
    auto page = rich();
    goTo(*page, 13);
    PictureView &view = page->stepView().picture();
    QTRY_VERIFY(view.hasPicture());
    auto *tree = page->stepView().findChild<QTreeView *>();
    for (QTreeView *each : page->stepView().findChildren<QTreeView *>())
        if (each->accessibleName() == u"Element tree"_s)
            tree = each;
    QAbstractItemModelTester tester(tree->model(),
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.fromPicture({85, 80}).toPoint());
    QCOMPARE(tree->currentIndex().siblingAtColumn(1).data().toString(), u"OK"_s);
    QCOMPARE(view.outlined(), QRectF(40, 60, 90, 40));
    tree->setFocus();
    QTest::keyClick(tree, Qt::Key_Down);
    QCOMPARE(view.outlined(), QRectF(60, 200, 300, 40));
}

void TestAttemptPage::filmStrip()
{
    auto page = rich();
    FilmStrip &strip = page->filmStrip();
    QTRY_VERIFY(strip.isVisible()); // the head may be read last
    QAbstractItemModelTester tester(&strip.film(),
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(strip.film().rowCount(), 8);
    strip.step(1);
    QTRY_COMPARE(page->stepView().step().event.id, 13);
    strip.step(1);
    QTRY_COMPARE(page->stepView().step().event.id, 15);
    strip.step(-1);
    QTRY_COMPARE(page->stepView().step().event.id, 13);
    // thumbnails come
    const QModelIndex first = strip.film().index(0);
    const auto isThere = [&] {
        const QImage image = first.data(Qt::DecorationRole).value<QImage>();
        return qAlpha(image.pixel(image.width() / 2, image.height() / 2)) == 255;
    };
    QTRY_VERIFY(isThere());
    QTest::keyClick(&page->timelineView().table(), Qt::Key_Space);
    QVERIFY(strip.isPlaying());
    QTRY_COMPARE(page->stepView().step().event.id, 15);
    QTest::keyClick(&page->timelineView().table(), Qt::Key_Space);
    QVERIFY(!strip.isPlaying());
    m_settings->set(u"appearance.animations"_s, false);
    strip.setPlaying(true);
    QVERIFY(!strip.isPlaying());
    m_settings->set(u"appearance.animations"_s, true);
}

void TestAttemptPage::verdictsAndPlaces()
{
    auto page = rich({{u"pass"_s, u"1"_s}});
    QTreeView &tree = page->verdicts().tree();
    QTRY_COMPARE(tree.model()->rowCount(), 5);
    QAbstractItemModelTester tester(tree.model(),
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(tree.currentIndex().data().toString(), u"tests"_s); // the first that is not right
    page->showVerdicts();
    QTest::keyClick(&tree, Qt::Key_Down); // the place
    QTest::keyClick(&tree, Qt::Key_Return);
    QCOMPARE(page->tabs().currentWidget(), &page->finalFiles());
    QTRY_COMPARE(page->finalFiles().diff().file(), u"src/stack.py"_s);
    const auto views = page->finalFiles().diff().findChildren<ide::CodeView *>();
    const auto marked = [&](ide::CodeView::Mark mark) {
        int count = 0;
        for (ide::CodeView *view : views)
            for (int line = 0; view->isVisible() && line < view->lines(); ++line)
                count += (view->markersAtLine(line) >> int(mark)) & 1;
        return count;
    };
    QTRY_COMPARE(marked(ide::CodeView::Mark::Found), 1);
    QCOMPARE(marked(ide::CodeView::Mark::Uncovered), 2);
    for (int i = 0; i < 4; ++i) { // table, diff, text, picture
        page->showVerdicts();
        QTest::keyClick(&tree, Qt::Key_Down);
    }
    auto *picture = page->verdicts().findChild<PictureView *>();
    QTRY_VERIFY(picture->isVisible() && picture->hasPicture());
}

void TestAttemptPage::passes()
{
    auto page = rich({{u"pass"_s, u"1"_s}});
    QTRY_COMPARE(page->verdicts().tree().model()->rowCount(), 5);
    QComboBox *pass = nullptr;
    QComboBox *other = nullptr;
    for (QComboBox *box : page->verdicts().findChildren<QComboBox *>()) {
        if (box->accessibleName() == u"Scoring pass"_s)
            pass = box;
        if (box->accessibleName() == u"Compare with scoring pass"_s)
            other = box;
    }
    QVERIFY(pass && other && pass->isVisible());
    QCOMPARE(pass->currentData().toInt(), 1);
    other->setFocus();
    QTest::keyClick(other, Qt::Key_Down);
    QTableWidget &changes = page->verdicts().comparison();
    QTRY_COMPARE(changes.rowCount(), 1);
    QTRY_VERIFY(changes.item(0, 0));
    QCOMPARE(changes.item(0, 0)->text(), u"tests"_s);
    QVERIFY(changes.item(0, 1)->text().contains(u"passed"_s));
    QVERIFY(changes.item(0, 2)->text().contains(u"failed"_s));
    QSignalSpy read(page.get(), &AttemptPage::headRead);
    pass->setFocus();
    QTest::keyClick(pass, Qt::Key_Down);
    QTRY_COMPARE(read.size(), 1);
    QVERIFY(page->record().outcome == Outcome::Passed);
    QCOMPARE(page->location().place.value(u"pass"_s), u"2"_s);
}

void TestAttemptPage::finalWorkspace()
{
    auto page = rich();
    page->showFinalFiles();
    FilesView &files = page->finalFiles();
    QTRY_VERIFY(files.tree().model()->rowCount() > 0);
    QTRY_COMPARE(files.diff().file(), u"README.md"_s); // the first that changed
    QVERIFY(files.goTo(u"src/new.py"_s, 1));
    QTRY_COMPARE(files.diff().file(), u"src/new.py"_s);
    QVERIFY(!files.goTo(u"nowhere.py"_s, 1));
}

void TestAttemptPage::coverageInTheMargin()
{
    auto page = open({{u"attempt"_s, m_ids[2]}});
    QTRY_COMPARE(page->verdicts().tree().model()->rowCount(), 1);
    // from the evidence to the file
    page->showVerdicts();
    QTest::keyClick(&page->verdicts().tree(), Qt::Key_Down);
    QTest::keyClick(&page->verdicts().tree(), Qt::Key_Down);
    QTest::keyClick(&page->verdicts().tree(), Qt::Key_Return);
    QCOMPARE(page->tabs().currentWidget(), &page->finalFiles());
    FilesView &files = page->finalFiles();
    QTRY_COMPARE(files.diff().file(), u"src/stack.py"_s);
    // lines of the fixture's text, where they are now: 9 and 32 are gone
    QTRY_VERIFY(files.coverage().isVisible());
    QCOMPARE(files.coverage().text(), u"4 run, 1 in part, 2 not run"_s);
    ide::CodeView *code = nullptr;
    for (ide::CodeView *view : files.diff().findChildren<ide::CodeView *>())
        if (view->isVisible())
            code = view;
    QVERIFY(code);
    const auto marked = [&](ide::CodeView::Mark mark) {
        QStringList lines;
        for (int line = 0; line < code->lines(); ++line)
            if ((code->markersAtLine(line) >> int(mark)) & 1)
                lines.append(code->text(line).trimmed());
        return lines;
    };
    QCOMPARE(marked(ide::CodeView::Mark::Partly), (QStringList{u"def push(self, item):"_s}));
    QCOMPARE(marked(ide::CodeView::Mark::Uncovered),
             (QStringList{u"def pop(self):"_s, u"def peek(self):"_s}));
    QCOMPARE(tipOf({{u"f"_s, 3, 4, u"run 2 times"_s, LineNote::Kind::Covered, {}}}, 4),
             u"Line 4: run 2 times"_s);
    // from one to the next and round the end
    QStringList visited;
    for (int i = 0; i < 4; ++i) {
        page->goToUncovered(1);
        visited.append(QString::number(files.diff().currentLine()));
    }
    QCOMPARE(visited.join(u' '), u"33 5 8 33"_s);
    for (QToolButton *button : files.coverage().findChildren<QToolButton *>())
        if (button->accessibleName().startsWith(u"Previous"_s))
            QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(files.diff().currentLine(), 8);
    // a file of which nothing is known has no bar
    QVERIFY(files.goTo(u"README.md"_s));
    QTRY_COMPARE(files.code().text(), u"# Stack\n"_s);
    QVERIFY(!files.coverage().isVisible());
    page->goToUncovered(1); // leads back to the one that has some
    QTRY_VERIFY(files.coverage().isVisible());
    QCOMPARE(files.file(), u"src/stack.py"_s);
}

void TestAttemptPage::notesOnMovedLines_data()
{
    QTest::addColumn<QByteArray>("textOfNotes");
    QTest::addColumn<QString>("lines");
    QTest::newRow("of the newer text") << "x\na\nb\n"_ba << u"1-2"_s;
    QTest::newRow("of the older text") << "a\nb\nc\n"_ba << u"2-3"_s;
    QTest::newRow("of another text") << "else"_ba << QString();
    QTest::newRow("not told of which") << QByteArray() << u"1-2"_s;
}

void TestAttemptPage::notesOnMovedLines()
{
    QFETCH(const QByteArray, textOfNotes);
    FileDiff diff;
    diff.change.path = u"f"_s;
    diff.before = "a\nb\nc\n";
    diff.after = "x\na\nb\n";
    diff.change.before = FileEntry{FileMode::Regular, Digest::of(diff.before), 6};
    diff.change.after = FileEntry{FileMode::Regular, Digest::of(diff.after), 6};
    compareLines(diff);
    const Digest blob = textOfNotes.isEmpty() ? Digest() : Digest::of(textOfNotes);
    const auto notes = notesFor({{u"f"_s, 1, 2, u"m"_s, LineNote::Kind::Uncovered, blob},
                                 {u"g"_s, 1, 2, u"m"_s, LineNote::Kind::Uncovered, blob}},
                                diff);
    QStringList lines;
    for (const LineNote &note : notes)
        lines.append(u"%1-%2"_s.arg(note.first).arg(note.last));
    QTEST(lines.join(u' '), "lines");
}

void TestAttemptPage::workspaceAsOfAStep()
{
    auto page = rich();
    goTo(*page, 6);
    QSignalSpy wanted(page.get(), &ide::Document::wanted);
    for (QPushButton *button : page->stepView().findChildren<QPushButton *>())
        if (button->text() == u"Workspace as of This Step"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    const auto location = wanted[0][0].value<ide::Location>();
    QVERIFY(WorkspacePage::isFor(location) && !AttemptPage::isFor(location));
    WorkspacePage files(*m_settings, location);
    files.resize(900, 600);
    files.show();
    QVERIFY(files.shows(location));
    QTRY_COMPARE(files.files().diff().file(), u"src/stack.py"_s);
    QCOMPARE(files.status(), u"2 files, read-only"_s); // README.md is still there
    QVERIFY(files.files().goTo(u"README.md"_s, 1));
    QTRY_COMPARE(files.files().code().text(), u"# Stack\n"_s);
    QVERIFY(files.files().code().isReadOnly());
}

void TestAttemptPage::takingAStepUp()
{
    auto page = rich();
    const QString folder = m_folder.filePath(u"taken"_s);
    QVERIFY(QDir().mkpath(folder));
    QSignalSpy told(page.get(), &AttemptPage::told);
    QSignalSpy failed(page.get(), &AttemptPage::failed);
    page->takeUp(6, folder);
    QTRY_COMPARE(told.size(), 1);
    QFile file(folder + u"/src/stack.py"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), MadeUp::stackAfter());
    QVERIFY(QFile::exists(folder + u"/README.md"_s));
    page->takeUp(6, folder); // it is not empty any more
    QTRY_COMPARE(failed.size(), 1);
}

void TestAttemptPage::exports()
{
    auto page = rich();
    QTRY_COMPARE(page->record().id, m_ids[0]);
    const auto formats = page->saveFormats();
    QCOMPARE(formats.size(), 3);
    for (const ide::SaveFormat &format : formats) {
        const QString path = m_folder.filePath(u"export."_s + format.ending);
        QVERIFY(test::saveNow(format, path));
        QVERIFY(QFileInfo(path).size() > 1000);
    }
}

void TestAttemptPage::narrow()
{
    auto page = open({{u"attempt"_s, m_ids[0]}}, {700, 600});
    QTRY_COMPARE(page->record().id, m_ids[0]);
    QCOMPARE(page->size(), QSize(700, 600)); // nothing forces it to be wider
    QCOMPARE(page->tabs().count(), 4);
    page->showVerdicts();
    QVERIFY(page->verdicts().isVisible());
    page->resize(1500, 900);
    QTRY_COMPARE(page->tabs().count(), 3);
    QVERIFY(page->verdicts().isVisible());
}

void TestAttemptPage::emptyMissingDamaged()
{
    const auto says = [](AttemptPage &page, const QString &text) {
        for (const QLabel *label : page.findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    };
    auto empty = open({{u"attempt"_s, m_ids[1]}});
    QTRY_VERIFY(says(*empty, u"Nothing was recorded"_s));
    QTRY_VERIFY(says(*empty, u"No check judged this attempt"_s));
    auto missing = open({{u"attempt"_s, u"NOSUCH"_s}});
    QTRY_VERIFY(says(*missing, u"There is no such attempt"_s));

    // bytes that are not the ones that were stored
    const QString path = m_folder.filePath(u"damaged.touchstone"_s);
    QVERIFY(QFile::copy(m_path, path));
    {
        auto database = sqlite::Database::open(path, sqlite::Access::Write);
        QVERIFY(database.has_value());
        QVERIFY(database->run("UPDATE blob SET data = x'00', encoding = 0, size = 1"));
    }
    AttemptPage damaged(*m_settings, {path, {{u"attempt"_s, m_ids[0]}, {u"step"_s, u"6"_s}}});
    damaged.resize(1500, 900);
    damaged.show();
    QTRY_COMPARE(damaged.stepView().step().event.id, 6);
    QTRY_VERIFY(says(damaged, u"blob"_s)); // in place of the changes
    damaged.goToEvent(13);
    QTRY_COMPARE(damaged.stepView().step().event.id, 13);
    QTRY_VERIFY(damaged.stepView().picture().accessibleDescription().contains(u"blob"_s));
    damaged.showFinalFiles(); // says so, and goes on
    QTRY_VERIFY(says(damaged, u"blob"_s));
}

void TestAttemptPage::everythingHasAName()
{
    auto page = rich();
    goTo(*page, 13);
    page->showFinalFiles();
    QTRY_VERIFY(page->finalFiles().tree().model()->rowCount() > 0);
    QStringList nameless;
    for (const QWidget *widget : page->findChildren<QWidget *>()) {
        const bool isInteractive = widget->focusPolicy() != Qt::NoFocus
            && !widget->objectName().startsWith(u"qt_"_s) && !widget->inherits("QLabel")
            && !widget->inherits("QAbstractItemDelegate") && !widget->inherits("QSplitterHandle");
        if (!isInteractive || !widget->isVisible() || widget->focusProxy())
            continue;
        const QAccessibleInterface *face =
            QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        if (face && face->text(QAccessible::Name).isEmpty())
            nameless.append(
                QString::fromLatin1(widget->metaObject()->className()) + u" in "_s
                + QString::fromLatin1(widget->parentWidget()->metaObject()->className()));
    }
    QCOMPARE(nameless, QStringList());
}

void TestAttemptPage::commands()
{
    ide::MainWindow window(*m_settings);
    extendAttempts(window);
    window.resize(1500, 900);
    window.show();
    window.open({m_path, {{u"attempt"_s, m_ids[0]}}});
    auto *page = qobject_cast<AttemptPage *>(window.current());
    QVERIFY(page);
    QTRY_COMPARE(page->stepView().step().event.id, 1);
    QTest::keyClick(&window, Qt::Key_F8);
    QTRY_COMPARE(page->stepView().step().event.id, 5);
    QTest::keyClick(&window, Qt::Key_2, Qt::AltModifier);
    QCOMPARE(page->tabs().currentWidget(), &page->finalFiles());
    QTRY_VERIFY(page->findChild<AttemptHeadBar *>()->isVisible());
    const auto hasNext = [page] {
        for (QToolButton *button :
             page->findChild<AttemptHeadBar *>()->findChildren<QToolButton *>())
            if (button->text() == u"›"_s && button->isEnabled())
                return true;
        return false;
    };
    QTRY_VERIFY(hasNext());
    QTest::keyClick(&window, Qt::Key_PageDown, Qt::AltModifier);
    QCOMPARE(window.documents().size(), 2);
    QTRY_COMPARE(qobject_cast<AttemptPage *>(window.current())->record().id, m_ids[1]);
}

/// $TOUCHSTONE_HUGE events, printed with how long each took: for `bench` and people.
void TestAttemptPage::hugeTrace()
{
    const int wanted = qEnvironmentVariableIntValue("TOUCHSTONE_HUGE");
    const int events = wanted > 0 ? wanted : 20'000;
    const QString kept = qEnvironmentVariable("TOUCHSTONE_HUGE_FILE"); // to look at afterwards
    const QString path = kept.isEmpty() ? m_folder.filePath(u"huge.touchstone"_s) : kept;
    QString id;
    {
        MadeUp made;
        const FinishedAttempt attempt = made.huge(events);
        id = attempt.record.id;
        auto file = madeUpFile(path, {attempt});
        QVERIFY(file.has_value());
        QVERIFY((*file)->publish());
    }
    QElapsedTimer timer;
    timer.start();
    AttemptPage page(*m_settings, {path, {{u"attempt"_s, id}}});
    page.resize(1500, 900);
    page.show();
    QSignalSpy complete(&page, &AttemptPage::timelineComplete);
    QTRY_VERIFY(page.timeline().rowCount() > 0);
    const qint64 first = timer.elapsed();
    QTRY_VERIFY(page.stepView().step().event.id == 1);
    const qint64 step = timer.elapsed();
    QTRY_VERIFY_WITH_TIMEOUT(!complete.isEmpty(), 120'000);
    const qint64 all = timer.elapsed();
    QCOMPARE(page.timeline().rowCount(), events);
    timer.restart();
    QTest::keyClick(&page.timelineView().table(), Qt::Key_End);
    const qint64 end = timer.elapsed();
    QTRY_COMPARE(page.stepView().step().event.id, events);
    const qint64 shown = timer.elapsed();
    timer.restart();
    TimelineFilter filter;
    filter.text = u"module 13"_s;
    QSignalSpy filtered(&page.timeline(), &TimelineModel::filtered);
    page.timeline().setFilter(filter);
    QTRY_COMPARE(filtered.size(), 1);
    const qint64 found = timer.elapsed();
    timer.restart();
    page.overview().resize(page.overview().width() - 1, page.overview().height());
    page.overview().grab();
    qInfo("%d events: first rows %lld ms, first step %lld ms, all %lld ms; End %lld ms on the GUI "
          "thread, its step %lld ms; filter %lld ms; overview %lld ms",
          events, first, step, all, end, shown, found, timer.elapsed());
    QVERIFY(page.timeline().rowCount() > 0);
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
        const std::pair<int, QString> steps[] = {
            {4, u"message"_s},     {3, u"call"_s},   {5, u"command"_s}, {6, u"edit"_s},
            {13, u"picture"_s},    {14, u"click"_s}, {16, u"drag"_s},   {18, u"typed"_s},
            {29, u"checkpoint"_s}, {31, u"note"_s},  {32, u"error"_s}};
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

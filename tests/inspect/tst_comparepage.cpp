#include "app/ide/look.h"
#include "app/ide/settings.h"
#include "app/inspect/compare/comparemodels.h"
#include "app/inspect/compare/comparepage.h"
#include "app/inspect/compare/pairpage.h"
#include "app/inspect/compare/pairview.h"
#include "app/inspect/step/diffview.h"

#include "core/base/schema.h"
#include "core/report/chartdata.h"
#include "inspect/chartruns.h"
#include "windows/came.h"
#include "windows/saving.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableView>

using namespace touchstone;
using namespace touchstone::inspect;
using namespace touchstone::test;

/// Run B held against run A, by keyboard and mouse.
class TestComparePage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void models();
    void comparing();
    void pairsAndSteps();
    void kindsOfChange();
    void filter();
    void differingEnvironments();
    void locations();
    void furtherRuns();
    void saving();
    void sameRun();
    void sameAttempts();
    void anyTwoAttempts();
    void missingFile();
    void looks_data();
    void looks();

private:
    void makeRun(const QString &path, const RunManifest &manifest, bool isB);
    QTemporaryDir m_folder;
    std::unique_ptr<ide::Settings> m_settings;
    QString m_a;
    QString m_b;
    QString m_other; ///< B on another machine
};

namespace {

bool isCompared(ComparePage &page)
{
    return QTest::qWaitFor([&page] { return !page.isBusy(); }, 10'000);
}

template <typename Widget> Widget *named(const QWidget &page, const QString &name)
{
    for (Widget *widget : page.findChildren<Widget *>())
        if (widget->accessibleName() == name)
            return widget;
    return nullptr;
}

bool says(const QWidget &page, const QString &text)
{
    return std::ranges::any_of(page.findChildren<QLabel *>(),
                               [&](const QLabel *label) { return label->text().contains(text); });
}

} // namespace

/// Two agents on many scenarios; of the first some got better and one worse, with traces that
/// differ in the middle.
void TestComparePage::makeRun(const QString &path, const RunManifest &manifest, bool isB)
{
    std::vector<FinishedAttempt> all = benchmarkAttempts(isB ? 0.12 : 0.0, isB ? 1000 : 0);
    if (isB) { // one got worse, whatever else
        auto passed = std::ranges::find(all, Outcome::Passed,
                                        [](const FinishedAttempt &a) { return a.record.outcome; });
        passed->record.outcome = Outcome::Failed;
        passed->record.score = 0.5;
        passed->record.reason = u"check 'tests' failed: 1 of 9 tests failed"_s;
        passed->verdicts.back() =
            verdictOf(u"tests"_s, VerdictStatus::Failed, u"1 of 9 tests failed"_s);
    }
    addTraces(all, isB);
    VERIFY_OK(runFileWith(path, manifest, all));
}

void TestComparePage::initTestCase()
{
    m_settings = std::make_unique<ide::Settings>(m_folder.filePath(u"settings"_s));
    m_a = m_folder.filePath(u"before.touchstone"_s);
    m_b = m_folder.filePath(u"after.touchstone"_s);
    m_other = m_folder.filePath(u"elsewhere.touchstone"_s);
    makeRun(m_a, manifestOf(u"A"_s), false);
    makeRun(m_b, manifestOf(u"B"_s), true);
    RunManifest elsewhere = manifestOf(u"C"_s);
    elsewhere.environment["cpu"]["model"] = "<b>Other</b> CPU";
    makeRun(m_other, elsewhere, true);
}

void TestComparePage::models()
{
    const auto a = RunFile::open(m_a, RunFile::Mode::Read);
    const auto b = RunFile::open(m_b, RunFile::Mode::Read);
    const auto comparison = compareRuns(**a, **b, {});
    VERIFY_OK(comparison);
    RatesModel rates;
    DifferencesModel differences;
    ChangesModel changes;
    StepsModel steps;
    const QAbstractItemModelTester testRates(&rates);
    const QAbstractItemModelTester testDifferences(&differences);
    const QAbstractItemModelTester testChanges(&changes);
    const QAbstractItemModelTester testSteps(&steps);
    rates.show(*comparison);
    QCOMPARE(rates.rowCount(), 3 * (1 + 4 + 3)); // agents, each with kinds and languages
    changes.show(*comparison);
    QCOMPARE(changes.rowCount(), int(comparison->changes.size()));
    QCOMPARE(changes.change(0).change, Change::Worse); // first
    changes.setWanted(Change::Worse);
    QCOMPARE(changes.rowCount(), comparison->count(Change::Worse));
    QVERIFY(changes.index(0, ChangesModel::Why)
                .data()
                .toString()
                .contains(u"tests: passed → failed (1 of 9 tests failed)"_s));
    QVERIFY(changes.rowOf(changes.change(0).attemptB) == 0);
    QCOMPARE(changes.rowOf(QString()), -1);
    differences.show({{u"cpu"_s, u"x"_s, QString()}});
    QCOMPARE(differences.index(0, 2).data().toString(), u"–"_s);
    steps.show({{AlignedStep::Kind::Same, 1, 1, EventType::Turn, u"turn 1"_s, u"turn 1"_s},
                {AlignedStep::Kind::OnlyB, 0, 2, EventType::Note, {}, u"n"_s}});
    QCOMPARE(steps.nextDifference(-1, 1), 1);
    QCOMPARE(steps.nextDifference(1, 1), -1);
    QCOMPARE(steps.index(1, StepsModel::StepA).data().toString(), QString());
}

void TestComparePage::comparing()
{
    ComparePage page(*m_settings, ComparePage::locationOf(m_a, m_b));
    page.resize(1280, 800);
    page.show();
    QVERIFY(isCompared(page));
    QCOMPARE(page.title(), u"after against before"_s);
    QVERIFY(page.comparison().count(Change::Better) > 0);
    QVERIFY(page.status().contains(u"worse 1"_s) || page.comparison().count(Change::Worse) > 1);
    const QModelIndex all = page.rates().index(0, RatesModel::DifferenceColumn);
    QVERIFY(all.data().toString().startsWith(u'+'));
    auto *figures = named<QTabWidget>(page, u"Figures"_s);
    QCOMPARE(figures->tabText(1), u"Environments (the same)"_s);
    for (const char *name : {"Pass rates", "Attempts that changed", "Filter", "Which changes",
                             "Steps beside each other"})
        QVERIFY2(named<QWidget>(page, QString::fromLatin1(name)), name);
}

void TestComparePage::pairsAndSteps()
{
    ComparePage page(*m_settings, ComparePage::locationOf(m_a, m_b));
    page.resize(1280, 800);
    page.show();
    QSignalSpy pairs(&page.pair(), &PairView::shown);
    QSignalSpy stepsShown(&page.pair(), &PairView::stepShown);
    QVERIFY(testing::came(pairs));
    StepsModel &steps = page.pair().steps();
    QCOMPARE(steps.rowCount(), 5);
    QCOMPARE(steps.step(0).kind, AlignedStep::Kind::Same); // the turn
    QCOMPARE(steps.step(1).kind, AlignedStep::Kind::Changed); // the prompt
    QCOMPARE(steps.step(2).kind, AlignedStep::Kind::Changed); // what the model said
    QCOMPARE(steps.step(3).kind, AlignedStep::Kind::OnlyB); // cat
    QCOMPARE(steps.step(4).kind, AlignedStep::Kind::Same); // pytest
    QTRY_VERIFY(!stepsShown.isEmpty());
    auto *table = named<QTableView>(page, u"Steps beside each other"_s);
    QCOMPARE(table->currentIndex().row(), 1);
    page.pair().goToDifference(1);
    QCOMPARE(table->currentIndex().row(), 2);
    QCOMPARE(page.pair().files().file(), u"Prompt.md"_s);
    auto *tabs = named<QTabWidget>(page, u"What differs"_s);
    QCOMPARE(tabs->tabText(1), u"Prompt, answer and files (3)"_s);
    QVERIFY(page.pair().files().goTo(u"src/a.py"_s));
    QVERIFY(says(page, u"tests: passed → failed (1 of 9 tests failed)"_s)); // why
    // each side opens
    QSignalSpy wanted(&page, &ide::Document::wanted);
    for (QPushButton *button : page.findChildren<QPushButton *>())
        if (button->text() == u"Open A"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    const auto location = wanted[0][0].value<ide::Location>();
    QCOMPARE(location.path, m_a);
    QVERIFY(!location.place.value(u"attempt"_s).isEmpty());
    // the next attempt, by key
    auto *changes = named<QTableView>(page, u"Attempts that changed"_s);
    changes->setFocus();
    const QString before = page.location().place.value(u"attempt"_s);
    pairs.clear();
    QTest::keyClick(changes, Qt::Key_Down);
    QVERIFY(testing::came(pairs));
    QVERIFY(page.location().place.value(u"attempt"_s) != before);
    QTest::keyClick(changes, Qt::Key_Return);
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted[1][0].value<ide::Location>().path, m_b);
}

void TestComparePage::kindsOfChange()
{
    ComparePage page(*m_settings, ComparePage::locationOf(m_a, m_b));
    page.show();
    QVERIFY(isCompared(page));
    auto *kinds = named<QComboBox>(page, u"Which changes"_s);
    QVERIFY(kinds->itemText(0).startsWith(u"All changes ("_s));
    kinds->setCurrentIndex(kinds->findData(int(Change::Worse)));
    QCOMPARE(page.changes().rowCount(), page.comparison().count(Change::Worse));
    QCOMPARE(page.changes().change(0).change, Change::Worse);
}

void TestComparePage::filter()
{
    ComparePage page(*m_settings, ComparePage::locationOf(m_a, m_b));
    page.show();
    QVERIFY(isCompared(page));
    const int before = page.changes().rowCount();
    auto *line = named<QLineEdit>(page, u"Filter"_s);
    QTest::keyClicks(line, u"language:java"_s);
    QVERIFY(isCompared(page));
    QVERIFY(page.changes().rowCount() < before);
    QCOMPARE(page.location().place.value(u"filter"_s), u"language:java"_s);
    QTest::keyClicks(line, u" (x"_s);
    QVERIFY(isCompared(page));
    QVERIFY(says(page, u"parenthesis"_s));
    QVERIFY(page.changes().rowCount() > 0);
}

void TestComparePage::differingEnvironments()
{
    ComparePage page(*m_settings, ComparePage::locationOf(m_a, m_other));
    page.show();
    QVERIFY(isCompared(page));
    QVERIFY(says(page, u"cpu.model"_s));
    QVERIFY(says(page, u"<b>Other</b> CPU"_s)); // as it is
    QPushButton *allow = nullptr;
    for (QPushButton *button : page.findChildren<QPushButton *>())
        if (button->text() == u"Compare All the Same"_s)
            allow = button;
    QVERIFY(allow && allow->isVisible());
    allow->setFocus();
    QTest::keyClick(allow, Qt::Key_Space);
    QVERIFY(isCompared(page));
    auto *figures = named<QTabWidget>(page, u"Figures"_s);
    QCOMPARE(figures->tabText(1), u"Environments (1 differ)"_s);
    QCOMPARE(page.location().place.value(u"differing"_s), u"1"_s);
}

void TestComparePage::locations()
{
    ide::Location location = ComparePage::locationOf(m_a, m_b);
    location.place.insert(u"agentA"_s, u"chat:small-model"_s);
    location.place.insert(u"agentB"_s, u"chat:large-model-2026-09"_s);
    ComparePage page(*m_settings, location);
    page.show();
    QVERIFY(isCompared(page));
    QCOMPARE(page.comparison().agents.size(), size_t(1));
    QCOMPARE(page.location().place.value(u"agentB"_s), u"chat:large-model-2026-09"_s);
    const QString attempt = page.changes().change(2).attemptB;
    ide::Location there = page.location();
    there.place.insert(u"attempt"_s, attempt);
    QVERIFY(page.shows(there));
    page.go(there);
    QCOMPARE(page.location().place.value(u"attempt"_s), attempt);
    QVERIFY(!page.shows(ComparePage::locationOf(m_b, m_a)));
    page.swap();
    QVERIFY(isCompared(page));
    QCOMPARE(page.title(), u"before against after"_s);
}

void TestComparePage::furtherRuns()
{
    ComparePage page(*m_settings, ComparePage::locationOf(m_a, m_b));
    page.show();
    QVERIFY(isCompared(page));
    page.addRun(m_other);
    auto *table = named<QTableView>(page, u"Pass rates of all runs"_s);
    QTRY_COMPARE(table->model()->rowCount(), 9); // three agents in three runs
    QCOMPARE(page.location().place.value(u"more"_s), m_other);
}

void TestComparePage::saving()
{
    ComparePage page(*m_settings, ComparePage::locationOf(m_a, m_b));
    page.show();
    QVERIFY(isCompared(page));
    QStringList endings;
    for (const ide::SaveFormat &format : page.saveFormats()) {
        VERIFY_OK(test::saveNow(format, m_folder.filePath(u"page."_s + format.ending)));
        endings.append(format.ending);
    }
    QCOMPARE(endings.join(u' '), u"csv json png"_s);
    const auto json = readJson(m_folder.filePath(u"page.json"_s));
    VERIFY_OK(json);
    VERIFY_OK(validateJson(*json, u"comparison"_s, {}));
    QFile csv(m_folder.filePath(u"page.csv"_s));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QCOMPARE(csv.readAll().count('\n'), page.comparison().changes.size() + 1);
}

void TestComparePage::sameRun()
{
    ComparePage page(*m_settings, ComparePage::locationOf(m_a, m_a));
    page.show();
    QVERIFY(isCompared(page));
    // its first two agents
    const auto &agents = page.comparison().agents;
    QCOMPARE(agents.size(), size_t(1));
    QVERIFY(agents.front().agentA != agents.front().agentB);
    QCOMPARE(page.title(), agents.front().agentB + u" against "_s + agents.front().agentA);
    QVERIFY(page.comparison().changes.size() > 0);
    auto *box = named<QComboBox>(page, u"Agent of B"_s);
    QVERIFY(box->isVisible());
    // an agent against itself
    QTest::keyClick(named<QComboBox>(page, u"Agent of A"_s), Qt::Key_Down);
    QTRY_VERIFY_WITH_TIMEOUT(says(page, u"No attempt changed"_s), 10'000);
}

void TestComparePage::sameAttempts()
{
    ComparePage page(*m_settings, ComparePage::locationOf(m_a, m_b));
    page.show();
    QVERIFY(isCompared(page));
    const int same = page.comparison().count(Change::Same);
    QVERIFY(same > 0);
    QVERIFY(page.changes().rowCount() > 0);
    QSignalSpy shown(&page.pair(), &PairView::shown);
    QTest::keyClick(named<QComboBox>(page, u"Which changes"_s), Qt::Key_End);
    QCOMPARE(page.changes().rowCount(), same);
    QVERIFY(testing::came(shown));
    QCOMPARE(page.pair().pair().a->outcome, page.pair().pair().b->outcome);
    QVERIFY(page.pair().steps().nextDifference(-1, 1) > 0); // what was said differs all the same
}

void TestComparePage::anyTwoAttempts()
{
    const auto run = RunFile::open(m_a, RunFile::Mode::Read);
    VERIFY_OK(run);
    QStringList ids;
    VERIFY_OK((*run)->attempts({}, [&](const AttemptRecord &record) {
        ids.append(record.id);
        return ids.size() < 2;
    }));
    const ide::Location location =
        PairPage::locationOf({m_a, {{u"attempt"_s, ids[0]}}}, {m_a, {{u"attempt"_s, ids[1]}}});
    PairPage page(*m_settings, location);
    QSignalSpy ready(&page, &PairPage::ready);
    QSignalSpy wanted(&page, &PairPage::wanted);
    page.resize(900, 600);
    page.show();
    QVERIFY(testing::came(ready));
    QCOMPARE(page.pair().pair().a->id, ids[0]);
    QCOMPARE(page.pair().pair().b->id, ids[1]);
    QVERIFY(page.title().contains(u" against "_s));
    QVERIFY(page.shows(location));
    QCOMPARE(ide::Location::parse(page.location().text(), {}), location);
    auto *open = named<QPushButton>(page, u"Open B"_s);
    QTest::keyClick(open, Qt::Key_Space);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].value<ide::Location>(), (ide::Location{m_a, {{u"attempt"_s, ids[1]}}}));
    PairPage none(*m_settings, {u"touchstone:pair"_s, {{u"a"_s, m_a}}});
    QVERIFY(says(none, u"lacks a run file or an attempt"_s));
    PairPage gone(*m_settings,
                  PairPage::locationOf({m_a, {{u"attempt"_s, ids[0]}}},
                                       {m_a, {{u"attempt"_s, u"nobody"_s}}}));
    QSignalSpy read(&gone.pair(), &PairView::shown);
    QVERIFY(testing::came(read));
    QVERIFY(says(gone, u"These attempts can't be read"_s));
}

void TestComparePage::missingFile()
{
    ComparePage page(*m_settings,
                     ComparePage::locationOf(m_folder.filePath(u"gone.touchstone"_s), m_b));
    page.show();
    QVERIFY(isCompared(page));
    QVERIFY(says(page, u"gone.touchstone"_s));
    ComparePage none(*m_settings, {u"touchstone:compare"_s, {}});
    QVERIFY(says(none, u"Two run files are wanted"_s));
}

void TestComparePage::looks_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestComparePage::looks()
{
    QFETCH(const bool, dark);
    ide::applyLook(*qApp, dark ? ide::Scheme::Dark : ide::Scheme::Light, 100);
    ComparePage page(*m_settings, ComparePage::locationOf(m_a, m_b));
    page.resize(1440, 860);
    page.show();
    QTRY_VERIFY_WITH_TIMEOUT(page.pair().steps().rowCount() > 0, 10'000);
    QTRY_VERIFY(!page.pair().files().file().isEmpty());
    if (dark)
        named<QTabWidget>(page, u"What differs"_s)->setCurrentIndex(1);
    const QPixmap picture = page.grab();
    QVERIFY(!picture.isNull());
    if (const QString folder = qEnvironmentVariable("TOUCHSTONE_PICTURES"); !folder.isEmpty())
        QVERIFY(picture.save(
            folder + u"/comparepage-%1.png"_s.arg(QString::fromUtf8(QTest::currentDataTag()))));
}

QTEST_MAIN(TestComparePage)
#include "tst_comparepage.moc"

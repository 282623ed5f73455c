#include "app/ide/application.h"
#include "app/ide/look.h"
#include "app/ide/mainwindow.h"
#include "app/inspect/charts/chartcontrols.h"
#include "app/inspect/charts/chartpage.h"
#include "app/inspect/charts/charts.h"
#include "app/inspect/charts/charttablemodel.h"

#include "inspect/chartruns.h"
#include "windows/saving.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QGraphicsView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>

using namespace touchstone;
using namespace touchstone::inspect;
using namespace touchstone::test;

/// The page with a chart: chosen by keyboard, saved, reopened.
class TestChartPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void model();
    void choosing();
    void filter();
    void agents();
    void locations();
    void saving();
    void commands();
    void missingRun();
    void looks_data();
    void looks();

private:
    QTemporaryDir m_folder;
    QString m_run;
};

namespace {

template <typename Widget> Widget *named(const QWidget &page, const QString &name)
{
    for (Widget *widget : page.findChildren<Widget *>())
        if (widget->accessibleName() == name)
            return widget;
    return nullptr;
}

bool isDrawn(ChartPage &page)
{
    return QTest::qWaitFor([&page] { return !page.isBusy(); }, 10'000);
}

} // namespace

void TestChartPage::initTestCase()
{
    m_run = m_folder.filePath(u"a;b%3B.touchstone"_s); // a name that links have to bear
    VERIFY_OK(runFileWith(m_run, manifestOf(u"R"_s), benchmarkAttempts()));
}

void TestChartPage::model()
{
    ChartTableModel model;
    const QAbstractItemModelTester tester(&model);
    model.show(*chartOfRuns({.by = ChartBy::Language}, {m_run}));
    QCOMPARE(model.rowCount(), 9);
    QCOMPARE(model.index(0, ChartTableModel::X).data().toString(), u"java"_s);
    QVERIFY(model.index(0, ChartTableModel::IntervalColumn).data().toString().contains(u" to "_s));
    QCOMPARE(model.headerData(ChartTableModel::Value, Qt::Horizontal, Qt::DisplayRole).toString(),
             u"pass rate"_s);
    model.show({});
    QCOMPARE(model.rowCount(), 0);
}

void TestChartPage::choosing()
{
    ChartPage page;
    page.resize(1100, 700);
    VERIFY_OK(page.load(ChartPage::locationOf({}, {m_run})));
    page.show();
    QVERIFY(isDrawn(page));
    auto *table = named<QTableView>(page, u"Numbers of the chart"_s);
    QCOMPARE(table->model()->rowCount(), 3);
    auto *kind = named<QComboBox>(page, u"Kind of chart"_s);
    QVERIFY(!named<QComboBox>(page, u"Of what"_s)->isVisible());
    kind->setFocus();
    QTest::keyClick(kind, Qt::Key_Down); // success against budget
    QVERIFY(isDrawn(page));
    QCOMPARE(page.data().kind, ChartKind::Budget);
    auto *of = named<QComboBox>(page, u"Of what"_s);
    QVERIFY(of->isVisible());
    of->setFocus();
    QTest::keyClick(of, Qt::Key_End); // a score is no budget: time
    QCOMPARE(of->currentIndex(), 0);
    QTest::keyClick(of, Qt::Key_Down);
    QVERIFY(isDrawn(page));
    QCOMPARE(page.controls().spec().x, ChartX::AgentTime);
    for (const QWidget *widget : page.findChildren<QWidget *>())
        if (widget->focusPolicy() != Qt::NoFocus && widget->isVisible()
            && widget->metaObject() != &QWidget::staticMetaObject
            && !QByteArray(widget->metaObject()->className()).startsWith("QComboBox")
            && !widget->inherits("QHeaderView") && !widget->inherits("QSplitterHandle"))
            QVERIFY2(!widget->accessibleName().isEmpty() || widget->inherits("QAbstractButton")
                         || widget->inherits("QComboBoxListView") || widget == page.focusWidget()
                         || widget->inherits("QScrollBar"),
                     widget->metaObject()->className());
}

void TestChartPage::filter()
{
    ChartPage page;
    VERIFY_OK(page.load(ChartPage::locationOf({.by = ChartBy::Language}, {m_run})));
    page.show();
    QVERIFY(isDrawn(page));
    auto *line = named<QLineEdit>(page, u"Filter"_s);
    QTest::keyClicks(line, u"language:java"_s);
    QVERIFY(isDrawn(page));
    QCOMPARE(page.data().categories, QStringList{u"java"_s});
    QTest::keyClicks(line, u" (x"_s);
    QVERIFY(isDrawn(page));
    bool isSaid = false;
    for (const QLabel *label : page.findChildren<QLabel *>())
        isSaid = isSaid || (label->isVisible() && label->text().contains(u"parenthesis"_s));
    QVERIFY(isSaid);
    QCOMPARE(page.data().categories, QStringList{u"java"_s}); // what was there stays
}

void TestChartPage::agents()
{
    ChartPage page;
    VERIFY_OK(page.load(ChartPage::locationOf({}, {m_run})));
    page.show();
    QVERIFY(isDrawn(page));
    auto *button = named<QToolButton>(page, u"Agents"_s);
    QCOMPARE(button->menu()->actions().size(), 5); // all, a line, three
    button->menu()->actions().at(2)->trigger(); // not this one
    QVERIFY(isDrawn(page));
    QCOMPARE(page.data().categories.size(), 2);
    QCOMPARE(page.controls().spec().agents.size(), 2);
    QCOMPARE(button->menu()->actions().size(), 5);
    button->menu()->actions().at(0)->trigger();
    QVERIFY(isDrawn(page));
    QCOMPARE(page.data().categories.size(), 3);
}

void TestChartPage::locations()
{
    const ChartSpec spec{.kind = ChartKind::Budget, .title = u"a & b = \"c\"#"_s};
    const ide::Location location = ChartPage::locationOf(spec, {m_run, u"/x y/ü.touchstone"_s});
    const ide::Location again = ide::Location::parse(location.text(), m_folder.path());
    QCOMPARE(again, location);
    ChartPage page;
    VERIFY_OK(page.load(again));
    QCOMPARE(page.location(), location);
    QVERIFY(page.shows(location));
    QVERIFY(!page.shows(ChartPage::locationOf({}, {m_run})));
    QVERIFY(!page.load({location.path, {{u"spec"_s, u"{\"kind\": 1}"_s}}}));
    VERIFY_OK(page.load({location.path, {}}));
    QCOMPARE(page.location().place.value(u"runs"_s), QString());
}

void TestChartPage::saving()
{
    ChartPage page;
    VERIFY_OK(page.load(ChartPage::locationOf({.by = ChartBy::Kind}, {m_run})));
    QVERIFY(page.saveFormats().empty()); // nothing is there yet
    QVERIFY(isDrawn(page));
    QStringList endings;
    for (const ide::SaveFormat &format : page.saveFormats()) {
        const QString path = m_folder.filePath(u"figure."_s + format.ending);
        VERIFY_OK(test::saveNow(format, path));
        QVERIFY(QFileInfo(path).size() > 50);
        endings.append(format.ending);
    }
    QCOMPARE(endings.join(u' '), u"svg pdf png csv tex json"_s);
    const auto spec = readChartSpec(m_folder.filePath(u"figure.json"_s));
    VERIFY_OK(spec);
    QCOMPARE(*spec, page.controls().spec());
}

void TestChartPage::commands()
{
    ide::Settings settings(m_folder.filePath(u"settings"_s));
    ide::MainWindow window(settings);
    extendCharts(window);
    window.addOpener([](const ide::Location &location, QWidget *parent) -> Result<ide::Document *> {
        class Page : public ide::Document {
        public:
            Page(ide::Location where, QWidget *above)
                : Document(above)
                , m_where(std::move(where))
            {
            }
            [[nodiscard]] QString title() const override { return u"run"_s; }
            [[nodiscard]] ide::Location location() const override { return m_where; }

        private:
            ide::Location m_where;
        };
        return location.path.endsWith(u".touchstone"_s) ? new Page(location, parent) : nullptr;
    });
    window.commands().find(u"chart.budget"_s)->trigger();
    QVERIFY(!window.current()); // there is no run
    window.open({m_run, {}});
    window.commands().find(u"chart.budget"_s)->trigger();
    auto *page = qobject_cast<ChartPage *>(window.current());
    QVERIFY(page);
    QCOMPARE(page->controls().spec().kind, ChartKind::Budget);
    QVERIFY(isDrawn(*page));
    window.commands().find(u"chart.trend"_s)->trigger(); // of the open runs, from a chart too
    QCOMPARE(window.documents().size(), size_t(3));
}

void TestChartPage::missingRun()
{
    ChartPage page;
    VERIFY_OK(page.load(ChartPage::locationOf({}, {m_folder.filePath(u"gone.touchstone"_s)})));
    QVERIFY(isDrawn(page));
    bool isSaid = false;
    for (const QLabel *label : page.findChildren<QLabel *>())
        isSaid = isSaid || label->text().contains(u"gone.touchstone"_s);
    QVERIFY(isSaid);
    QVERIFY(page.saveFormats().empty());
}

void TestChartPage::looks_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<int>("kind");
    QTest::newRow("light") << false << int(ChartKind::PassRate);
    QTest::newRow("dark") << true << int(ChartKind::Budget);
}

/// Is drawn at all; $TOUCHSTONE_PICTURES names where to leave it.
void TestChartPage::looks()
{
    QFETCH(const bool, dark);
    QFETCH(const int, kind);
    ide::applyLook(*qApp, dark ? ide::Scheme::Dark : ide::Scheme::Light, 100);
    ChartPage page;
    page.resize(1280, 720);
    VERIFY_OK(page.load(ChartPage::locationOf(
        {.kind = ChartKind(kind), .title = u"Models of autumn"_s, .by = ChartBy::Language},
        {m_run})));
    page.show();
    QVERIFY(isDrawn(page));
    auto *view = named<QGraphicsView>(page, u"Chart"_s);
    QTRY_VERIFY(view->scene() && view->scene()->height() <= view->viewport()->height() + 1);
    const QPixmap picture = page.grab();
    QVERIFY(!picture.isNull());
    if (const QString folder = qEnvironmentVariable("TOUCHSTONE_PICTURES"); !folder.isEmpty())
        QVERIFY(picture.save(
            folder + u"/chartpage-%1.png"_s.arg(QString::fromUtf8(QTest::currentDataTag()))));
}

QTEST_MAIN(TestChartPage)
#include "tst_chartpage.moc"

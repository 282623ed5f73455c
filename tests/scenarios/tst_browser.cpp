#include "app/ide/settings.h"
#include "app/scenarios/browser.h"
#include "app/scenarios/packlibrary.h"
#include "support/numberspack.h"
#include "support/program.h"
#include "windows/accessible.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTreeView>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::scenarios;

namespace {

/// A pack with three scenarios and one that can't be read.
QString smallPack(const QString &folder)
{
    test::writeFile(folder + u"/pack.json"_s,
                    R"({"format": 1, "name": "small", "title": "Small"})");
    const auto scenario = [&](const QString &id, const QByteArray &members) {
        test::writeFile(folder + u'/' + id + u"/scenario.json"_s,
                        "{\"format\": 1, \"id\": \"" + id.toUtf8() + "\", " + members + "}");
    };
    scenario(u"add"_s, R"("kind": "generate", "language": "python", "difficulty": "easy",
                          "tags": ["maths"], "instruction": "Write a sum")");
    scenario(u"mend"_s, R"("kind": "fix", "language": "java", "difficulty": "hard",
                           "tags": ["maths", "io"], "instruction": "Mend the zebra")");
    scenario(u"tell"_s, R"("kind": "workspace", "instruction": "Say why")");
    test::writeFile(folder + u"/torn/scenario.json"_s, "{");
    return folder;
}

} // namespace

/// The dock with all scenarios, by its keys.
class TestBrowser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void model_data();
    void model();
    void groups_data();
    void groups();
    void filters_data();
    void filters();
    void tellsWhatIsWrong();
    void opensByKeys();
    void targets();
    void brokenPack();
    void remembers();
    void manyRows();

private:
    void settle();
    QStringList texts(const QModelIndex &parent = {}) const;
    QString idAt(int group, int row) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ide::Settings> m_settings;
    std::unique_ptr<PackLibrary> m_library;
    std::unique_ptr<Browser> m_browser;
    QTreeView *m_tree = nullptr;
    QLineEdit *m_filter = nullptr;
};

void TestBrowser::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<ide::Settings>(m_folder->filePath(u"settings"_s));
    m_library = std::make_unique<PackLibrary>(*m_settings, QString());
    m_browser = std::make_unique<Browser>(*m_library, *m_settings);
    m_tree = m_browser->findChild<QTreeView *>();
    m_filter = m_browser->findChild<QLineEdit *>();
    m_browser->resize(320, 500);
    m_browser->show();
    m_library->add(smallPack(m_folder->filePath(u"small"_s)));
    QTRY_VERIFY(!m_library->isLoading());
    QTRY_COMPARE(m_tree->model()->rowCount(), 1);
}

void TestBrowser::cleanup()
{
    m_browser.reset();
    m_library.reset();
}

/// Until the tree shows what was asked for last.
void TestBrowser::settle()
{
    QSignalSpy spy(m_browser.get(), &Browser::arranged);
    QVERIFY(spy.wait());
}

QStringList TestBrowser::texts(const QModelIndex &parent) const
{
    QStringList texts;
    for (int row = 0; row < m_tree->model()->rowCount(parent); ++row)
        texts.append(m_tree->model()->index(row, 0, parent).data().toString());
    return texts;
}

void TestBrowser::model_data()
{
    QTest::addColumn<bool>("isTable");
    QTest::newRow("tree") << false;
    QTest::newRow("table") << true;
}

void TestBrowser::model()
{
    QFETCH(const bool, isTable);
    ScenarioModel model(isTable ? ScenarioModel::Shape::Table : ScenarioModel::Shape::Tree);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    const std::atomic<int> latest = 0;
    for (const GroupBy group : {GroupBy::Nothing, GroupBy::Tag, GroupBy::Nothing}) {
        const GroupBy by = isTable ? GroupBy::Nothing : group;
        model.show(
            arrange(m_library->packs(), {}, {{}, by, ScenarioColumn::Title, true}, latest, 0), by);
        QVERIFY(model.rowCount() > 0);
        QVERIFY(model.find(m_folder->filePath(u"small"_s), u"mend"_s).isValid());
        QVERIFY(!model.find(m_folder->filePath(u"small"_s), u"nobody"_s).isValid());
    }
}

void TestBrowser::groups_data()
{
    QTest::addColumn<GroupBy>("group");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("pack") << GroupBy::Pack << QStringList{u"small"_s};
    QTest::newRow("kind") << GroupBy::Kind
                          << QStringList{u"fix"_s, u"generate"_s, u"workspace"_s, u"(none)"_s};
    QTest::newRow("language") << GroupBy::Language
                              << QStringList{u"java"_s, u"python"_s, u"(none)"_s};
    QTest::newRow("difficulty") << GroupBy::Difficulty
                                << QStringList{u"easy"_s, u"hard"_s, u"(none)"_s};
    QTest::newRow("tag") << GroupBy::Tag << QStringList{u"io"_s, u"maths"_s, u"(none)"_s};
    QTest::newRow("result") << GroupBy::Result << QStringList{u"not run yet"_s};
}

void TestBrowser::groups()
{
    QFETCH(const GroupBy, group);
    QFETCH(const QStringList, names);
    auto *box = m_browser->findChild<QComboBox *>();
    box->setCurrentIndex(box->findData(int(group)));
    QTRY_COMPARE(texts(), names);
}

void TestBrowser::filters_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("ids");
    QTest::newRow("nothing") << QString() << QStringList{u"add"_s, u"mend"_s, u"tell"_s, u"torn"_s};
    QTest::newRow("a field") << u"kind:fix"_s << QStringList{u"mend"_s};
    QTest::newRow("a word of the instruction") << u"zebra"_s << QStringList{u"mend"_s};
    QTest::newRow("not") << u"-tag:maths -id:torn"_s << QStringList{u"tell"_s};
    QTest::newRow("none") << u"kind:gui"_s << QStringList();
}

void TestBrowser::filters()
{
    QFETCH(const QString, typed);
    QFETCH(const QStringList, ids);
    QTest::keyClicks(m_filter, typed);
    QTRY_COMPARE(texts(m_tree->model()->index(0, 0)), ids);
    QCOMPARE(m_tree->isVisible(), !ids.isEmpty());
}

void TestBrowser::tellsWhatIsWrong()
{
    QTest::keyClicks(m_filter, u"kind:fix ("_s);
    const auto isTold = [this] {
        for (const QLabel *label : m_browser->findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(u"at character"_s))
                return true;
        return false;
    };
    QTRY_VERIFY(isTold());
    QCOMPARE(texts(m_tree->model()->index(0, 0)).size(), 4); // all of them meanwhile
    m_filter->clear();
    QTRY_VERIFY(!isTold());
    // a broken scenario says so
    const QModelIndex torn = m_tree->model()->index(3, 0, m_tree->model()->index(0, 0));
    QVERIFY(torn.data(ScenarioModel::ProblemRole).toString().contains(u"not valid JSON"_s));
}

void TestBrowser::opensByKeys()
{
    QSignalSpy wanted(m_browser.get(), &Browser::wanted);
    m_browser->focusFilter();
    QTest::keyClick(m_filter, Qt::Key_Down);
    QTest::keyClick(m_tree, Qt::Key_Return); // the pack
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.last().first().value<ide::Location>(),
             packLocation(m_folder->filePath(u"small"_s)));
    QTest::keyClick(m_tree, Qt::Key_Down);
    QTest::keyClick(m_tree, Qt::Key_Return);
    QCOMPARE(wanted.last().first().value<ide::Location>(),
             scenarioLocation(m_folder->filePath(u"small"_s), u"add"_s));
    QVERIFY(test::namelessIn(*m_browser).isEmpty());
}

void TestBrowser::targets()
{
    const QString pack = m_folder->filePath(u"small"_s);
    QVERIFY(m_browser->target().isEmpty());
    const QModelIndex group = m_tree->model()->index(0, 0);
    m_tree->setCurrentIndex(group);
    QCOMPARE(m_browser->target(), (RunTarget{{pack}, {}}));
    m_tree->setCurrentIndex(m_tree->model()->index(1, 0, group));
    QTest::keyClick(m_tree, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_browser->target(), (RunTarget{{pack}, uR"(id:"mend","tell")"_s}));
    auto *box = m_browser->findChild<QComboBox *>();
    box->setCurrentIndex(box->findData(int(GroupBy::Kind)));
    QTest::keyClicks(m_filter, u"-id:torn"_s);
    QTRY_COMPARE(texts().size(), 3);
    m_tree->setCurrentIndex(m_tree->model()->index(0, 0));
    QCOMPARE(m_browser->target(), (RunTarget{{pack}, uR"((-id:torn) kind:"fix")"_s}));
    QVERIFY(Filter::parse(m_browser->target().filter, FilterOf::Scenarios));
}

void TestBrowser::brokenPack()
{
    test::writeFile(m_folder->filePath(u"bad/pack.json"_s), "{}");
    m_library->add(m_folder->filePath(u"bad"_s));
    QTRY_COMPARE(texts(), (QStringList{u"bad"_s, u"small"_s}));
    const QModelIndex bad = m_tree->model()->index(0, 0);
    QVERIFY(bad.data(ScenarioModel::ProblemRole).toString().contains(u"format"_s));
    test::writeFile(m_folder->filePath(u"bad/pack.json"_s), R"({"format": 1, "name": "good"})");
    m_library->reload(m_folder->filePath(u"bad"_s));
    QTRY_COMPARE(texts(), (QStringList{u"good"_s, u"small"_s}));
}

void TestBrowser::remembers()
{
    PackLibrary next(*m_settings, QString());
    next.load();
    QTRY_COMPARE(next.packs().size(), size_t(1));
    next.forget(m_folder->filePath(u"small"_s));
    PackLibrary third(*m_settings, QString());
    third.load();
    QVERIFY(!third.isLoading() && third.packs().empty());
}

void TestBrowser::manyRows()
{
    const auto pack = test::NumbersPack::make(m_folder->filePath(u"many"_s), 20'000, 1);
    QElapsedTimer timer;
    timer.start();
    m_library->add(pack.path);
    QTRY_COMPARE_WITH_TIMEOUT(texts().size(), 2, 60'000);
    qInfo("20000 rows: shown after %lld ms", static_cast<long long>(timer.restart()));
    QTest::keyClicks(m_filter, u"id:n19999"_s);
    QTRY_COMPARE_WITH_TIMEOUT(texts(m_tree->model()->index(0, 0)).size(), 1, 20'000);
    qInfo("filtered by id: %lld ms", static_cast<long long>(timer.restart()));
    m_filter->setText(u"399920004"_s); // a word of an instruction
    QTRY_COMPARE_WITH_TIMEOUT(texts(m_tree->model()->index(0, 0)), QStringList{u"n19998"_s},
                              20'000);
    qInfo("filtered by a word of the instruction: %lld ms",
          static_cast<long long>(timer.elapsed()));
}

QTEST_MAIN(TestBrowser)
#include "tst_browser.moc"

#include "app/inspect/charts/chartfile.h"
#include "app/inspect/charts/chartscene.h"

#include "inspect/chartruns.h"

#include <QtCore/QRegularExpression>
#include <QtGui/QImageReader>
#include <QtTest/QTest>
#include <QtWidgets/QGraphicsTextItem>

using namespace touchstone;
using namespace touchstone::inspect;
using namespace touchstone::test;

/// Figures: nothing cut off, the same size everywhere, in three formats.
/// $TOUCHSTONE_PICTURES names a folder to leave them in, to be looked at.
class TestChartScene : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void files();
    void hostileNames();
    void refusedFiles();
    void manyRows();
    void empty();

private:
    QString m_run;
    QString m_second;
    QTemporaryDir m_folder;
};

namespace {

QString pictures(const QTemporaryDir &folder, const QString &name)
{
    const QString chosen = qEnvironmentVariable("TOUCHSTONE_PICTURES");
    return (chosen.isEmpty() ? folder.path() : chosen) + u'/' + name;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void verifyInside(const ChartScene &scene)
{
    int texts = 0;
    for (const QGraphicsItem *item : scene.items()) {
        if (!dynamic_cast<const QGraphicsTextItem *>(item))
            continue;
        const QRectF rect = item->sceneBoundingRect();
        if (rect.width() < 1.0) // an axis without a title
            continue;
        QVERIFY2(scene.sceneRect().adjusted(-1, -1, 1, 1).contains(rect),
                 qPrintable(static_cast<const QGraphicsTextItem *>(item)->toPlainText()));
        ++texts;
    }
    QVERIFY(texts > 4);
}

} // namespace

void TestChartScene::initTestCase()
{
    m_run = m_folder.filePath(u"october.touchstone"_s);
    m_second = m_folder.filePath(u"november.touchstone"_s);
    VERIFY_OK(runFileWith(m_run, manifestOf(u"R1"_s), benchmarkAttempts()));
    RunManifest later = manifestOf(u"R2"_s);
    later.createdMs += 30LL * 86'400'000;
    VERIFY_OK(runFileWith(m_second, later, benchmarkAttempts(0.12, 1000)));
}

void TestChartScene::nothingIsCutOff_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("runs");
    const auto row = [](const char *name, int runs, const char *members) {
        QTest::newRow(name) << R"({"format": 1, )" + QByteArray(members) + "}" << runs;
    };
    row("agents", 1, R"("kind": "pass-rate", "title": "Pass rate")");
    row("languages", 1,
        R"("kind": "pass-rate", "by": "language", "title": "Pass rate by language")");
    row("kinds-2-runs", 2, R"("kind": "pass-rate", "by": "kind", "agents": ["chat:small-model"])");
    row("budget-time", 1, R"("kind": "budget", "title": "Passed within a time")");
    row("budget-cost", 1, R"("kind": "budget", "x": "cost", "of": "attempts")");
    row("time", 1, R"("kind": "distribution", "title": "Time")");
    row("time-cumulative", 1, R"("kind": "distribution", "shape": "cumulative", "theme": "dark")");
    row("score", 1, R"("kind": "distribution", "x": "score", "agents": ["chat:small-model"])");
    row("trend", 2, R"("kind": "trend", "title": "From run to run")");
    row("trend-kinds", 2,
        R"("kind": "trend", "by": "kind", "agents": ["chat:small-model"], "theme": "dark")");
    row("small", 1,
        R"("kind": "pass-rate", "by": "language", "size": {"width_mm": 85, "height_mm": 70})");
    row("budget-small", 1, R"("kind": "budget", "size": {"width_mm": 85, "height_mm": 65})");
}

void TestChartScene::nothingIsCutOff()
{
    QFETCH(const QByteArray, json);
    QFETCH(const int, runs);
    const auto spec = parseChartSpec(*parseJson(json, {}), {});
    VERIFY_OK(spec);
    const auto data =
        chartOfRuns(*spec, runs == 1 ? QStringList{m_run} : QStringList{m_second, m_run});
    VERIFY_OK(data);
    const QSizeF size(spec->widthMm / 25.4 * 96.0, spec->heightMm / 25.4 * 96.0);
    verifyInside(ChartScene(*data, chartLook(false, 11), size));
    verifyInside(ChartScene(*data, chartLook(true, 16), size)); // larger text
    const QString name = QString::fromUtf8(QTest::currentDataTag());
    for (const QString &ending : chartFileEndings())
        VERIFY_OK(saveChart(*spec, *data, pictures(m_folder, name + u'.' + ending)));
}

void TestChartScene::files()
{
    ChartSpec spec;
    spec.by = ChartBy::Language;
    spec.title = u"Rates"_s;
    const auto data = chartOfRuns(spec, {m_run});
    const auto path = [&](const char *name) {
        return m_folder.filePath(QString::fromLatin1(name));
    };
    for (const char *name : {"f.svg", "f.pdf", "f.png"})
        VERIFY_OK(saveChart(spec, *data, path(name)));
    const QByteArray svg = contentOf(path("f.svg"));
    QVERIFY(svg.startsWith("<?xml") && svg.contains("typescript") && svg.contains("<title>Rates"));
    QVERIFY(svg.contains(", Verdana, sans-serif\""));
    QVERIFY2(svg.contains("width=\"160"), svg.left(400).constData()); // mm, on any screen
    QVERIFY(contentOf(path("f.pdf")).startsWith("%PDF-"));
    const QImage png(path("f.png"));
    QCOMPARE(png.width(), qRound(160.0 / 25.4 * 200.0));
    QVERIFY(png.height() >= qRound(100.0 / 25.4 * 200.0) - 1);
    QCOMPARE(png.dotsPerMeterX(), 7874);
    const QByteArray again = contentOf(path("f.png"));
    VERIFY_OK(saveChart(spec, *data, path("f.png")));
    QCOMPARE(contentOf(path("f.png")), again);
}

void TestChartScene::hostileNames()
{
    const QString path = m_folder.filePath(u"hostile.touchstone"_s);
    AttemptMaker maker;
    const QString name = u"<img src='file:///etc/hostname'><b>bold</b>\u202e\x1b[31m &amp; "_s
        + QString(300, u'x') + u" last"_s;
    std::vector<FinishedAttempt> all{passing(maker, u"s"_s, name, 0)};
    all.back().record.kind = name;
    VERIFY_OK(runFileWith(path, manifestOf(u"H"_s), all));
    for (const ChartKind kind : {ChartKind::PassRate, ChartKind::Budget, ChartKind::Trend}) {
        ChartSpec spec;
        spec.kind = kind;
        spec.by = ChartBy::Kind;
        spec.title = name;
        const auto data = chartOfRuns(spec, {path});
        VERIFY_OK(data);
        ChartScene scene(*data, chartLook(false, 11), {600, 380});
        verifyInside(scene);
        bool isShown = false;
        for (const QGraphicsItem *item : scene.items())
            if (const auto *text = dynamic_cast<const QGraphicsTextItem *>(item))
                isShown =
                    isShown || text->toPlainText().contains(u"<b>bold</b>‹U+202E›␛[31m &amp; "_s);
        QVERIFY(isShown);
        VERIFY_OK(
            saveChart(spec, *data, pictures(m_folder, u"hostile-%1.png"_s.arg(chartName(kind)))));
    }
}

void TestChartScene::refusedFiles()
{
    QCOMPARE(saveChart({}, {}, m_folder.filePath(u"x.gif"_s)).error().code, ErrorCode::BadInput);
    QCOMPARE(saveChart({}, {}, m_folder.filePath(u"no/x.svg"_s)).error().code, ErrorCode::Io);
}

/// A row has room, whatever the figure's height.
void TestChartScene::manyRows()
{
    ChartData data;
    data.kind = ChartKind::PassRate;
    data.x = {u"tag"_s, ChartUnit::Category, false, -0.5, 59.5};
    data.y = {u"pass rate"_s, ChartUnit::Share, false, 0.0, 1.0};
    data.series.resize(1);
    for (int i = 0; i < 60; ++i) {
        data.categories.append(u"tag %1"_s.arg(i));
        ChartPoint point;
        point.label = data.categories.back();
        point.x = i;
        point.y = point.low = point.high = i / 60.0;
        point.n = 3;
        data.series[0].points.push_back(point);
    }
    const ChartScene scene(data, chartLook(false, 11), {600, 300});
    QVERIFY(scene.height() > 600.0);
    verifyInside(scene);
    VERIFY_OK(saveChart({}, data, pictures(m_folder, u"many.png"_s)));
}

void TestChartScene::empty()
{
    const ChartScene scene({}, chartLook(false, 11), {600, 300});
    bool isSaid = false;
    for (const QGraphicsItem *item : scene.items())
        if (const auto *text = dynamic_cast<const QGraphicsTextItem *>(item))
            isSaid = isSaid || text->toPlainText().contains(u"Nothing to show"_s);
    QVERIFY(isSaid);
}

QTEST_MAIN(TestChartScene)
#include "tst_chartscene.moc"

#include "core/base/schema.h"
#include "core/report/chartdata.h"
#include "core/report/report.h"

#include "report/samplerun.h"

#include <cmath>

using namespace touchstone;
using namespace touchstone::test;

/// A chart's specification and numbers: those of a report, whatever names strangers chose.
class TestChart : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void specs_data();
    void specs();
    void specsAreRead();
    void refusedSpecs_data();
    void refusedSpecs();
    void ratesAreTheReports_data();
    void ratesAreTheReports();
    void severalRuns();
    void budget();
    void budgetOfManyEndsAtPassAt1();
    void distribution();
    void steps();
    void trend();
    void ticks_data();
    void ticks();
    void values_data();
    void values();
    void hostileNames();
    void nothing();
    void stops();

private:
    QString runWith(const QString &name, const std::vector<FinishedAttempt> &attempts,
                    qint64 createdMs = 1'790'000'000'000)
    {
        const QString path = m_folder.filePath(name + u".touchstone"_s);
        RunManifest manifest = manifestOf(u"RUN "_s + name);
        manifest.createdMs = createdMs;
        return runFileWith(path, manifest, attempts) ? path : QString();
    }
    QTemporaryDir m_folder;
};

namespace {

ChartSpec specOf(const char *text)
{
    const auto json = parseJson(text, {u"spec.json"_s, {}, 0});
    const auto spec = parseChartSpec(json.value_or(Json()), {u"spec.json"_s, {}, 0});
    return spec ? *spec : ChartSpec{.title = spec.error().text()};
}

/// Passes in this many seconds each, then failures.
std::vector<FinishedAttempt> timed(const QString &scenario, std::initializer_list<int> passes,
                                   int failures)
{
    static AttemptMaker maker; // ids are unique in the world
    std::vector<FinishedAttempt> all;
    for (const int seconds : passes) {
        all.push_back(passing(maker, scenario, u"a"_s, int(all.size())));
        all.back().record.durationUs = seconds * 1'000'000LL;
    }
    for (int i = 0; i < failures; ++i) {
        all.push_back(looping(maker, scenario, u"a"_s, int(all.size())));
        all.back().record.durationUs = 9'000'000;
    }
    return all;
}

std::vector<FinishedAttempt> joined(std::vector<FinishedAttempt> a,
                                    const std::vector<FinishedAttempt> &b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

} // namespace

void TestChart::specs_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *name, const char *json) {
        QTest::newRow(name) << QByteArray(json);
    };
    row("rates", R"({"by":"tag","format":1,"kind":"pass-rate"})");
    row("all of it",
        R"({"agents":["a","b"],"by":"agent","filter":"tag:x","format":1,)"
        R"("kind":"trend","labels":{"a":"Model A"},"pass":2,)"
        R"("size":{"dpi":300,"height_mm":60.0,"width_mm":85.0},"theme":"dark",)"
        R"("title":"T"})");
    row("budget", R"({"format":1,"kind":"budget","of":"attempts","scale":"log","x":"cost"})");
    row("distribution",
        R"({"bins":12,"format":1,"kind":"distribution","shape":"cumulative","x":"score"})");
}

void TestChart::specs()
{
    QFETCH(const QByteArray, json);
    const ChartSpec spec = specOf(json.constData());
    QCOMPARE(dumpJson(toJson(spec)), json);
    QVERIFY(schemaViolations(toJson(spec), u"chart"_s)->empty());
}

void TestChart::specsAreRead()
{
    const QString path = m_folder.filePath(u"s.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly)
            && file.write(R"({"format": 1, "kind": "budget", "x": "tokens"})") > 0);
    file.close();
    const auto spec = readChartSpec(path);
    VERIFY_OK(spec);
    QCOMPARE(spec->x, ChartX::Tokens);
    QCOMPARE(readChartSpec(path + u"x"_s).error().code, ErrorCode::NotFound);
}

void TestChart::refusedSpecs_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const char *json, const char *said) {
        QTest::newRow(name) << QByteArray(json) << QString::fromUtf8(said);
    };
    row("no kind", R"({"format": 1})", "kind");
    row("no such kind", R"({"format": 1, "kind": "pie"})", "spec.json at /kind");
    row("unknown member", R"({"format": 1, "kind": "trend", "colour": "red"})", "colour");
    row("newer", R"({"format": 2, "kind": "trend"})", "newer");
    row("a filter that can't be read", R"({"format": 1, "kind": "trend", "filter": "(a"})",
        "spec.json at /filter");
    row("score is no budget", R"({"format": 1, "kind": "budget", "x": "score"})",
        "spec.json at /x");
    row("size", R"({"format": 1, "kind": "trend", "size": {"dpi": 100000}})", "/size/dpi");
}

void TestChart::refusedSpecs()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, said);
    const auto spec = parseChartSpec(*parseJson(json, {}), {u"spec.json"_s, {}, 0});
    QVERIFY(!spec);
    QVERIFY2(spec.error().text().contains(said), qPrintable(spec.error().text()));
}

void TestChart::ratesAreTheReports_data()
{
    QTest::addColumn<int>("by");
    for (int by = 0; by <= int(ChartBy::Tag); ++by)
        QTest::addRow("%s", qPrintable(chartName(ChartBy(by)))) << by;
}

void TestChart::ratesAreTheReports()
{
    QFETCH(const int, by);
    const QString path = runWith(u"rates%1"_s.arg(by), demoAttempts());
    ChartSpec spec;
    spec.by = ChartBy(by);
    const auto data = chartOfRuns(spec, {path});
    VERIFY_OK(data);
    const auto file = RunFile::open(path, RunFile::Mode::Read);
    const RunSummary summary = *summarise(**file, {});
    const auto same = [](const ChartPoint &point, const GroupSummary &group) {
        const Estimate rate = group.passAt1();
        return point.y == rate.value && point.low == rate.interval.low
            && point.high == rate.interval.high && point.n == rate.denominator
            && point.errors == group.counts.errors
            && std::isfinite(point.errorLow) == (group.counts.errors > 0);
    };
    int compared = 0;
    for (const AgentSummary &agent : summary.agents) {
        if (spec.by == ChartBy::Agent) {
            const qsizetype at = data->categories.indexOf(agent.total.name);
            QVERIFY(same(data->series.at(0).points.at(size_t(at)), agent.total));
            ++compared;
            continue;
        }
        for (const ChartSeries &series : data->series) {
            if (series.name != agent.total.name)
                continue;
            for (const ChartPoint &point : series.points)
                for (const auto &groups : agent.groups)
                    for (const GroupSummary &group : groups)
                        if (group.name == point.label && std::isfinite(point.y)) {
                            QVERIFY(same(point, group));
                            ++compared;
                        }
        }
    }
    QVERIFY(compared >= 2);
    const ChartSeries &weak = data->series.back();
    QVERIFY(weak.notes.join(u' ').contains(u"errors: 1 of "_s));
}

void TestChart::severalRuns()
{
    const QStringList paths{runWith(u"one"_s, timed(u"s"_s, {1}, 0)),
                            runWith(u"two"_s, timed(u"s"_s, {}, 1))};
    ChartSpec spec = specOf(R"({"format": 1, "kind": "pass-rate", "by": "kind",
        "labels": {"two": "second", "a": "A"}})");
    const auto byKind = chartOfRuns(spec, paths);
    VERIFY_OK(byKind);
    QCOMPARE(byKind->series.size(), size_t(2));
    QCOMPARE(byKind->series[0].name, u"A · one"_s);
    QCOMPARE(byKind->series[1].name, u"A · second"_s);
    QCOMPARE(byKind->series[1].points.at(0).y, 0.0);
    spec.by = ChartBy::Agent;
    spec.agents = {u"a"_s, u"nobody"_s};
    const auto byAgent = chartOfRuns(spec, paths);
    QCOMPARE(byAgent->categories, QStringList{u"A"_s});
    QCOMPARE(byAgent->series[1].name, u"second"_s);
    QVERIFY(byAgent->notes.contains(u"nobody: no attempts"_s));
    // where no agent is in two of them, its name says enough
    auto ofOther = timed(u"s"_s, {1}, 1);
    for (FinishedAttempt &attempt : ofOther)
        attempt.record.agent = u"b"_s;
    spec.by = ChartBy::Kind;
    spec.agents.clear();
    const auto apart = chartOfRuns(spec, {paths[0], runWith(u"three"_s, ofOther)});
    VERIFY_OK(apart);
    QCOMPARE(apart->series[0].name, u"A"_s);
    QCOMPARE(apart->series[1].name, u"b"_s);
    QCOMPARE(runNames({u"/x/a.touchstone"_s, u"/y/a.touchstone"_s}),
             QStringList({u"a"_s, u"a (2)"_s}));
}

/// Two scenarios: one passes at 1 s and 3 s of four samples, one at 2 s of one.
void TestChart::budget()
{
    const QString path =
        runWith(u"budget"_s, joined(timed(u"s"_s, {1, 3}, 2), timed(u"t"_s, {2}, 0)));
    ChartSpec spec = specOf(R"({"format": 1, "kind": "budget", "x": "time"})");
    const auto data = chartOfRuns(spec, {path});
    VERIFY_OK(data);
    const ChartSeries &curve = data->series.at(0);
    QCOMPARE(stepAt(curve, 0.5), 0.0);
    QCOMPARE(stepAt(curve, 1.0), 0.125);
    QCOMPARE(stepAt(curve, 2.5), 0.625);
    QCOMPARE(stepAt(curve, 3.0), 0.75);
    QCOMPARE(stepAt(curve, 9.0), 0.75);
    QCOMPARE(curve.points.back().n, 2);
    QVERIFY(curve.points.back().x >= 9.0); // what failed took that long
    QVERIFY2(curve.notes.join(u' ').contains(
                 u"censored: 2 of 5 attempts, stopped by a limit (wall 2)"_s),
             qPrintable(curve.notes.join(u' ')));
    spec.of = ChartOf::Attempts;
    const auto attempts = chartOfRuns(spec, {path});
    QCOMPARE(stepAt(attempts->series.at(0), 2.5), 0.4);
    QCOMPARE(attempts->series.at(0).points.back().n, 5);
    spec.x = ChartX::Tokens;
    QVERIFY(chartOfRuns(spec, {path})->series.at(0).notes.contains(u"reports no tokens"_s));
}

void TestChart::budgetOfManyEndsAtPassAt1()
{
    const QString path = runWith(u"demo"_s, demoAttempts());
    const auto data = chartOfRuns(specOf(R"({"format": 1, "kind": "budget"})"), {path});
    VERIFY_OK(data);
    const auto file = RunFile::open(path, RunFile::Mode::Read);
    const RunSummary summary = *summarise(**file, {});
    QCOMPARE(data->series.size(), summary.agents.size());
    for (size_t i = 0; i < summary.agents.size(); ++i) {
        const Estimate rate = summary.agents[i].total.passAt1();
        const ChartPoint &last = data->series[i].points.back();
        QVERIFY(std::abs(last.y - rate.value) < 1e-12);
        QCOMPARE(last.n, rate.denominator);
        QCOMPARE(last.low, rate.interval.low);
    }
    QVERIFY(std::isfinite(data->series[1].points.back().errorHigh));
}

void TestChart::distribution()
{
    const QString path = runWith(u"dist"_s, timed(u"s"_s, {1, 1, 2, 4}, 1));
    ChartSpec spec = specOf(R"({"format": 1, "kind": "distribution", "bins": 9})");
    const auto bars = chartOfRuns(spec, {path});
    VERIFY_OK(bars);
    const ChartSeries &histogram = bars->series.at(0);
    QCOMPARE(histogram.points.size(), size_t(9));
    QCOMPARE(histogram.points[0].y, 0.4); // up to 1.02 s
    double sum = 0.0;
    for (const ChartPoint &point : histogram.points)
        sum += point.y;
    QVERIFY(std::abs(sum - 1.0) < 1e-12);
    QCOMPARE(histogram.notes.at(0), u"5 attempts; median 2 s, 95 % within 8 s"_s);
    spec.shape = ChartShape::Cumulative;
    const auto curve = chartOfRuns(spec, {path});
    QCOMPARE(stepAt(curve->series.at(0), 1.5), 0.4);
    QCOMPARE(stepAt(curve->series.at(0), 9.0), 1.0);
    spec.x = ChartX::Score;
    QCOMPARE(stepAt(chartOfRuns(spec, {path})->series.at(0), 0.5), 0.2);
    spec.scale = ChartScale::Log;
    spec.x = ChartX::Time;
    const auto logged = chartOfRuns(spec, {path});
    QVERIFY(logged->x.isLog && logged->x.low > 0.5 && logged->x.high > 9.0);
}

void TestChart::steps()
{
    AttemptMaker maker;
    FinishedAttempt model = passing(maker, u"s"_s, u"model"_s, 0);
    FinishedAttempt person = passing(maker, u"s"_s, u"person"_s, 0);
    const auto add = [](FinishedAttempt &attempt, EventType type) {
        Event event;
        event.id = qint64(attempt.events.size()) + 1;
        event.type = type;
        attempt.events.push_back(event);
    };
    for (const EventType type : {EventType::Turn, EventType::ModelCall, EventType::Command,
                                 EventType::ModelCall, EventType::Edit})
        add(model, type);
    for (const EventType type :
         {EventType::Turn, EventType::Command, EventType::Edit, EventType::Action})
        add(person, type);
    const QString path = runWith(u"steps"_s, {model, person});
    const auto data =
        chartOfRuns(specOf(R"({"format": 1, "kind": "budget", "x": "steps"})"), {path});
    VERIFY_OK(data);
    QCOMPARE(stepAt(data->series[0], 1.9), 0.0);
    QCOMPARE(stepAt(data->series[0], 2.0), 1.0);
    QCOMPARE(stepAt(data->series[1], 2.9), 0.0);
    QCOMPARE(stepAt(data->series[1], 3.0), 1.0);
    const auto bars =
        chartOfRuns(specOf(R"({"format": 1, "kind": "distribution", "x": "steps"})"), {path});
    QCOMPARE(bars->series[0].points.size(), size_t(4)); // 0, 1, 2, 3
    QCOMPARE(bars->series[0].points[2].y, 1.0);
}

void TestChart::trend()
{
    constexpr qint64 day = 86'400'000;
    const QString later = runWith(u"later"_s, timed(u"s"_s, {1}, 0), 20'000 * day);
    const QString sooner = runWith(u"sooner"_s, timed(u"s"_s, {1}, 1), 19'990 * day);
    const auto data = chartOfRuns(specOf(R"({"format": 1, "kind": "trend"})"), {later, sooner});
    VERIFY_OK(data);
    QCOMPARE(data->series.size(), size_t(1));
    const auto &points = data->series[0].points;
    QCOMPARE(points.size(), size_t(2));
    QCOMPARE(points[0].label, u"sooner"_s);
    QCOMPARE(points[0].y, 0.5);
    QCOMPARE(points[1].y, 1.0);
    QVERIFY(data->x.low < points[0].x && data->x.high > points[1].x);
    ChartSpec byKind = specOf(R"({"format": 1, "kind": "trend", "by": "kind"})");
    QCOMPARE(chartOfRuns(byKind, {later, sooner})->series.at(0).name, u"generate"_s);
}

void TestChart::ticks_data()
{
    QTest::addColumn<int>("unit");
    QTest::addColumn<bool>("isLog");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<QString>("ticks");
    const auto row = [](const char *name, ChartUnit unit, bool isLog, double low, double high,
                        const char *ticks) {
        QTest::newRow(name) << int(unit) << isLog << low << high << QString::fromUtf8(ticks);
    };
    row("share", ChartUnit::Share, false, 0, 1, "0 %|20 %|40 %|60 %|80 %|100 %");
    row("seconds", ChartUnit::Seconds, false, 0, 4.6, "0 s|1 s|2 s|3 s|4 s");
    row("minutes", ChartUnit::Seconds, false, 0, 310, "0 s|1 min|2 min|3 min|4 min|5 min");
    row("log seconds", ChartUnit::Seconds, true, 0.05, 700, "100 ms|1 s|10 s|1 min|10 min");
    row("few log seconds", ChartUnit::Seconds, true, 0.9, 11, "1 s|2 s|5 s|10 s");
    row("counts", ChartUnit::Count, false, 0, 3, "0|1|2|3");
    row("tokens", ChartUnit::Count, true, 90, 2e6, "100|1,000|10k|100k|1M");
    row("dollars", ChartUnit::Dollars, false, 0, 0.05, "$0|$0.01|$0.02|$0.03|$0.04|$0.05");
    row("days", ChartUnit::Date, false, 1.728e12, 1.728e12 + 3 * 864e5,
        "2024-10-04|2024-10-05|2024-10-06|2024-10-07");
    row("seconds of a day", ChartUnit::Date, false, 1.728e12 - 8'000, 1.728e12 + 12'000,
        "2024-10-03 23:59:55|2024-10-04|2024-10-04 00:00:05|2024-10-04 00:00:10");
    row("hardly a span", ChartUnit::Seconds, true, 3.1, 3.9, "3.2 s|3.4 s|3.6 s|3.8 s");
}

void TestChart::ticks()
{
    QFETCH(const int, unit);
    QFETCH(const bool, isLog);
    QFETCH(const double, low);
    QFETCH(const double, high);
    QFETCH(const QString, ticks);
    QStringList found;
    for (const double tick : chartTicks({{}, ChartUnit(unit), isLog, low, high}, 6))
        found.append(chartValueText(ChartUnit(unit), tick));
    QCOMPARE(found.join(u'|'), ticks);
}

void TestChart::values_data()
{
    QTest::addColumn<int>("unit");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    const auto row = [](ChartUnit unit, double value, const char *text) {
        QTest::newRow(text) << int(unit) << value << QString::fromUtf8(text);
    };
    row(ChartUnit::Share, 0.5, "50 %");
    row(ChartUnit::Share, 0.9999, "99.9 %");
    row(ChartUnit::Seconds, 0.0123, "12.3 ms");
    row(ChartUnit::Seconds, 90, "1 min 30 s");
    row(ChartUnit::Seconds, 7200, "2 h");
    row(ChartUnit::Count, 12'345, "12.3k");
    row(ChartUnit::Score, 1.0 / 3.0, "0.333");
    row(ChartUnit::Dollars, std::numeric_limits<double>::quiet_NaN(), "–");
}

void TestChart::values()
{
    QFETCH(const int, unit);
    QFETCH(const double, value);
    QFETCH(const QString, text);
    QCOMPARE(chartValueText(ChartUnit(unit), value), text);
}

void TestChart::hostileNames()
{
    AttemptMaker maker;
    const QString name = u"=cmd|'\u202e\\input{/etc/passwd}%$&#_^~<b>\n\""_s;
    const QString path = runWith(u"hostile"_s, {passing(maker, u"s"_s, name, 0)});
    ChartSpec spec = specOf(R"({"format": 1, "kind": "pass-rate", "by": "kind"})");
    spec.title = u"100 % \\today"_s;
    const auto data = chartOfRuns(spec, {path});
    VERIFY_OK(data);
    const QString csv = chartCsv(*data);
    QVERIFY2(csv.contains(u"\"'=cmd|'‹U+202E›\\input{/etc/passwd}"_s), qPrintable(csv));
    QVERIFY(!csv.contains(QChar(0x202e)));
    const QString latex = chartLatex(*data);
    QVERIFY2(
        latex.contains(u"=cmd\\textbar{}\\textquotesingle{}\\guilsinglleft{}U+202E"
                       "\\guilsinglright{}\\textbackslash{}input\\{/etc/passwd\\}\\%\\$\\&\\#"
                       "\\_\\textasciicircum{}\\textasciitilde{}\\textless{}b\\textgreater{}"_s),
        qPrintable(latex));
    QVERIFY(latex.contains(u"\\caption{100 \\% \\textbackslash{}today}"_s));
    QVERIFY(latex.contains(u"\\toprule"_s) && latex.contains(u"100 \\% [100 \\%, 100 \\%]"_s));
    for (const QChar c : latex)
        QVERIFY(c.unicode() < 0x80);
}

void TestChart::nothing()
{
    const QString path = runWith(u"empty"_s, {});
    for (const char *kind : {"pass-rate", "budget", "distribution", "trend"}) {
        const QByteArray json = R"({"format": 1, "kind": ")" + QByteArray(kind) + "\"}";
        const auto data = chartOfRuns(specOf(json.constData()), {path});
        VERIFY_OK(data);
        QVERIFY(data->isEmpty());
        QVERIFY(data->x.low < data->x.high && data->y.low < data->y.high);
        QCOMPARE(chartCsv(*data).count(u'\n'), 1);
        QVERIFY(chartLatex(*data).endsWith(u"\\end{table}\n"_s));
    }
}

void TestChart::stops()
{
    const QString path = runWith(u"stops"_s, demoAttempts());
    const std::atomic<bool> stopped = true;
    QCOMPARE(chartOfRuns({}, {path}, &stopped).error().code, ErrorCode::Cancelled);
    QCOMPARE(chartOfRuns({}, {path + u"x"_s}).error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestChart)
#include "tst_chart.moc"

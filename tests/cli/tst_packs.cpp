#include "core/base/json.h"
#include "core/base/paths.h"
#include "core/scenario/pack.h"
#include "support/program.h"

#include <QtCore/QDir>
#include <QtCore/QMap>
#include <QtCore/QRegularExpression>
#include <QtCore/QStandardPaths>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

namespace {

QString packFolder(const QString &name)
{
    const auto data = dataFolder();
    return data ? QDir(*data).filePath(u"scenarios/"_s + name) : QString();
}

/// The sorts of sample answers that a Python scenario has, by how their notes speak of them.
struct Sort {
    const char *name;
    const char *label;
    const char *note;
};
constexpr Sort sorts[] = {
    {"right", "right", "^right, as a "},
    {"right in another way", "right", "^right, in another way"},
    {"subtly wrong", "wrong", "^subtly wrong"},
    {"syntactically broken", "wrong", "^syntactically broken"},
    {"looping for ever", "wrong", "^loops for ever"},
    {"refusing", "wrong", "^refuses$"},
    {"wrapped in chat prose", "right", "wrapped in chat prose"},
};

/// What `validate` is expected to prove of these scenarios, "SCENARIO WHAT" to "passes" or "fails
/// …", read from the pack's own labels.
QMap<QString, QString> expectedProofs(const Pack &pack, const QStringList &ids)
{
    QMap<QString, QString> proofs;
    for (const QString &id : ids) {
        BlobStore blobs;
        const auto index = pack.indexOf(id);
        const auto scenario = index ? pack.scenario(*index, blobs) : fail(ErrorCode::NotFound, id);
        if (!scenario)
            continue;
        proofs.insert(id + u" reference"_s, u"passes"_s);
        proofs.insert(id + u" none"_s, u"fails"_s);
        for (const SampleAnswer &sample : scenario->samples)
            proofs.insert(id + u" sample "_s + sample.id,
                          sample.label == u"right"_s ? u"passes"_s
                                                     : u"fails "_s + sample.fails.join(u", "_s));
    }
    return proofs;
}

} // namespace

/// The shipped packs judge rightly, as the executable says.
class PacksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void haveEverySortOfSample();
    void hold_data();
    void hold();
};

void PacksTest::haveEverySortOfSample()
{
    const auto pack = Pack::open(packFolder(u"generate-python"_s));
    QVERIFY2(pack, qPrintable(pack ? QString() : pack.error().text()));
    QVERIFY((*pack)->size() >= 12);
    for (qsizetype i = 0; i < (*pack)->size(); ++i) {
        BlobStore blobs;
        const auto scenario = (*pack)->scenario(i, blobs);
        QVERIFY2(scenario, qPrintable(scenario ? QString() : scenario.error().text()));
        QVERIFY2(scenario->reference, qPrintable(scenario->id));
        for (const Sort &sort : sorts) {
            const QRegularExpression note(QString::fromLatin1(sort.note));
            const bool found =
                std::ranges::any_of(scenario->samples, [&](const SampleAnswer &sample) {
                    return sample.label == QLatin1StringView(sort.label)
                        && sample.note.contains(note);
                });
            QVERIFY2(
                found,
                qPrintable(scenario->id + u" lacks one that is "_s + QLatin1StringView(sort.name)));
        }
        for (const SampleAnswer &sample : scenario->samples)
            QCOMPARE(sample.author, u"touchstone sample"_s);
    }
}

// Whole packs take a minute or two on two cores, as each looping sample takes what the limits give
// it. Here a few scenarios stand for them that differ in shape: one function (parse-duration), and
// an answer of several files with a diff that must be refused (event-bus); `bootstrap.sh run`
// replays all, and `touchstone validate scenarios/generate-python` proves all.
void PacksTest::hold_data()
{
    QTest::addColumn<QString>("pack");
    QTest::addColumn<QStringList>("ids");
    QTest::newRow("python") << u"generate-python"_s
                            << QStringList{u"parse-duration"_s, u"event-bus"_s};
    QTest::newRow("javascript") << u"generate-javascript"_s << QStringList{u"query-string"_s};
}

void PacksTest::hold()
{
    QFETCH(QString, pack);
    QFETCH(QStringList, ids);
    if (pack.contains(u"javascript"_s) && QStandardPaths::findExecutable(u"node"_s).isEmpty())
        QSKIP("node is not on this machine");
    const auto opened = Pack::open(packFolder(pack));
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().text()));

    const ProgramResult result =
        runTouchstone({u"validate"_s, packFolder(pack), u"--json"_s, u"--filter"_s,
                       u"id:"_s + ids.join(u','), u"--jobs"_s, u"2"_s});
    if (result.exitCode == 3 && (result.errors + result.output).contains("confinement"))
        QSKIP("this machine has no confinement");
    QMap<QString, QString> proofs;
    QStringList broken;
    for (const QByteArray &line : result.output.split('\n')) {
        const auto event = parseJson(line, {u"validate --json"_s, {}, 0});
        if (line.isEmpty() || !event || stringOr(*event, "event") != u"validation"_s)
            continue;
        for (const Json &proof : memberOr(*event, "proofs")) {
            const QString what = stringOr(*event, "id") + u' ' + stringOr(proof, "what");
            proofs.insert(what, stringOr(proof, "expected"));
            if (stringOr(proof, "state") != u"holds"_s)
                broken.append(what + u": "_s + stringOr(proof, "found"));
        }
        if (stringOr(*event, "state") != u"holds"_s)
            broken.append(stringOr(*event, "id") + u": "_s + stringOr(*event, "error"));
    }
    QVERIFY2(broken.isEmpty(), qPrintable(broken.join(u'\n')));
    QCOMPARE(proofs, expectedProofs(**opened, ids));
    QVERIFY2(result.exitCode == 0, result.errors.constData());
}

QTEST_GUILESS_MAIN(PacksTest)
#include "tst_packs.moc"

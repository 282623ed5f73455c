#include "core/agent/answerindex.h"
#include "core/base/paths.h"
#include "core/base/schema.h"
#include "core/report/chartspec.h"
#include "core/run/runspec.h"
#include "core/scenario/pack.h"
#include "support/program.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

namespace {

/// A fenced block of the manual: its info string ("json check") and what stands in it.
struct Snippet {
    QString info;
    QByteArray text;
    int line = 0; ///< of the manual

    [[nodiscard]] Place place() const { return {u"README.md"_s, {}, line}; }
};

QByteArray manual()
{
    const auto path = resource(u"schemas/README.md"_s);
    QFile file(path.value_or(QString()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::vector<Snippet> snippets()
{
    std::vector<Snippet> found;
    bool inside = false;
    int line = 0;
    for (const QByteArray &text : manual().split('\n')) {
        ++line;
        if (text.startsWith("```")) {
            inside = !inside;
            if (inside)
                found.push_back({QString::fromUtf8(text.mid(3)).trimmed(), {}, line + 1});
        } else if (inside) {
            found.back().text += text + '\n';
        }
    }
    return found;
}

QString errorOf(const Result<void> &result)
{
    return result ? QString() : result.error().text();
}

/// Loads every scenario of the pack in `folder`: what that finds fault with.
QString loadAll(const QString &folder)
{
    const auto pack = Pack::open(folder);
    if (!pack)
        return pack.error().text();
    if ((*pack)->size() == 0)
        return u"no scenarios"_s;
    for (qsizetype i = 0; i < (*pack)->size(); ++i) {
        BlobStore blobs;
        if (const auto scenario = (*pack)->scenario(i, blobs); !scenario)
            return scenario.error().text();
    }
    return {};
}

constexpr auto packText = R"({"format": 1, "name": "p"})";

/// A scenario with this one check, loaded as a pack's: members and parameters by their schemas.
QString checkProblem(const Json &check)
{
    if (!hasSchema(u"checks/"_s + stringOr(check, "type")))
        return u"no such type of check"_s;
    Json checks = Json::array();
    for (const Json &id : memberOr(check, "after")) // what it stands after
        checks.push_back({{"type", "syntax"}, {"id", id}});
    checks.push_back(check);
    const Json scenario{{"format", 1},
                        {"id", "s"},
                        {"kind", "generate"},
                        {"language", "python"},
                        {"checks", checks},
                        {"instruction", "Do it."},
                        {"target", {{"file", "a.py"}, {"symbol", "f"}}}};
    const QTemporaryDir folder;
    writeFile(folder.filePath(u"pack.json"_s), packText);
    writeFile(folder.filePath(u"s/scenario.json"_s), dumpJson(scenario));
    return loadAll(folder.path());
}

QString scenarioProblem(const QByteArray &text)
{
    const QTemporaryDir folder;
    writeFile(folder.filePath(u"pack.json"_s), packText);
    writeFile(folder.filePath(u"s/scenario.json"_s), text);
    return loadAll(folder.path());
}

QString answersProblem(const QByteArray &text, qsizetype least)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"answers"_s);
    writeFile(path, text);
    const auto index = AnswerIndex::open(path);
    if (!index)
        return index.error().text();
    if ((*index)->size() < least)
        return u"only %1 answers"_s.arg((*index)->size());
    for (const QString &id : (*index)->ids())
        for (int sample = 0; sample < (*index)->count(id); ++sample)
            if (const auto answer = (*index)->answer(id, sample); !answer)
                return answer.error().text();
    return {};
}

} // namespace

/// resources/schemas/README.md says nothing that the engine does not hold to.
class FormatsManualTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySnippetIsRead_data();
    void everySnippetIsRead();
    void tablesMakeScenarios();
    void namesEverySchemaMember();
};

void FormatsManualTest::everySnippetIsRead_data()
{
    QTest::addColumn<QString>("info");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Place>("place");
    const auto all = snippets();
    QVERIFY(all.size() > 15);
    for (const Snippet &snippet : all)
        QTest::addRow("line %d, %s", snippet.line, qPrintable(snippet.info))
            << snippet.info << snippet.text << snippet.place();
}

void FormatsManualTest::everySnippetIsRead()
{
    QFETCH(QString, info);
    QFETCH(QByteArray, text);
    QFETCH(Place, place);
    QString problem;
    if (info == u"jsonl answers"_s) {
        problem = answersProblem(text, text.count('\n'));
    } else if (info == u"json answers"_s) {
        problem = answersProblem(text, 2);
    } else if (info == u"jsonl row"_s) {
        for (const QByteArray &line : text.trimmed().split('\n'))
            if (const auto row = parseJson(line, place); !row)
                problem = row.error().text();
    } else if (info.startsWith(u"json "_s)) {
        const auto json = parseJson(text, place);
        QVERIFY2(json, qPrintable(json ? QString() : json.error().text()));
        const QString schema = info.mid(5);
        if (schema == u"check"_s) {
            problem = checkProblem(*json);
        } else if (schema == u"scenario"_s) {
            problem = scenarioProblem(text); // its kind's own member has a schema of its own
        } else {
            problem = errorOf(validateJson(*json, schema, place));
            if (const auto spec = parseRunSpec(*json, place); schema == u"run"_s && !spec)
                problem = spec.error().text();
            if (const auto spec = parseChartSpec(*json, place); schema == u"chart"_s && !spec)
                problem = spec.error().text();
        }
    } else if (info.startsWith(u"json"_s)) {
        problem = u"a JSON snippet without the name of its schema"_s;
    }
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

/// The pack with a table, with the rows that stand below it.
void FormatsManualTest::tablesMakeScenarios()
{
    QByteArray pack;
    int tables = 0;
    for (const Snippet &snippet : snippets()) {
        if (snippet.info == u"json pack"_s)
            pack = snippet.text;
        if (snippet.info != u"jsonl row"_s)
            continue;
        const auto json = parseJson(pack, snippet.place());
        QVERIFY(json && json->contains("table"));
        const QTemporaryDir folder;
        writeFile(folder.filePath(u"pack.json"_s), pack);
        writeFile(folder.filePath(stringOr(*json, "table")), snippet.text);
        const QString problem = loadAll(folder.path());
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        ++tables;
    }
    QVERIFY(tables > 0);
}

/// Every member that the author of a scenario, pack, check or run may write is spoken of.
void FormatsManualTest::namesEverySchemaMember()
{
    const QString text = QString::fromUtf8(manual());
    const auto folder = resource(u"schemas"_s);
    QVERIFY(folder);
    QStringList names{u"scenario"_s, u"pack"_s, u"run"_s, u"baseline"_s, u"mutants"_s, u"chart"_s};
    for (const QString &part : {u"checks/"_s, u"kinds/"_s})
        for (const QString &name : QDir(*folder + u'/' + part).entryList({u"*.schema.json"_s}))
            names.append(part + name.chopped(int(strlen(".schema.json"))));
    QStringList missing;
    for (const QString &name : names) {
        const auto schema = readJson(*folder + u'/' + name + u".schema.json"_s);
        QVERIFY(schema);
        for (const auto &[member, value] : memberOr(*schema, "properties").items()) {
            const QString word = QString::fromStdString(member);
            const QRegularExpression spoken(
                u"[`\"]%1[`\":]"_s.arg(QRegularExpression::escape(word)));
            if (!text.contains(spoken))
                missing.append(name + u'/' + word);
        }
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u' ')));
}

QTEST_GUILESS_MAIN(FormatsManualTest)
#include "tst_formatsmanual.moc"

#include "core/run/workspacesteps.h"
#include "run/sample_attempts.h"

#include <QtCore/QTemporaryDir>

using namespace touchstone;
using namespace touchstone::testing;

/// The workspace as of each event, from the trace alone; and events read in parts.
class WorkspaceStepsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_files = 0;
    FinishedAttempt m_attempt;
    std::unique_ptr<RunFile> m_file;

    Manifest tree(const QMap<QString, QByteArray> &files)
    {
        Manifest made;
        for (auto it = files.begin(); it != files.end(); ++it)
            made.files.insert(it.key(), {FileMode::Regular, put(m_attempt, *it), it->size()});
        return made;
    }

    Digest stored(const Manifest &manifest) { return put(m_attempt, dumpJson(toJson(manifest))); }

    void begin(const QMap<QString, QByteArray> &fixture, const QString &symbol = {})
    {
        m_attempt = sampleAttempt(0);
        m_attempt.events.clear();
        Scenario scenario;
        scenario.id = m_attempt.record.scenario;
        scenario.pack = m_attempt.record.pack;
        scenario.kind = u"generate"_s;
        scenario.language = u"python"_s;
        scenario.turns = {{u"Do it"_s, {}}};
        scenario.target.file = u"a.py"_s;
        scenario.target.symbol = symbol;
        scenario.answerForm = AnswerForm::File;
        scenario.workspace = tree(fixture);
        m_attempt.record.scenarioDigest = put(m_attempt, dumpJson(toResolved(scenario)));
    }

    void event(EventType type, Json data, QMap<QString, Digest> blobs = {})
    {
        Event event;
        event.id = qint64(m_attempt.events.size()) + 1;
        event.type = type;
        event.actor = u"agent"_s;
        event.data = std::move(data);
        event.blobs = std::move(blobs);
        m_attempt.events.push_back(std::move(event));
    }

    void write(const QString &path, const QByteArray &text)
    {
        event(EventType::Edit, {{"form", "write"}, {"path", path}},
              {{u"content"_s, put(m_attempt, text)}});
    }

    Result<std::unique_ptr<WorkspaceSteps>> steps(const QMap<QString, QByteArray> &end)
    {
        m_attempt.record.endManifest = stored(tree(end));
        auto file =
            RunFile::create(m_folder.filePath(u"%1.touchstone"_s.arg(++m_files)), sampleManifest());
        if (!file)
            return std::unexpected(file.error());
        if (auto done = (*file)->append({m_attempt}); !done)
            return std::unexpected(done.error());
        m_file = std::move(*file);
        return WorkspaceSteps::read(*m_file, m_attempt.record);
    }

    /// "a.py=text b.py=…" of a state, "?" where it is not known.
    static QString shown(WorkspaceSteps &steps, const Result<WorkspaceSteps::State> &state)
    {
        if (!state)
            return state.error().text();
        if (!*state)
            return u"?"_s;
        QStringList files;
        for (auto it = (*state)->files.begin(); it != (*state)->files.end(); ++it)
            files.append(it.key() + u'='
                         + QString::fromUtf8(steps.blobs().blob(it->blob).value_or("lost")));
        return files.join(u' ');
    }

private Q_SLOTS:
    void editsAreApplied()
    {
        begin({{u"a.py"_s, "0"}, {u"b.py"_s, "b"}});
        write(u"a.py"_s, "1");
        event(EventType::Edit, {{"form", "write"}, {"path", "../x"}, {"refused", "outside"}},
              {{u"content"_s, put(m_attempt, "x")}});
        event(EventType::Message, {{"text", "hm"}});
        event(EventType::Edit, {{"form", "remove"}, {"path", "b.py"}});
        event(EventType::Edit, {{"form", "file"}, {"target", "a.py"}},
              {{u"answer"_s, put(m_attempt, "2\n")}});
        write(u"c.py"_s, "3");
        auto made = steps({{u"a.py"_s, "2\n"}, {u"c.py"_s, "3"}});
        VERIFY_OK(made);
        WorkspaceSteps &all = **made;
        QCOMPARE(shown(all, all.asOf(0)), u"a.py=0 b.py=b"_s);
        QCOMPARE(shown(all, all.asOf(6)), u"a.py=2\n c.py=3"_s); // in any order
        QCOMPARE(shown(all, all.asOf(1)), u"a.py=1 b.py=b"_s);
        QCOMPARE(shown(all, all.asOf(3)), u"a.py=1 b.py=b"_s);
        QCOMPARE(shown(all, all.asOf(4)), u"a.py=1"_s);
        QCOMPARE(shown(all, all.asOf(5)), u"a.py=2\n"_s);
        QCOMPARE(shown(all, all.before(5)), u"a.py=1"_s);
    }

    void commandsAreKnownByWhatFollows()
    {
        begin({{u"a.py"_s, "0"}});
        const auto command = [this](const QString &after) {
            event(EventType::Command, {{"argv", {"make"}}, {"after", after}});
        };
        command(tree({{u"a.py"_s, "0"}}).digest().hex()); // 1: nothing changed
        command(u"elsewhere"_s); // 2: something did, nobody knows what
        write(u"b.py"_s, "b"); // 3
        event(EventType::Checkpoint, {{"id", 1}, {"label", "now"}},
              {{u"manifest"_s, stored(tree({{u"a.py"_s, "1"}, {u"b.py"_s, "b"}}))}}); // 4
        write(u"a.py"_s, "2"); // 5
        command(u"elsewhere"_s); // 6
        event(EventType::Checkpoint, {{"back_to", 1}}); // 7
        event(EventType::Checkpoint, {{"back_to", 0}}); // 8
        write(u"c.py"_s, "c"); // 9
        auto made = steps({{u"a.py"_s, "0"}, {u"c.py"_s, "c"}});
        VERIFY_OK(made);
        WorkspaceSteps &all = **made;
        const char *expected[] = {"a.py=0",        "a.py=0",        "?", "a.py=1 b.py=b",
                                  "a.py=1 b.py=b", "a.py=2 b.py=b", "?", "a.py=1 b.py=b",
                                  "a.py=0",        "a.py=0 c.py=c"};
        for (int i = 0; i < 10; ++i)
            QCOMPARE(shown(all, all.asOf(i)), QString::fromLatin1(expected[i]));
    }

    void anAnswerToASymbolIsKnownAtTheEnd()
    {
        begin({{u"a.py"_s, "def f():\n    pass\n"}}, u"f"_s);
        const Digest body = put(m_attempt, "    return 1\n");
        event(EventType::Edit, {{"form", "body"}, {"target", "a.py"}}, {{u"answer"_s, body}});
        event(EventType::Edit, {{"form", "body"}, {"target", "a.py"}}, {{u"answer"_s, body}});
        auto made = steps({{u"a.py"_s, "def f():\n    return 1\n"}});
        VERIFY_OK(made);
        QCOMPARE(shown(**made, (*made)->asOf(1)), u"?"_s);
        QCOMPARE(shown(**made, (*made)->asOf(2)), u"a.py=def f():\n    return 1\n"_s);
    }

    void manyEdits()
    {
        begin({{u"a.py"_s, "0"}});
        for (int i = 1; i <= 1000; ++i)
            write(u"a.py"_s, QByteArray::number(i));
        auto made = steps({{u"a.py"_s, "1000"}});
        VERIFY_OK(made);
        for (const int at : {1000, 1, 500, 499, 64, 63, 999})
            QCOMPARE(shown(**made, (*made)->asOf(at)), u"a.py=%1"_s.arg(at));
    }

    void lostBytesAreAnError()
    {
        begin({{u"a.py"_s, "0"}});
        event(EventType::Edit, {{"form", "file"}, {"target", "a.py"}}); // without an answer
        write(u"a.py"_s, "1");
        auto made = steps({{u"a.py"_s, "1"}});
        VERIFY_OK(made);
        const auto state = (*made)->asOf(1);
        QVERIFY(!state);
        QVERIFY(state.error().text().contains(u"event 1"_s));
    }

    void eventsInParts()
    {
        begin({{u"a.py"_s, "0"}});
        for (int i = 0; i < 25; ++i)
            write(u"a.py"_s, QByteArray::number(i));
        auto made = steps({{u"a.py"_s, "24"}});
        VERIFY_OK(made);
        const QString id = m_attempt.record.id;
        const Trace all = *m_file->events(id);
        QCOMPARE(all, m_attempt.events);
        Trace parts;
        for (qint64 after = 0;;) {
            const Trace part = *m_file->events(id, after, 10);
            parts.insert(parts.end(), part.begin(), part.end());
            if (part.size() < 10)
                break;
            after = part.back().id;
        }
        QCOMPARE(parts, all);
        QCOMPARE(m_file->events(id, 7, 1)->front(), all[7]);
        QVERIFY(m_file->events(id, 25, 10)->empty());
    }
};

QTEST_APPLESS_MAIN(WorkspaceStepsTest)
#include "tst_workspacesteps.moc"

#pragma once

#include "core/check/evidence.h"
#include "core/check/linecoverage.h"
#include "core/run/runfile.h"

#include <QtCore/QtEndian>

namespace touchstone::testing {

using namespace Qt::StringLiterals;

/// Attempts as no agent made them: every sort of event and evidence, pictures, an element tree.
class MadeUp {
public:
    MadeUp()
    {
        m_before = {{u"src/stack.py"_s, stackBefore()}, {u"README.md"_s, "# Stack\n"}};
        Scenario scenario;
        scenario.id = u"lists/stack"_s;
        scenario.pack = u"made-up"_s;
        scenario.kind = u"fix"_s;
        scenario.language = u"python"_s;
        scenario.title = u"Mend the stack"_s;
        scenario.turns = {{u"Mend `Stack.pop`."_s, {}}};
        scenario.target.file = u"src/stack.py"_s;
        scenario.answerForm = AnswerForm::File;
        scenario.workspace = manifest(m_before);
        m_scenario = dumpJson(toResolved(scenario));
    }

    /// The one with everything.
    FinishedAttempt rich(int sample = 0, int pictures = 8)
    {
        FinishedAttempt attempt = begin(u"chat:made-up-model"_s, sample);
        AttemptRecord &record = attempt.record;
        record.outcome = Outcome::Failed;
        record.reason = u"check 'tests' failed: 1 of 9 tests failed"_s;
        record.score = 0.5;
        record.inputTokens = 1'200;
        record.outputTokens = 340;
        record.cost = 0.0123;
        record.model = u"made-up-model-2026"_s;
        note(EventType::Turn, u"harness"_s, {{"turn", 0}});
        note(EventType::Message, u"user"_s,
             {{"role", "user"}, {"text", "Mend `Stack.pop`: it *never* fails on an empty stack."}});
        m_clock += 2'400'000'000;
        note(EventType::ModelCall, u"agent"_s,
             {{"model", "made-up-model-2026"},
              {"duration_ms", 2400},
              {"usage", {{"input_tokens", 600}, {"output_tokens", 120}}},
              {"request", {{"messages", {{{"role", "user"}, {"content", "Mend it"}}}}}},
              {"response", {{"content", "I look at the *stack* first."}}}});
        note(EventType::Message, u"agent"_s, {{"role", "assistant"}, {"text", markdown()}});
        command();
        edits();
        subAgent();
        film(pictures);
        note(EventType::Checkpoint, u"agent"_s, {{"id", 1}, {"label", "after the film"}},
             {{u"manifest"_s, put(dumpJson(toJson(manifest(m_after))))}});
        note(EventType::Refusal, u"agent"_s,
             {{"code", "path-escapes"}, {"message", "'../x' leaves the workspace"}});
        note(EventType::Note, u"agent"_s, {{"unknown", {{"deep", {1, 2, 3}}}}});
        note(EventType::Error, u"harness"_s,
             {{"code", "tool-failed"},
              {"message", "the tool spoke nonsense"},
              {"trail", {"asking the tool", "running the check"}}});
        note(EventType::Limit, u"harness"_s, {{"limit", "wall"}});
        record.endManifest = put(dumpJson(toJson(manifest(m_after))));
        record.agentUs = m_clock / 1000;
        attempt.verdicts = verdicts();
        return finish(std::move(attempt));
    }

    /// One of the same agent without events.
    FinishedAttempt empty(int sample)
    {
        FinishedAttempt attempt = begin(u"chat:made-up-model"_s, sample);
        attempt.record.outcome = Outcome::Passed;
        attempt.record.score = 1;
        return finish(std::move(attempt));
    }

    /// What a model and its tools said to each other, as importers bring it.
    FinishedAttempt talk(int sample)
    {
        FinishedAttempt attempt = begin(u"chat:made-up-model"_s, sample);
        note(EventType::Message, u"system"_s,
             {{"role", "system"},
              {"text", "You mend *Python*. Tools: `bash` runs a command, `edit` writes a file."}});
        note(EventType::Message, u"user"_s,
             {{"role", "user"}, {"text", "`Stack.pop` never fails on an empty stack. Mend it."}});
        const auto call = [this](const char *text, const char *command, const char *answer) {
            m_clock += 3'100'000'000;
            note(EventType::ModelCall, u"agent"_s,
                 {{"model", "made-up-model"},
                  {"duration_ms", 3100},
                  {"usage", {{"input_tokens", 1'840}, {"output_tokens", 96}}}});
            note(EventType::Message, u"agent"_s,
                 {{"role", "assistant"},
                  {"text", text},
                  {"content", {{{"type", "reasoning"}, {"reasoning", "Which file is it in?"}}}},
                  {"tool_calls", {{{"function", "bash"}, {"arguments", {{"cmd", command}}}}}}});
            note(EventType::Action, u"agent"_s,
                 {{"tool", "bash"}, {"arguments", {{"cmd", command}}}});
            note(EventType::Observation, u"harness"_s, {{"text", answer}});
            m_events.back().parent = m_events.back().id - 1;
            note(EventType::Message, u"tool"_s, {{"role", "tool"}, {"text", answer}});
        };
        call("I look for it first.", "grep -rn 'def pop' src", "src/stack.py:8:    def pop(self):");
        note(EventType::Edit, u"agent"_s, {{"form", "write"}, {"path", "src/stack.py"}},
             {{u"content"_s, put(stackAfter())}});
        call("Now the tests:", "pytest -q", "9 passed in 0.04s");
        note(EventType::Message, u"agent"_s, {{"role", "assistant"}, {"text", markdown()}});
        note(EventType::Error, u"harness"_s,
             {{"code", "tool-failed"}, {"message", "the tool spoke nonsense"}});
        attempt.record.outcome = Outcome::Passed;
        attempt.record.score = 1;
        m_after = m_before;
        m_after[u"src/stack.py"_s] = stackAfter();
        attempt.record.endManifest = put(dumpJson(toJson(manifest(m_after))));
        attempt.verdicts = {coverage()};
        return finish(std::move(attempt));
    }

    /// As long as somebody wants: turns of model call, message, command, edit, observation.
    FinishedAttempt huge(int events)
    {
        FinishedAttempt attempt = begin(u"chat:tireless"_s, 0);
        const Digest output = put("output\n");
        for (int i = 0; i < events; ++i) {
            m_clock += 7'000'000 + (i % 11) * 1'000'000;
            switch (i % 5) {
            case 0:
                note(EventType::ModelCall, u"agent"_s,
                     {{"model", "made-up"},
                      {"duration_ms", 5 + i % 900},
                      {"usage", {{"input_tokens", 900 + i}, {"output_tokens", 60}}}});
                break;
            case 1:
                note(EventType::Message, u"agent"_s,
                     {{"role", "assistant"},
                      {"text",
                       u"Step %1: I look at the next file and then decide what to do about "
                       "the failing test in module %2."_s.arg(i)
                           .arg(i % 97)}});
                break;
            case 2:
                note(EventType::Command, u"agent"_s,
                     {{"argv", {"pytest", "-q", "tests"}},
                      {"ending", "exit code 0"},
                      {"exit_code", i % 50 == 2 ? 1 : 0},
                      {"wall_us", 900 + i % 5000}},
                     {{u"output"_s, output}});
                break;
            case 3:
                note(EventType::Edit, u"agent"_s, {{"form", "write"}, {"path", "src/stack.py"}},
                     {{u"content"_s, output}});
                break;
            default:
                note(EventType::Observation, u"harness"_s, {{"text", "as expected"}});
                m_events.back().conversation = i % 20 == 4 ? u"helper"_s : QString();
            }
        }
        attempt.record.outcome = Outcome::Passed;
        return finish(std::move(attempt));
    }

    /// A PNG whose pixels are told by a function, as 0xRRGGBB.
    template <typename Pixel> static QByteArray png(int width, int height, Pixel pixel)
    {
        QByteArray rows;
        for (int y = 0; y < height; ++y) {
            rows += '\0'; // no filter
            for (int x = 0; x < width; ++x) {
                const quint32 colour = pixel(x, y);
                for (const int shift : {16, 8, 0})
                    rows += char(colour >> shift);
            }
        }
        QByteArray head = bigEndian(quint32(width)) + bigEndian(quint32(height));
        head += QByteArray("\x08\x02\0\0\0", 5); // eight bits, RGB
        return "\x89PNG\r\n\x1a\n" + chunk("IHDR", head)
            + chunk("IDAT", qCompress(rows, 1).sliced(4)) + chunk("IEND", {});
    }

    static QByteArray stackBefore()
    {
        QByteArray text = "class Stack:\n    def __init__(self):\n        self.items = []\n\n"
                          "    def push(self, item):\n        self.items.append(item)\n\n"
                          "    def pop(self):\n        return self.items[0]\n\n";
        for (int i = 0; i < 20; ++i)
            text += "    # line " + QByteArray::number(i) + " that never changes\n";
        return text + "    def peek(self):\n        return self.items[0]\n";
    }
    static QByteArray stackAfter()
    {
        return stackBefore()
            .replace("        return self.items[0]\n\n",
                     "        if not self.items:\n            raise IndexError(\"empty\")\n"
                     "        return self.items.pop()\n\n")
            .replace("self.items[0]\n", "self.items[-1]\n");
    }
    static QString markdown()
    {
        return u"# Plan\n\nI will mend `pop`:\n\n1. raise on an *empty* stack\n2. take the "
               "**last** one\n\n```python\nreturn self.items.pop()\n```\n\n"
               "| test | result |\n|---|---|\n| push | passed |\n| pop | failed |\n\n"
               "See [the docs](https://example.org/docs?q=1) ![pixel](https://evil.example/x.png) "
               "<script>alert(1)</script> \x1b[31mred\x1b[0m \u202Eevil"_s;
    }

private:
    static QByteArray bigEndian(quint32 number)
    {
        QByteArray bytes(4, Qt::Uninitialized);
        qToBigEndian(number, bytes.data());
        return bytes;
    }
    static QByteArray chunk(const QByteArray &type, const QByteArray &data)
    {
        quint32 crc = ~0U;
        for (const char byte : type + data) {
            crc ^= uchar(byte);
            for (int bit = 0; bit < 8; ++bit)
                crc = crc & 1 ? 0xedb88320U ^ (crc >> 1) : crc >> 1;
        }
        return bigEndian(quint32(data.size())) + type + data + bigEndian(~crc);
    }

    Manifest manifest(const QMap<QString, QByteArray> &files)
    {
        Manifest made;
        for (auto it = files.begin(); it != files.end(); ++it)
            made.files.insert(it.key(), {FileMode::Regular, put(*it), it->size()});
        return made;
    }

    Digest put(const QByteArray &bytes)
    {
        const Digest digest = Digest::of(bytes);
        m_blobs.emplace(digest, bytes);
        return digest;
    }

    FinishedAttempt begin(const QString &agent, int sample)
    {
        m_events.clear();
        m_clock = 0;
        FinishedAttempt attempt;
        AttemptRecord &record = attempt.record;
        record.id = u"01MADEUP%1"_s.arg(++m_count, 18, 10, QChar(u'0'));
        record.pack = u"made-up"_s;
        record.scenario = u"lists/stack"_s;
        record.scenarioDigest = put(m_scenario);
        record.kind = u"fix"_s;
        record.language = u"python"_s;
        record.agent = agent;
        record.sample = sample;
        record.startedMs = 1'790'000'000'000;
        record.durationUs = 12'000'000;
        record.checkUs = 800'000;
        return attempt;
    }

    FinishedAttempt finish(FinishedAttempt attempt)
    {
        attempt.events = std::move(m_events);
        attempt.blobs = m_blobs;
        return attempt;
    }

    void note(EventType type, const QString &actor, Json data, QMap<QString, Digest> blobs = {})
    {
        m_clock += 40'000'000;
        Event event;
        event.id = qint64(m_events.size()) + 1;
        event.type = type;
        event.actor = actor;
        event.wallMs = 1'790'000'000'000 + m_clock / 1'000'000;
        event.monotonicNs = m_clock;
        event.data = std::move(data);
        event.blobs = std::move(blobs);
        m_events.push_back(std::move(event));
    }

    void command()
    {
        m_clock += 900'000'000;
        note(EventType::Command, u"agent"_s,
             {{"argv", {"pytest", "-q"}},
              {"ending", "exit code 1"},
              {"exit_code", 1},
              {"wall_us", 900'000},
              {"after", manifest(m_before).digest().hex()}},
             {{u"input"_s, put("")},
              {u"output"_s,
               put("\x1b[31mF\x1b[0m.  1 failed, 8 passed\n" + QByteArray(400'000, 'x'))},
              {u"errors"_s, put("warning: slow\n")}});
    }

    void edits()
    {
        m_after = m_before;
        m_clock += 1'500'000'000;
        m_after[u"src/stack.py"_s] = stackAfter();
        note(EventType::Edit, u"agent"_s, {{"form", "write"}, {"path", "src/stack.py"}},
             {{u"content"_s, put(stackAfter())}});
        m_after[u"src/new.py"_s] = "VALUE = 1\n";
        note(EventType::Edit, u"agent"_s, {{"form", "write"}, {"path", "src/new.py"}},
             {{u"content"_s, put("VALUE = 1\n")}});
        note(EventType::Edit, u"agent"_s,
             {{"form", "write"}, {"path", "../x"}, {"refused", "'../x' leaves the workspace"}},
             {{u"content"_s, put("x")}});
        m_after.remove(u"README.md"_s);
        note(EventType::Edit, u"agent"_s, {{"form", "remove"}, {"path", "README.md"}});
    }

    void subAgent()
    {
        note(EventType::Message, u"agent"_s, {{"role", "assistant"}, {"text", "Helper, look."}});
        const qint64 parent = m_events.back().id;
        for (const char *text : {"I look at the tests.", "They are fine."}) {
            note(EventType::Message, u"helper"_s, {{"role", "assistant"}, {"text", text}});
            m_events.back().conversation = u"helper"_s;
            m_events.back().parent = parent;
        }
    }

    void film(int pictures)
    {
        for (int i = 0; i < pictures; ++i) {
            m_clock += 600'000'000;
            const Json tree{
                {"role", "window"},
                {"name", "Form"},
                {"bounds", {0, 0, 640, 400}},
                {"children",
                 {{{"role", "button"}, {"name", "OK"}, {"bounds", {40 + 50 * i, 60, 90, 40}}},
                  {{"role", "edit"},
                   {"name", "Name"},
                   {"bounds", {60, 200, 300, 40}},
                   {"value", "abc"}}}}};
            note(EventType::Observation, u"harness"_s, {{"text", "the window"}},
                 {{u"picture"_s, put(picture(i))}, {u"tree"_s, put(dumpJson(tree))}});
            switch (i % 3) {
            case 0:
                note(EventType::Action, u"agent"_s,
                     {{"action", "click"}, {"x", 85 + 50 * i}, {"y", 80}});
                break;
            case 1:
                note(EventType::Action, u"agent"_s,
                     {{"action", "drag"}, {"path", {{80, 300}, {200, 320}, {420, 240}}}});
                break;
            default:
                note(EventType::Action, u"agent"_s,
                     {{"action", "type"}, {"text", "hello world"}, {"x", 200}, {"y", 220}});
            }
        }
    }

    /// A window with a button that moves and a field.
    static QByteArray picture(int number)
    {
        return png(640, 400, [number](int x, int y) -> quint32 {
            if (y < 28)
                return 0x3a4a66;
            if (x >= 40 + 50 * number && x < 130 + 50 * number && y >= 60 && y < 100)
                return 0x2d7dd2;
            return x >= 60 && x < 360 && y >= 200 && y < 240 ? 0xffffff : 0xe8ecf2;
        });
    }

    /// Of the fixture's text: the agent's differs from it.
    static Verdict coverage()
    {
        LineCoverage lines{u"src/stack.py"_s, Digest::of(stackBefore()), {}, {}};
        lines.lines = {{1, 3, 1}, {5, 6, 4}, {8, 9, 0}, {31, 32, 0}};
        lines.branches = {{5, 1, 2}};
        Verdict verdict = Verdict::failed(u"5 of 9 lines are covered"_s, 5.0 / 9);
        verdict.check = verdict.type = u"coverage"_s;
        verdict.evidence = {placeEvidence(u"src/stack.py"_s, 8, 0, u"lines 8 to 9 never run"_s),
                            coverageEvidence(lines)};
        return verdict;
    }

    std::vector<Verdict> verdicts()
    {
        Verdict syntax;
        syntax.check = u"syntax"_s;
        syntax.type = u"syntax"_s;
        syntax.status = VerdictStatus::Passed;
        syntax.score = 1;
        Verdict tests;
        tests.check = u"tests"_s;
        tests.type = u"tests"_s;
        tests.status = VerdictStatus::Failed;
        tests.score = 0.89;
        tests.reason = u"1 of 9 tests failed"_s;
        tests.durationUs = 420'000;
        tests.measures = {{u"tests.passed"_s, 8}, {u"tests.total"_s, 9}};
        tests.evidence = {{u"place"_s,
                           {},
                           {{"file", "src/stack.py"},
                            {"line", 11},
                            {"message", "AssertionError: pop() gave 1, 3 expected"}},
                           {}},
                          {u"table"_s,
                           u"Tests"_s,
                           {{"columns", {"test", "status", "ms"}},
                            {"rows", {{"test_push", "passed", 1}, {"test_pop", "failed", 2.5}}}},
                           {}},
                          {u"diff"_s,
                           u"Output"_s,
                           {{"before", "1\n3\n4\n"},
                            {"after", "1\n1\n4\n"},
                            {"unified", "@@ -1,3 +1,3 @@\n 1\n-3\n+1\n 4\n"}},
                           {}},
                          {u"text"_s, u"What it said"_s, {{"text", "E   assert 1 == 3"}}, {}},
                          {u"picture"_s,
                           u"The window at the end"_s,
                           {{"width", 640}, {"height", 400}, {"format", "png"}},
                           put(picture(3))}};
        Verdict coverage;
        coverage.check = u"coverage"_s;
        coverage.type = u"coverage"_s;
        coverage.role = CheckRole::Graded;
        coverage.status = VerdictStatus::Failed;
        coverage.score = 0.75;
        coverage.reason = u"6 of 8 lines of Stack are covered"_s;
        coverage.evidence = {{u"place"_s,
                              {},
                              {{"file", "src/stack.py"},
                               {"line", 5},
                               {"endLine", 6},
                               {"message", "lines 5 to 6 never run by the tests"}},
                              {}}};
        Verdict mutants;
        mutants.check = u"mutants"_s;
        mutants.type = u"mutants"_s;
        mutants.role = CheckRole::Informative;
        mutants.status = VerdictStatus::Error;
        mutants.errorCode = u"tool-missing"_s;
        mutants.reason = u"pytest is not installed"_s;
        mutants.evidence = {{u"place"_s,
                             {},
                             {{"file", "src/new.py"},
                              {"line", 1},
                              {"message", "the mutant 'one' survived"},
                              {"before", "VALUE = 1"},
                              {"after", "VALUE = 2"}},
                             {}}};
        Verdict lint;
        lint.check = u"lint"_s;
        lint.type = u"lint"_s;
        lint.status = VerdictStatus::Skipped;
        lint.reason = u"'tests' did not pass"_s;
        return {syntax, tests, coverage, mutants, lint};
    }

    QMap<QString, QByteArray> m_before;
    QMap<QString, QByteArray> m_after;
    QByteArray m_scenario;
    Trace m_events;
    std::unordered_map<Digest, QByteArray> m_blobs;
    qint64 m_clock = 0;
    int m_count = 0;
};

/// A run file with these attempts.
inline Result<std::unique_ptr<RunFile>> madeUpFile(const QString &path,
                                                   const std::vector<FinishedAttempt> &attempts)
{
    RunManifest manifest;
    manifest.runId = newId();
    manifest.createdMs = 1'790'000'000'000;
    manifest.touchstone = u"0.1.0 (test)"_s;
    auto file = RunFile::create(path, manifest);
    if (!file)
        return file;
    if (auto appended = (*file)->append(attempts); !appended)
        return std::unexpected(appended.error());
    return file;
}

} // namespace touchstone::testing

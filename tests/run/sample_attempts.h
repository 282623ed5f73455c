#pragma once

#include "core/run/runfile.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

namespace touchstone::testing {

using namespace Qt::StringLiterals;

/// A test fails with the error's text where a value was expected.
#define VERIFY_OK(result)                                                                          \
    do {                                                                                           \
        const auto &outcome_ = (result);                                                           \
        QVERIFY2(outcome_.has_value(),                                                             \
                 qPrintable(outcome_ ? QString() : outcome_.error().text()));                      \
    } while (false)

inline RunManifest sampleManifest()
{
    RunManifest manifest;
    manifest.runId = newId();
    manifest.createdMs = 1'700'000'000'000;
    manifest.touchstone = u"0.1.0 (test)"_s;
    manifest.environment = Json{{"cpu", "test"}, {"tools", {{"python3", "3.13.5"}}}};
    manifest.plan = Json{{"packs", {"humaneval"}}, {"samples", 1}};
    manifest.planDigest = Digest::of(dumpJson(manifest.plan));
    return manifest;
}

/// Text that compresses about as well as short Python functions do.
inline QByteArray sampleCode(int seed)
{
    static const QList<QByteArray> lines{
        "    for i, value in enumerate(numbers):\n",
        "    result = []\n",
        "    if threshold is None or value < limit:\n",
        "        return True\n",
        "    return sorted(result, key=lambda x: -x)\n",
        "        total += value * 2\n",
        "    while left <= right:\n",
        "        stack.append(char)\n",
        "    return ''.join(parts[::-1])\n",
        "        seen.add((row, column))\n",
    };
    QRandomGenerator random{quint32(seed)};
    QByteArray code = "def solution_" + QByteArray::number(seed) + "(numbers, limit=None):\n";
    for (int i = 0; i < 9; ++i)
        code += lines[random.bounded(lines.size())];
    return code + "# " + QByteArray::number(random.generate64(), 36) + '\n';
}

inline Digest put(FinishedAttempt &attempt, const QByteArray &bytes)
{
    const Digest digest = Digest::of(bytes);
    attempt.blobs.emplace(digest, bytes);
    return digest;
}

inline QByteArray sampleScenario(int task)
{
    static QHash<int, QByteArray> made;
    QByteArray &bytes = made[task];
    if (bytes.isEmpty()) {
        Scenario scenario;
        scenario.id = u"HumanEval/%1"_s.arg(task);
        scenario.pack = u"humaneval"_s;
        scenario.kind = u"generate"_s;
        scenario.language = u"python"_s;
        scenario.title = u"Task %1"_s.arg(task);
        scenario.turns = {{QString::fromUtf8(sampleCode(100'000 + task)), {}}};
        bytes = dumpJson(toResolved(scenario));
    }
    return bytes;
}

/// A HumanEval-like attempt: 3 events, 1 verdict, 2 blobs of its own (the answer and the file that
/// it makes) and a shared scenario. `full`: also everything that such an attempt leaves empty.
inline FinishedAttempt sampleAttempt(int number, bool full = false)
{
    FinishedAttempt attempt;
    const int task = number % 164;
    AttemptRecord &record = attempt.record;
    record.id = newId();
    record.pack = u"humaneval"_s;
    record.scenario = u"HumanEval/%1"_s.arg(task);
    record.scenarioDigest = put(attempt, sampleScenario(task));
    record.kind = u"generate"_s;
    record.language = u"python"_s;
    record.agent = u"samples:gpt.jsonl"_s;
    record.sample = number / 164;
    record.outcome = number % 3 == 0 ? Outcome::Failed : Outcome::Passed;
    record.reason = number % 3 == 0 ? u"check 'tests' failed: AssertionError"_s : QString();
    record.score = number % 3 == 0 ? 0.0 : 1.0;
    record.startedMs = 1'700'000'000'000 + number * 17;
    record.durationUs = 20'000 + number;
    record.agentUs = 150;
    record.checkUs = 18'000;
    const QByteArray answer = sampleCode(number);
    record.answer = put(attempt, answer);
    const Digest file = put(attempt, sampleCode(100'000 + task) + answer);
    attempt.events = {
        {1, 0, EventType::Turn, u"harness"_s, {}, 0, record.startedMs, 1000, {{"turn", 0}}, {}},
        {2,
         1,
         EventType::Message,
         u"agent"_s,
         {},
         0,
         record.startedMs,
         90'000,
         {{"role", "assistant"}},
         {{u"answer"_s, record.answer}}},
        {3,
         2,
         EventType::Edit,
         u"agent"_s,
         {},
         0,
         record.startedMs,
         120'000,
         {{"form", "completion"}, {"target", "solution.py"}},
         {{u"file"_s, file}}},
    };
    Verdict verdict;
    verdict.check = u"tests"_s;
    verdict.type = u"cases"_s;
    verdict.status = number % 3 == 0 ? VerdictStatus::Failed : VerdictStatus::Passed;
    verdict.score = record.score;
    verdict.reason = record.reason;
    verdict.measures = {{u"tests.passed"_s, 7.0}};
    verdict.durationUs = 17'900;
    attempt.verdicts = {verdict};
    if (!full)
        return attempt;
    record.tags = {u"list"_s, u"süß"_s};
    record.difficulty = u"hard"_s;
    record.retry = 2;
    record.leftOut = true;
    record.limit = u"wall"_s;
    record.inputTokens = 12'345'678'901;
    record.outputTokens = 77;
    record.cost = 0.0125;
    record.model = u"model-2026"_s;
    const Manifest end{{{u"solution.py"_s, {FileMode::Regular, file, attempt.blobs[file].size()}}}};
    record.endManifest = put(attempt, dumpJson(toJson(end)));
    attempt.events.push_back({7,
                              3,
                              EventType::ModelCall,
                              u"sub-agent"_s,
                              u"side"_s,
                              1,
                              record.startedMs,
                              500'000,
                              {{"model", "model-2026"},
                               {"usage", {{"input_tokens", 5}, {"output_tokens", 6}}},
                               {"request", {{"text", "quote \" and \x01 and \u00fc"}}}},
                              {{u"raw"_s, record.answer}, {u"picture"_s, file}}});
    Verdict second;
    second.check = u"lint"_s;
    second.type = u"lint"_s;
    second.role = CheckRole::Graded;
    second.weight = 0.5;
    second.turn = 1;
    second.status = VerdictStatus::Error;
    second.errorCode = u"tool-missing"_s;
    second.limit = LimitKind::Wall;
    second.measures = {{u"warnings"_s, 3.0}, {u"seconds"_s, 0.25}};
    second.evidence = {{u"text"_s, u"output"_s, {{"text", "boom"}}, file},
                       {u"table"_s, u"cases"_s, {{"columns", {"a"}}, {"rows", {{1}}}}, {}}};
    attempt.verdicts.push_back(second);
    return attempt;
}

inline std::vector<FinishedAttempt> sampleAttempts(int first, int count)
{
    std::vector<FinishedAttempt> attempts;
    for (int i = 0; i < count; ++i)
        attempts.push_back(sampleAttempt(first + i));
    return attempts;
}

inline std::vector<AttemptRecord> allRecords(const RunFile &file, const AttemptQuery &query = {})
{
    std::vector<AttemptRecord> records;
    const auto done = file.attempts(query, [&](const AttemptRecord &record) {
        records.push_back(record);
        return true;
    });
    if (!done)
        qWarning("%s", qPrintable(done.error().text()));
    return records;
}

} // namespace touchstone::testing

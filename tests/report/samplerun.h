#pragma once

#include "core/run/runfile.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

/// A test fails with the error's text where a value was expected.
#define VERIFY_OK(result)                                                                          \
    do {                                                                                           \
        const auto &outcome_ = (result);                                                           \
        QVERIFY2(outcome_.has_value(),                                                             \
                 qPrintable(outcome_ ? QString() : outcome_.error().text()));                      \
    } while (false)

namespace touchstone::test {

using namespace Qt::StringLiterals;

inline RunManifest manifestOf(const QString &runId)
{
    RunManifest manifest;
    manifest.runId = runId;
    manifest.createdMs = 1'790'000'000'000;
    manifest.touchstone = u"0.1.0 abcdef123456"_s;
    manifest.environment = {{"cpu", {{"model", "Test CPU"}, {"cores", 2}}},
                            {"kernel", "6.12.0"},
                            {"confinement", {"bubblewrap", "seccomp"}},
                            {"tools", {{"python3", "3.13.5"}}}};
    manifest.plan = {{"packs", {"demo"}}, {"samples", 3}, {"seed", 0}};
    manifest.planDigest = Digest::of("plan");
    return manifest;
}

/// Makes attempts whose ids and figures are always the same.
class AttemptMaker {
public:
    FinishedAttempt make(const QString &scenario, const QString &agent, int sample, Outcome outcome,
                         const QString &reason = {})
    {
        ++m_count;
        FinishedAttempt attempt;
        AttemptRecord &record = attempt.record;
        record.id = u"01ATTEMPT%1"_s.arg(m_count, 17, 10, QChar(u'0'));
        record.pack = u"demo"_s;
        record.scenario = scenario;
        record.scenarioDigest = put(attempt, "scenario " + scenario.toUtf8());
        record.kind = u"generate"_s;
        record.language = u"python"_s;
        record.agent = agent;
        record.sample = sample;
        record.outcome = outcome;
        record.reason = reason;
        record.score = outcome == Outcome::Passed ? 1.0 : 0.0;
        record.startedMs = 1'790'000'000'000 + m_count * 250;
        record.durationUs = 100'000 + m_count * 1'000;
        record.agentUs = 2'000;
        record.checkUs = 90'000;
        return attempt;
    }

    static Digest put(FinishedAttempt &attempt, const QByteArray &bytes)
    {
        const Digest digest = Digest::of(bytes);
        attempt.blobs.emplace(digest, bytes);
        return digest;
    }

private:
    int m_count = 0;
};

inline Verdict verdictOf(const QString &check, VerdictStatus status, const QString &reason = {},
                         CheckRole role = CheckRole::Required)
{
    Verdict verdict;
    verdict.check = check;
    verdict.type = check;
    verdict.role = role;
    verdict.status = status;
    verdict.score = status == VerdictStatus::Passed ? 1.0 : 0.0;
    verdict.reason = reason;
    verdict.durationUs = 45'000;
    return verdict;
}

inline FinishedAttempt passing(AttemptMaker &maker, const QString &scenario, const QString &agent,
                               int sample)
{
    FinishedAttempt attempt = maker.make(scenario, agent, sample, Outcome::Passed);
    attempt.verdicts = {verdictOf(u"syntax"_s, VerdictStatus::Passed),
                        verdictOf(u"tests"_s, VerdictStatus::Passed, u"9 of 9 tests"_s)};
    attempt.verdicts.back().measures = {{u"tests.passed"_s, 9.0}, {u"tests.total"_s, 9.0}};
    return attempt;
}

inline FinishedAttempt failing(AttemptMaker &maker, const QString &scenario, const QString &agent,
                               int sample)
{
    FinishedAttempt attempt = maker.make(scenario, agent, sample, Outcome::Failed,
                                         u"check 'tests' failed: 2 of 9 tests failed"_s);
    attempt.record.score = 0.5;
    attempt.record.answer = AttemptMaker::put(
        attempt, "def largest(values):\n    return sorted(values)[0]  # <b>smallest</b>\n");
    Verdict tests = verdictOf(u"tests"_s, VerdictStatus::Failed, u"2 of 9 tests failed"_s);
    tests.measures = {{u"tests.passed"_s, 7.0}, {u"tests.total"_s, 9.0}};
    tests.evidence = {
        {u"place"_s,
         {},
         {{"file", "largest.py"},
          {"line", 2},
          {"column", 12},
          {"message", "AssertionError: largest([1, 3]) gave 1"}},
         {}},
        {u"diff"_s,
         u"Output of the example"_s,
         {{"unified", "@@ -1,3 +1,3 @@\n 1\n-3\n+1\n 4\n"}},
         {}},
        {u"table"_s,
         u"Tests"_s,
         {{"columns", {"test", "result", "ms"}},
          {"rows", {{"test_empty", "passed", 1}, {"test_pair", "failed", 2.5}}}},
         {}},
        {u"text"_s, u"Output"_s, {{"text", "E   assert 1 == 3\n\x1b[31mred\x1b[0m"}}, {}}};
    attempt.verdicts = {verdictOf(u"syntax"_s, VerdictStatus::Passed), tests};
    return attempt;
}

inline FinishedAttempt erroneous(AttemptMaker &maker, const QString &scenario, const QString &agent,
                                 int sample)
{
    FinishedAttempt attempt = maker.make(
        scenario, agent, sample, Outcome::Error,
        u"check 'tests' is in error: tool-missing: pytest is not installed; apt install python3-pytest"_s);
    Verdict tests = verdictOf(u"tests"_s, VerdictStatus::Error,
                              u"pytest is not installed; apt install python3-pytest"_s);
    tests.errorCode = u"tool-missing"_s;
    attempt.verdicts = {verdictOf(u"syntax"_s, VerdictStatus::Passed), tests};
    return attempt;
}

inline FinishedAttempt looping(AttemptMaker &maker, const QString &scenario, const QString &agent,
                               int sample)
{
    FinishedAttempt attempt = maker.make(scenario, agent, sample, Outcome::Failed,
                                         u"check 'tests' failed (wall limit): stopped after 3 s"_s);
    attempt.record.limit = u"wall"_s;
    attempt.record.durationUs = 3'012'000;
    Verdict tests = verdictOf(u"tests"_s, VerdictStatus::Failed, u"stopped after 3 s"_s);
    tests.limit = LimitKind::Wall;
    attempt.verdicts = {verdictOf(u"syntax"_s, VerdictStatus::Passed), tests};
    return attempt;
}

inline FinishedAttempt unsupported(AttemptMaker &maker, const QString &scenario,
                                   const QString &agent)
{
    FinishedAttempt attempt = maker.make(scenario, agent, 0, Outcome::Unsupported,
                                         u"there is no toolchain for language 'zig'"_s);
    attempt.record.language = u"zig"_s;
    attempt.record.kind = u"fix"_s;
    attempt.verdicts = {
        verdictOf(u"tests"_s, VerdictStatus::Skipped, u"there is nothing to judge"_s)};
    return attempt;
}

/// Two agents, four scenarios, three samples each, and one of everything that may happen.
inline std::vector<FinishedAttempt> demoAttempts()
{
    AttemptMaker maker;
    std::vector<FinishedAttempt> all;
    const QString good = u"samples:good.jsonl"_s;
    const QString weak = u"chat:weak-model"_s;
    for (int sample = 0; sample < 3; ++sample) {
        all.push_back(passing(maker, u"lists/largest"_s, good, sample));
        all.push_back(sample == 1 ? failing(maker, u"lists/merge"_s, good, sample)
                                  : passing(maker, u"lists/merge"_s, good, sample));
        all.push_back(failing(maker, u"lists/largest"_s, weak, sample));
        all.push_back(sample == 0 ? erroneous(maker, u"lists/merge"_s, weak, sample)
                                  : looping(maker, u"lists/merge"_s, weak, sample));
        all.push_back(passing(maker, u"text/wrap"_s, good, sample));
        all.push_back(sample == 2 ? passing(maker, u"text/wrap"_s, weak, sample)
                                  : failing(maker, u"text/wrap"_s, weak, sample));
    }
    all.push_back(unsupported(maker, u"zig/ring"_s, good));
    all.push_back(unsupported(maker, u"zig/ring"_s, weak));
    FinishedAttempt again = passing(maker, u"lists/merge"_s, weak, 1);
    again.record.retry = 1;
    all.push_back(again);
    FinishedAttempt out = failing(maker, u"text/wrap"_s, weak, 3);
    out.record.leftOut = true;
    all.push_back(out);
    for (FinishedAttempt &attempt : all) {
        AttemptRecord &record = attempt.record;
        record.tags = {record.scenario.section(u'/', 0, 0), u"short"_s};
        record.difficulty = record.scenario == u"text/wrap"_s ? u"medium"_s : u"easy"_s;
        if (record.agent == weak) {
            record.model = u"weak-model-2026-01"_s;
            record.inputTokens = 1'200;
            record.outputTokens = 340;
            record.cost = 0.002;
        }
    }
    return all;
}

/// A run file with these attempts, to be read.
inline Result<std::unique_ptr<RunFile>> runFileWith(const QString &path,
                                                    const RunManifest &manifest,
                                                    const std::vector<FinishedAttempt> &attempts)
{
    auto file = RunFile::create(path, manifest);
    if (!file)
        return file;
    if (auto appended = (*file)->append(attempts); !appended)
        return std::unexpected(appended.error());
    return file;
}

} // namespace touchstone::test

#include "app/cli/bench/largerun.h"

#include "core/run/runfile.h"

#include <QtCore/QDateTime>

#include <array>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

constexpr int perTransaction = 2'000;
constexpr int agents = 4;
constexpr int samples = 25;

/// Numbers that look drawn, the same every time.
quint32 drawn(quint32 number)
{
    number = (number ^ (number >> 16)) * 0x45d9f3bU; // Mueller's integer hash
    number = (number ^ (number >> 16)) * 0x45d9f3bU;
    return number ^ (number >> 16);
}

FinishedAttempt attemptOf(int number)
{
    static const std::array kinds{u"generate"_s, u"doc"_s, u"test"_s, u"fix"_s, u"workspace"_s};
    static const std::array languages{u"python"_s, u"javascript"_s, u"java"_s, u"cpp"_s,
                                      u"csharp"_s};
    static const std::array levels{u"easy"_s, u"medium"_s, u"hard"_s};
    const int scenario = number / (agents * samples);
    const quint32 luck = drawn(quint32(number));
    FinishedAttempt attempt;
    AttemptRecord &record = attempt.record;
    record.id = newId();
    record.pack = u"bench"_s;
    record.scenario = u"area-%1/task-%2"_s.arg(scenario % 17).arg(scenario);
    const QByteArray resolved = dumpJson({{"title", record.scenario}, {"turns", Json::array()}});
    record.scenarioDigest = Digest::of(resolved);
    attempt.blobs.emplace(record.scenarioDigest, resolved);
    record.kind = kinds[size_t(scenario) % kinds.size()];
    record.language = languages[size_t(scenario / 5) % languages.size()];
    record.difficulty = levels[size_t(scenario) % levels.size()];
    record.tags = {u"area-%1"_s.arg(scenario % 17), u"bench"_s};
    record.agent = u"chat:model-%1"_s.arg(number / samples % agents);
    record.model = record.agent.sliced(5) + u"-2026-01"_s;
    record.sample = number % samples;
    const bool passed = luck % 100 < quint32(30 + 10 * (number / samples % agents));
    record.outcome = luck % 997 == 0 ? Outcome::Error : passed ? Outcome::Passed : Outcome::Failed;
    record.score = passed ? 1.0 : double(luck % 80) / 100;
    if (!passed)
        record.reason = u"check 'tests' failed: %1 of 40 tests failed"_s.arg(luck % 40 + 1);
    record.startedMs = 1'790'000'000'000 + number * 40LL;
    record.durationUs = 200'000 + luck % 20'000'000;
    record.agentUs = record.durationUs * 3 / 4;
    record.checkUs = record.durationUs / 4;
    record.inputTokens = 500 + luck % 20'000;
    record.outputTokens = 50 + luck % 3'000;
    record.cost = double(record.inputTokens) * 3e-6;
    Verdict tests = passed ? Verdict::passed() : Verdict::failed(record.reason, record.score);
    tests.check = tests.type = u"tests"_s;
    attempt.verdicts = {tests};
    Event said;
    said.id = 1;
    said.type = EventType::Message;
    said.actor = u"agent"_s;
    said.data = {{"role", "assistant"}, {"text", u"I changed %1 lines"_s.arg(luck % 300)}};
    attempt.events = {said};
    return attempt;
}

} // namespace

Result<void> writeLargeRun(const QString &path, int attempts)
{
    RunManifest manifest;
    manifest.runId = newId();
    manifest.createdMs = QDateTime::currentMSecsSinceEpoch();
    manifest.touchstone = u"bench"_s;
    manifest.plan = {{"attempts", attempts}};
    manifest.planDigest = Digest::of("bench");
    auto file = RunFile::create(path, manifest);
    if (!file)
        return std::unexpected(file.error());
    std::vector<FinishedAttempt> batch;
    for (int number = 0; number < attempts; ++number) {
        batch.push_back(attemptOf(number));
        if (int(batch.size()) < perTransaction && number + 1 < attempts)
            continue;
        if (auto appended = (*file)->append(batch); !appended)
            return appended;
        batch.clear();
    }
    return (*file)->publish();
}

namespace {

/// What an agent that is at it for long does again and again.
Event eventOf(qint64 id)
{
    const quint32 luck = drawn(quint32(id));
    Event event;
    event.id = id;
    event.actor = u"agent"_s;
    event.turn = int(id / 1000) + 1;
    event.wallMs = 1'790'000'000'000 + id * 100;
    event.monotonicNs = id * 100'000'000;
    const QString said =
        u"step %1: the %2th of the tests still fails, looking at what it reads"_s.arg(id).arg(luck
                                                                                              % 40);
    switch (id % 4) {
    case 0:
        event.type = EventType::ModelCall;
        event.data = {{"model", "bench"},
                      {"response", said},
                      {"usage", {{"input_tokens", luck % 9000}, {"output_tokens", luck % 300}}}};
        break;
    case 1:
        event.type = EventType::Message;
        event.data = {{"role", "assistant"}, {"text", said}};
        break;
    case 2:
        event.type = EventType::Command;
        event.data = {{"argv", {"python3", "-m", "pytest", u"tests/test_%1.py"_s.arg(luck % 90)}},
                      {"ending", luck % 7 == 0 ? "exit 1" : "exit 0"}};
        break;
    default:
        event.type = EventType::Note;
        event.data = {{"text", said}};
    }
    return event;
}

} // namespace

Result<void> writeLongAttempt(const QString &path, int events)
{
    RunManifest manifest;
    manifest.runId = newId();
    manifest.createdMs = QDateTime::currentMSecsSinceEpoch();
    manifest.touchstone = u"bench"_s;
    manifest.plan = {{"attempts", 1}};
    manifest.planDigest = Digest::of("bench");
    auto file = RunFile::create(path, manifest);
    if (!file)
        return std::unexpected(file.error());
    FinishedAttempt attempt = attemptOf(0);
    attempt.record.id = longAttempt;
    attempt.events.clear();
    attempt.events.reserve(size_t(events));
    for (qint64 id = 1; id <= events; ++id)
        attempt.events.push_back(eventOf(id));
    if (auto appended = (*file)->append({attempt}); !appended)
        return appended;
    return (*file)->publish();
}

} // namespace touchstone::cli

#pragma once

#include "report/samplerun.h"

#include <random>

namespace touchstone::test {

/// A run as a benchmark gives it: three agents of differing strength on 36 scenarios, four samples
/// each, always the same. `strength` shifts how often they pass.
inline std::vector<FinishedAttempt> benchmarkAttempts(double strength = 0.0, int firstId = 0)
{
    std::mt19937_64 random(7);
    const auto chance = [&] { return double(random() % 1'000'000) / 1e6; };
    AttemptMaker maker;
    const QStringList kinds{u"generate"_s, u"fix"_s, u"test"_s, u"doc"_s};
    const QStringList languages{u"python"_s, u"typescript"_s, u"java"_s};
    const QStringList levels{u"easy"_s, u"medium"_s, u"hard"_s};
    const std::pair<QString, double> agents[] = {{u"chat:large-model-2026-09"_s, 0.75},
                                                 {u"chat:small-model"_s, 0.5},
                                                 {u"command:agent.sh"_s, 0.35}};
    std::vector<FinishedAttempt> all;
    for (int scenario = 0; scenario < 36; ++scenario) {
        const double hardness = 0.2 * (scenario % 3);
        for (const auto &[agent, skill] : agents)
            for (int sample = 0; sample < 4; ++sample) {
                const double roll = chance();
                const QString id = u"s%1"_s.arg(scenario);
                FinishedAttempt attempt = roll < skill - hardness + 0.2 + strength
                    ? passing(maker, id, agent, sample)
                    : roll > 0.985 ? erroneous(maker, id, agent, sample)
                    : roll > 0.93  ? looping(maker, id, agent, sample)
                                   : failing(maker, id, agent, sample);
                AttemptRecord &record = attempt.record;
                record.id = u"01BENCH%1"_s.arg(firstId + int(all.size()), 19, 10, QChar(u'0'));
                record.kind = kinds[scenario % 4];
                record.language = languages[scenario / 4 % 3];
                record.difficulty = levels[scenario % 3];
                record.tags = {u"t%1"_s.arg(scenario % 5)};
                record.durationUs =
                    qint64(4e6 / skill * std::exp(2.5 * (chance() - 0.5) + hardness));
                record.inputTokens = qint64(4'000 * skill * (0.5 + chance()));
                record.outputTokens = qint64(900 * (0.5 + chance()));
                record.cost = double(record.inputTokens) * 3e-6 * skill;
                all.push_back(std::move(attempt));
            }
    }
    return all;
}

/// Traces, answers and final workspaces that differ in the middle between two such runs.
inline void addTraces(std::vector<FinishedAttempt> &attempts, bool isB)
{
    const auto add = [](FinishedAttempt &attempt, EventType type, const QString &actor, Json data) {
        Event event;
        event.id = qint64(attempt.events.size()) + 1;
        event.type = type;
        event.actor = actor;
        event.data = std::move(data);
        attempt.events.push_back(event);
    };
    for (FinishedAttempt &attempt : attempts) {
        add(attempt, EventType::Turn, u"harness"_s, {{"turn", 0}});
        add(attempt, EventType::Message, u"user"_s,
            {{"role", "user"}, {"text", isB ? "Implement it.\nBe brief." : "Implement it."}});
        add(attempt, EventType::ModelCall, u"agent"_s,
            {{"model", "m"}, {"response", isB ? "I read first." : "I write at once."}});
        if (isB)
            add(attempt, EventType::Command, u"agent"_s, {{"argv", {"cat", "a.py"}}});
        add(attempt, EventType::Command, u"agent"_s, {{"argv", {"pytest"}}, {"exit_code", 0}});
        attempt.record.answer = AttemptMaker::put(
            attempt, isB ? "def f():\n    return 2\n" : "def f():\n    return 1\n");
        const Digest file = AttemptMaker::put(
            attempt, isB ? "import sys\n\ndef f():\n    return 2\n" : "def f():\n    return 1\n");
        Manifest end;
        end.files.insert(u"src/a.py"_s, {FileMode::Regular, file, 22});
        attempt.record.endManifest = AttemptMaker::put(attempt, dumpJson(toJson(end)));
    }
}

} // namespace touchstone::test

#include "core/run/validate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// What one proof runs: an agent's sample, and what must come of it.
struct Claim {
    QString what;
    QString agent;
    int sample = 0;
    bool passes = false;
    QStringList fails;
};

std::vector<Claim> claimsOf(const Scenario &scenario)
{
    std::vector<Claim> claims{{u"reference"_s, u"reference"_s, 0, true, {}},
                              {u"none"_s, u"none"_s, 0, false, {}}};
    for (size_t i = 0; i < scenario.samples.size(); ++i) {
        const SampleAnswer &sample = scenario.samples[i];
        claims.push_back({u"sample "_s + sample.id, u"samples"_s, int(i),
                          sample.label == u"right"_s, sample.fails});
    }
    return claims;
}

QString describe(const Claim &claim)
{
    if (claim.passes)
        return u"passes"_s;
    return claim.fails.isEmpty() ? u"fails"_s : u"fails "_s + claim.fails.join(u", "_s);
}

QString describe(const FinishedAttempt &attempt)
{
    QString text = outcomeName(attempt.record.outcome);
    if (!attempt.record.reason.isEmpty())
        text += u": "_s + attempt.record.reason;
    return text;
}

/// The first check that is labelled as failing and did not, if any.
QString unexpectedlyPassed(const Claim &claim, const FinishedAttempt &attempt)
{
    for (const QString &id : claim.fails) {
        if (id == u"answer"_s) {
            if (std::ranges::none_of(attempt.events, [](const Event &event) {
                    return event.data.contains("refused");
                }))
                return id;
            continue;
        }
        const auto failed = [&](const Verdict &verdict) {
            return verdict.check == id && verdict.status == VerdictStatus::Failed;
        };
        if (std::ranges::none_of(attempt.verdicts, failed))
            return id;
    }
    return {};
}

Proof prove(const Claim &claim, const FinishedAttempt &attempt)
{
    Proof proof{claim.what,           describe(claim), describe(attempt),
                Proof::State::Broken, false,           attempt.verdicts};
    const Outcome outcome = attempt.record.outcome;
    if (outcome == Outcome::Error || outcome == Outcome::Unsupported) {
        proof.state = Proof::State::Unknown;
    } else if ((outcome == Outcome::Passed) == claim.passes) {
        const QString passed = unexpectedlyPassed(claim, attempt);
        if (passed.isEmpty())
            proof.state = Proof::State::Holds;
        else
            proof.found += u"; but '%1' did not fail"_s.arg(passed);
    }
    return proof;
}

bool sameStatuses(const std::vector<Verdict> &a, const std::vector<Verdict> &b)
{
    return std::ranges::equal(a, b, [](const Verdict &x, const Verdict &y) {
        return x.check == y.check && x.status == y.status;
    });
}

/// What kind and checks find wrong with a scenario before anything is run. Of a workspace that is
/// not at hand nothing can be asked.
std::optional<Error> objection(Engine &engine, const Scenario &scenario, const Place &place)
{
    if (!scenario.workspaceMissing.isEmpty())
        return std::nullopt;
    if (const auto kind = engine.registry.kind(scenario.kind); kind)
        if (auto valid = (*kind)->validate(scenario, place); !valid)
            return std::move(valid.error());
    for (const Turn &turn : scenario.turns)
        for (const CheckSpec &spec : turn.checks)
            if (const auto check = engine.registry.check(spec.type); check) {
                const Place at{u"%1, check %2"_s.arg(place.file, spec.id), {}, 0};
                if (auto valid = (*check)->validate(scenario, spec, at); !valid)
                    return std::move(valid.error());
            }
    return std::nullopt;
}

} // namespace

Proof::State Validation::state() const
{
    if (unreadable)
        return Proof::State::Broken;
    Proof::State worst = Proof::State::Holds;
    for (const Proof &proof : proofs) {
        if (proof.state == Proof::State::Broken)
            return proof.state;
        if (proof.state == Proof::State::Unknown)
            worst = proof.state;
    }
    return worst;
}

bool Validation::isFlaky() const
{
    return state() == Proof::State::Broken && !unreadable
        && std::ranges::all_of(proofs, [](const Proof &proof) {
               return proof.state != Proof::State::Broken || proof.flaky;
           });
}

Result<Validation> validateScenario(Engine &engine, const Pack &pack, qsizetype index, int repeat,
                                    std::stop_token stop)
{
    Validation validation{pack.name(), pack.idAt(index), std::nullopt, {}};
    BlobStore blobs;
    const auto scenario = pack.scenario(index, blobs);
    if (!scenario) {
        validation.unreadable = scenario.error();
        return validation;
    }
    validation.unreadable =
        objection(engine, *scenario, {pack.path() + u", scenario "_s + scenario->id, {}, 0});
    if (validation.unreadable)
        return validation;
    const Digest digest = scenarioDigest(*scenario);
    for (const Claim &claim : claimsOf(*scenario)) {
        const auto agent = engine.registry.agent(claim.agent);
        if (!agent)
            return std::unexpected(agent.error());
        if (claim.what == u"reference"_s && !scenario->reference) {
            validation.proofs.push_back({claim.what,
                                         describe(claim),
                                         u"the scenario ships none"_s,
                                         Proof::State::Broken,
                                         false,
                                         {}});
            continue;
        }
        std::optional<Proof> proof;
        for (int round = 0; round < std::max(1, repeat); ++round) {
            BlobStore own(&blobs);
            // what is remembered can't be flaky
            const auto fresh = makeMemoryCache();
            Engine again{engine.registry,   engine.executor,
                         engine.toolchains, round == 0 ? engine.cache : *fresh,
                         engine.clock,      engine.verdicts,
                         engine.times};
            const auto attempt =
                runAttempt(again, {**agent, claim.agent, *scenario, digest, claim.sample, 0, 0, {}},
                           own, stop);
            if (!attempt)
                return std::unexpected(attempt.error());
            Proof found = prove(claim, *attempt);
            if (proof && !sameStatuses(proof->verdicts, found.verdicts)) {
                found.state = Proof::State::Broken;
                found.flaky = true;
                found.found =
                    u"flaky: round %1 gave other verdicts than round 1 (%2)"_s.arg(round + 1).arg(
                        found.found);
            }
            proof = std::move(found);
            if (proof->state == Proof::State::Broken)
                break;
        }
        validation.proofs.push_back(std::move(*proof));
    }
    return validation;
}

} // namespace touchstone

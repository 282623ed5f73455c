#include "core/run/attempt.h"

#include "core/workspace/globs.h"

#include <QtCore/QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// A check that throws must not take the run down.
Result<Verdict> guarded(const Check &check, const CheckInput &input, CheckContext &context)
{
    try {
        return check.run(input, context);
    } catch (const std::exception &e) {
        return fail(ErrorCode::Internal,
                    u"check '%1' threw: %2"_s.arg(input.spec.id, QString::fromUtf8(e.what())));
    }
}

/// What a verdict depends on: the scenario, which check, and what there is to judge.
Digest keyOf(const CheckInput &input, const Digest &scenario, int turn)
{
    return Digest::of(dumpJson(Json::array(
        {"verdict", scenario.hex(), turn, input.spec.id, input.state.workspace.digest().hex(),
         Digest::of(input.state.answer).hex(), input.state.tampered})));
}

/// Whether the same would come of it another time: no harness error, no limit, which may be a
/// matter of how busy the machine is; and nothing that lies elsewhere.
bool isLasting(const Verdict &verdict)
{
    return (verdict.status == VerdictStatus::Passed || verdict.status == VerdictStatus::Failed)
        && !verdict.limit && std::ranges::all_of(verdict.evidence, [](const Evidence &evidence) {
               return evidence.blob.isNull();
           });
}

/// An earlier verdict on the same input.
std::optional<Verdict> rememberedVerdict(Engine &engine, const Digest &key)
{
    const auto known = engine.cache.get(
        key, []() -> Result<Json> { return fail(ErrorCode::NotFound, u"not judged yet"_s); });
    if (!known)
        return std::nullopt;
    auto verdict = verdictFromJson(*known, {u"the cache of results"_s, {}, 0});
    return verdict ? std::optional(std::move(*verdict)) : std::nullopt;
}

Verdict verdictOf(Engine &engine, const CheckInput &input, const Digest &scenario, int turn,
                  CheckContext &context)
{
    const auto check = engine.registry.check(input.spec.type);
    if (!check)
        return Verdict::error(check.error());
    const bool remembers = (*check)->isRepeatable() && engine.verdicts != VerdictMemory::None;
    const Digest key = remembers ? keyOf(input, scenario, turn) : Digest();
    if (remembers && engine.verdicts == VerdictMemory::Reuse)
        if (auto known = rememberedVerdict(engine, key))
            return std::move(*known);
    auto verdict = guarded(**check, input, context);
    if (!verdict)
        return Verdict::error(verdict.error());
    if (remembers && isLasting(*verdict))
        engine.cache.put(key, toJson(*verdict));
    return std::move(*verdict);
}

/// The id of a check in `after` that has not passed, if any.
QString missingBefore(const CheckSpec &spec, const QSet<QString> &passed)
{
    for (const QString &id : spec.after)
        if (!passed.contains(id))
            return id;
    return {};
}

/// Says whose verdict it is.
void sign(Verdict &verdict, const CheckSpec &spec, int turn)
{
    verdict.check = spec.id;
    verdict.type = spec.type;
    verdict.role = spec.role;
    verdict.weight = spec.weight;
    verdict.turn = turn;
}

} // namespace

std::vector<Verdict> allSkipped(const Scenario &scenario, const QString &reason)
{
    std::vector<Verdict> verdicts;
    for (size_t turn = 0; turn < scenario.turns.size(); ++turn) {
        for (const CheckSpec &spec : scenario.turns[turn].checks) {
            verdicts.push_back(Verdict::skipped(reason));
            sign(verdicts.back(), spec, int(turn));
        }
    }
    return verdicts;
}

Result<std::vector<Verdict>> judge(Engine &engine, const Scenario &scenario, const Judged &judged,
                                   BlobStore &blobs, std::stop_token stop)
{
    std::vector<Verdict> verdicts;
    CheckContext context{engine.executor, engine.toolchains, engine.cache, stop, engine.times};
    const Digest digest =
        engine.verdicts == VerdictMemory::None ? Digest() : scenarioDigest(scenario);
    QStringList protectedFiles = scenario.protectedFiles;
    if (const Toolchain *toolchain = engine.toolchains.find(scenario.language))
        protectedFiles += toolchain->protectedFiles;

    for (size_t turn = 0; turn < scenario.turns.size(); ++turn) {
        EndState state;
        state.fixture = scenario.workspace;
        const Manifest &left =
            turn < judged.afterTurn.size() ? judged.afterTurn[turn] : scenario.workspace;
        state.workspace = restored(left, scenario.workspace, protectedFiles, &state.tampered);
        state.answer = judged.answer;
        QSet<QString> passed;
        for (const CheckSpec &spec : scenario.turns[turn].checks) {
            Verdict verdict;
            const qint64 start = engine.clock.monotonicNs();
            if (const QString missing = missingBefore(spec, passed); !missing.isEmpty())
                verdict = Verdict::skipped(u"runs only after '%1' has passed"_s.arg(missing));
            else
                verdict = verdictOf(engine, {scenario, spec, state, judged.trace, blobs}, digest,
                                    int(turn), context);
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled, u"stopped while judging '%1'"_s.arg(scenario.id));
            sign(verdict, spec, int(turn));
            verdict.durationUs = (engine.clock.monotonicNs() - start) / 1000;
            if (!state.tampered.isEmpty())
                verdict.measures[u"protected.tampered"_s] = double(state.tampered.size());
            if (verdict.status == VerdictStatus::Passed)
                passed.insert(spec.id);
            verdicts.push_back(std::move(verdict));
        }
    }
    return verdicts;
}

QString limitHit(const AttemptEnding &ending, const std::vector<Verdict> &verdicts)
{
    if (ending.limit)
        return limitName(*ending.limit);
    for (const Verdict &verdict : verdicts)
        if (verdict.limit)
            return limitName(*verdict.limit);
    return {};
}

} // namespace touchstone

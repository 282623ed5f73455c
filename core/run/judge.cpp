#include "core/run/attempt.h"

#include "core/workspace/globs.h"

#include <QtCore/QSet>

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

Verdict verdictOf(Engine &engine, const CheckInput &input, CheckContext &context)
{
    const auto check = engine.registry.check(input.spec.type);
    if (!check)
        return Verdict::error(check.error());
    auto verdict = guarded(**check, input, context);
    return verdict ? std::move(*verdict) : Verdict::error(verdict.error());
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
    CheckContext context{engine.executor, engine.toolchains, engine.cache, stop};
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
                verdict = verdictOf(engine, {scenario, spec, state, judged.trace, blobs}, context);
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

#include "core/run/replay.h"

#include "core/check/remembered.h"

using namespace Qt::StringLiterals;

namespace touchstone {

ReplayActor::ReplayActor(Trace recorded, const BlobSource &recordedBlobs)
    : m_recorded(std::move(recorded))
    , m_blobs(recordedBlobs)
{
}

QFuture<Result<void>> ReplayActor::act(Session &session, int turn)
{
    for (const Event &event : m_recorded) {
        if (event.turn != turn || event.actor == u"harness"_s)
            continue;
        if (session.stopToken().stop_requested())
            return done(fail(ErrorCode::Cancelled, u"stopped during a replay"_s));
        if (auto repeated = repeat(session, event); !repeated)
            return done(std::unexpected(
                std::move(repeated.error()).within(u"repeating event %1"_s.arg(event.id))));
    }
    return done();
}

Result<void> ReplayActor::repeat(Session &session, const Event &event)
{
    switch (event.type) {
    case EventType::Edit:
        return repeatEdit(session, event);
    case EventType::Command:
        return repeatCommand(session, event);
    case EventType::Checkpoint:
        if (event.data.contains("back_to"))
            return session.goBackTo(int(integerOr(event.data, "back_to", 0)));
        session.checkpoint(stringOr(event.data, "label"));
        return {};
    default: { // what was said, shown and thought is copied
        Event copy = event;
        for (const Digest &digest : std::as_const(copy.blobs)) {
            const auto bytes = m_blobs.blob(digest);
            if (!bytes)
                return std::unexpected(bytes.error());
            session.blobs().put(*bytes);
        }
        session.record(std::move(copy));
        return {};
    }
    }
}

Result<QByteArray> ReplayActor::recordedBytes(const Event &event, const QString &role) const
{
    const auto found = event.blobs.constFind(role);
    if (found == event.blobs.cend())
        return fail(ErrorCode::Corrupt, u"event %1 has no '%2'"_s.arg(event.id).arg(role));
    return m_blobs.blob(*found);
}

Result<void> ReplayActor::repeatEdit(Session &session, const Event &event)
{
    const QString form = stringOr(event.data, "form");
    const QString path = stringOr(event.data, "path");
    const bool wasRefused = event.data.contains("refused");
    std::optional<Refusal> refusal;
    if (form == u"write"_s) {
        const auto bytes = recordedBytes(event, u"content"_s);
        if (!bytes)
            return std::unexpected(bytes.error());
        const auto mode = fileModeFromName(stringOr(event.data, "mode"));
        refusal = session.write(path, *bytes, mode.value_or(FileMode::Regular));
    } else if (form == u"remove"_s) {
        refusal = session.remove(path);
    } else {
        Answer answer;
        const auto text = recordedBytes(event, u"answer"_s);
        const auto parsed = answerFormFromName(form);
        if (!text || !parsed)
            return std::unexpected(text ? parsed.error() : text.error());
        answer.text = *text;
        answer.form = *parsed;
        answer.removed = stringsOr(event.data, "removed");
        if (const Json &files = memberOr(event.data, "files"); files.is_object()) {
            auto manifest = manifestFromJson(files, {u"event %1"_s.arg(event.id), {}, 0});
            if (!manifest)
                return std::unexpected(manifest.error());
            for (const FileEntry &entry : std::as_const(manifest->files)) {
                const auto bytes = m_blobs.blob(entry.blob);
                if (!bytes)
                    return std::unexpected(bytes.error());
                session.blobs().put(*bytes);
            }
            answer.files = *manifest;
        }
        auto applied = session.answer(answer);
        if (!applied)
            return std::unexpected(std::move(applied.error()));
        refusal = std::move(*applied);
    }
    if (refusal.has_value() != wasRefused)
        diverged(session, event,
                 refusal ? u"refused (%1), recorded as applied"_s.arg(refusal->message)
                         : u"applied, recorded as refused"_s);
    return {};
}

Result<void> ReplayActor::repeatCommand(Session &session, const Event &event)
{
    const auto input = recordedBytes(event, u"input"_s);
    if (!input)
        return std::unexpected(input.error());
    const auto result = session.execute(stringsOr(event.data, "argv"), *input);
    if (!result)
        return std::unexpected(result.error());
    const QString recordedEnding = stringOr(event.data, "ending");
    if (result->ending() != recordedEnding)
        diverged(session, event,
                 u"ended with %1, recorded %2"_s.arg(result->ending(), recordedEnding));
    const QString after = session.manifest().digest().hex();
    if (const QString recordedAfter = stringOr(event.data, "after");
        after != recordedAfter && !recordedAfter.isEmpty())
        diverged(session, event, u"left other files than recorded"_s);
    return {};
}

void ReplayActor::diverged(Session &session, const Event &event, const QString &what)
{
    m_divergences.push_back({event.id, what});
    Event note;
    note.type = EventType::Note;
    note.actor = u"harness"_s;
    note.data = {{"diverged_from_event", event.id}, {"what", what}};
    session.record(std::move(note));
}

namespace {

/// An agent that repeats one attempt; keeps what its actor found.
class ReplayAgent : public Agent {
public:
    ReplayAgent(const Trace &recorded, const BlobSource &blobs,
                std::vector<Divergence> &divergences)
        : m_recorded(recorded)
        , m_blobs(blobs)
        , m_divergences(divergences)
    {
    }
    AgentDescription describe() const override { return {.name = u"replay"_s}; }
    Result<std::unique_ptr<Actor>> begin(const Scenario &, int) const override
    {
        struct Reporting : ReplayActor {
            Reporting(const Trace &trace, const BlobSource &blobs, std::vector<Divergence> &into)
                : ReplayActor(trace, blobs)
                , m_into(into)
            {
            }
            ~Reporting() override { m_into = divergences(); }
            std::vector<Divergence> &m_into;
        };
        return std::make_unique<Reporting>(m_recorded, m_blobs, m_divergences);
    }

private:
    const Trace &m_recorded;
    const BlobSource &m_blobs;
    std::vector<Divergence> &m_divergences;
};

constexpr int ownPass = 1; ///< the run's

template <typename T> std::optional<Error> failureOf(const Result<T> &result)
{
    return result ? std::nullopt : std::optional(result.error());
}

QStringList changes(const std::vector<Verdict> &before, const std::vector<Verdict> &after)
{
    QStringList lines;
    for (const Verdict &now : after) {
        const auto was = std::ranges::find_if(
            before, [&](const Verdict &v) { return v.check == now.check && v.turn == now.turn; });
        const QString recorded =
            was == before.end() ? u"nothing"_s : verdictStatusName(was->status);
        if (recorded != verdictStatusName(now.status))
            lines.append(
                u"%1: %2, recorded %3"_s.arg(now.check, verdictStatusName(now.status), recorded));
    }
    return lines;
}

} // namespace

Result<ReplayOutcome> replayAttempt(Engine &engine, const RunFile &file,
                                    const AttemptRecord &attempt, std::stop_token stop)
{
    const auto resolved = file.resolvedScenario(attempt.scenarioDigest);
    const auto trace = file.events(attempt.id);
    const auto recorded = file.attempt(attempt.id, ownPass);
    const auto verdicts = file.verdicts(attempt.id, ownPass);
    for (const auto &missing :
         {failureOf(resolved), failureOf(trace), failureOf(recorded), failureOf(verdicts)})
        if (missing)
            return std::unexpected(*missing);
    const auto scenario = fromResolved(
        *resolved, {u"scenario '%1' of %2"_s.arg(attempt.scenario, file.path()), {}, 0});
    if (!scenario)
        return std::unexpected(scenario.error());

    recall(*verdicts, engine.cache);
    ReplayOutcome outcome{*recorded, {}, {}, {}, false};
    const ReplayAgent agent(*trace, file, outcome.divergences);
    BlobStore blobs(&file);
    auto finished = runAttempt(engine,
                               {agent,
                                attempt.agent,
                                *scenario,
                                attempt.scenarioDigest,
                                attempt.sample,
                                attempt.retry,
                                0,
                                {}},
                               blobs, std::move(stop));
    if (!finished)
        return std::unexpected(std::move(finished.error()));
    outcome.replayed = finished->record;
    outcome.sameEndState = finished->record.endManifest == attempt.endManifest;
    outcome.verdictChanges = changes(*verdicts, finished->verdicts);
    return outcome;
}

} // namespace touchstone

#include "attempt.h"

#include "jsontext.h"
#include "trace.h"

#include "core/base/text.h"
#include "core/scenario/reader.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDateTime>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// A sample's id as text: a number or a text in the log.
QString textOfId(const Json &id)
{
    if (id.is_string())
        return id.get<QString>();
    return id.is_number_integer() ? QString::fromUtf8(dumpJson(id)) : QString();
}

/// As a scenario may be called: a log's ids may be anything.
QString scenarioId(const QString &id)
{
    if (checkScenarioId(id, {}))
        return id;
    QString good = shortened(visibleText(id).simplified(), 120);
    std::ranges::replace_if(good, [](QChar c) { return !c.isPrint(); }, u'?');
    return (good.trimmed() + u" #"_s + Digest::of(id.toUtf8()).hex().left(12)).trimmed();
}

/// The log's own name for this run of the sample; the same sample imported twice has it twice, so
/// that merging keeps one.
QString attemptId(const LogFacts &facts, const QString &uuid, const QString &sample, int epoch)
{
    const QByteArray own = uuid.isEmpty()
        ? facts.evalId.toUtf8() + '\n' + sample.toUtf8() + '\n' + QByteArray::number(epoch)
        : uuid.toUtf8();
    const bool plain =
        uuid.size() >= 16 && uuid.size() <= 40 && std::ranges::all_of(uuid, [](QChar c) {
            return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-');
        });
    return plain ? uuid : u"I"_s + Digest::of(own).hex().left(25).toUpper();
}

/// {"input", "target", …}: what the model was asked, for people and for writing a log again.
Json taskOf(const Json &members)
{
    Json task = Json::object();
    for (const char *key :
         {"id", "input", "choices", "target", "metadata", "sandbox", "files", "setup"})
        if (const Json &value = memberOr(members, key); !value.is_null())
            task[key] = value;
    return task;
}

/// The texts of an input: a text, or messages.
QString instructionOf(const Json &input)
{
    if (input.is_string())
        return input.get<QString>();
    QStringList parts;
    if (input.is_array())
        for (const Json &message : input) {
            const Json &content = memberOr(message, "content");
            if (content.is_string())
                parts.append(content.get<QString>());
            else if (content.is_array())
                for (const Json &part : content)
                    if (stringOr(part, "type") == "text"_L1)
                        parts.append(stringOr(part, "text"));
        }
    return parts.join(u"\n\n"_s);
}

Scenario scenarioOf(const QString &id, const Json &members, const LogFacts &facts,
                    const std::vector<Verdict> &verdicts)
{
    Scenario scenario;
    scenario.id = id;
    scenario.pack = facts.pack;
    scenario.kind = u"inspect"_s;
    scenario.title = id;
    scenario.answerForm = AnswerForm::None;
    scenario.source = u"an Inspect log"_s;
    Turn turn{instructionOf(memberOr(members, "input")), {}};
    for (const Verdict &verdict : verdicts) {
        CheckSpec spec;
        spec.id = verdict.check;
        spec.type = verdict.type;
        spec.role = verdict.role;
        spec.weight = verdict.weight;
        turn.checks.push_back(std::move(spec));
    }
    scenario.turns.push_back(std::move(turn));
    scenario.extra["inspect"] = taskOf(members);
    return scenario;
}

void addUsage(const Json &usage, AttemptRecord &record)
{
    if (!usage.is_object())
        return;
    for (const auto &[model, figures] : usage.items()) {
        record.inputTokens += integerOr(figures, "input_tokens", 0)
            + integerOr(figures, "input_tokens_cache_read", 0)
            + integerOr(figures, "input_tokens_cache_write", 0);
        record.outputTokens += integerOr(figures, "output_tokens", 0);
        record.cost += numberOr(figures, "total_cost", 0.0);
    }
}

/// Inspect scores what a limit ended as it stands; only what was not scored has failed by it.
void judge(const Json &members, FinishedAttempt &attempt)
{
    AttemptRecord &record = attempt.record;
    const Json &error = memberOr(members, "error");
    record.limit = stringOr(memberOr(members, "limit"), "type");
    AttemptEnding ending;
    if (!error.is_null())
        ending.harnessError = shortened(
            visibleText(stringOr(error, "message", u"the sample ended in an error"_s)), 1'000);
    AttemptScore score = scoreAttempt(attempt.verdicts, ending);
    if (attempt.verdicts.empty() && error.is_null()) {
        score.outcome = record.limit.isEmpty() ? Outcome::Error : Outcome::Failed;
        score.reason = record.limit.isEmpty()
            ? u"the log has no score of it"_s
            : u"the %1 limit was hit before it was scored"_s.arg(record.limit);
        score.score = 0;
    } else if (!record.limit.isEmpty() && score.outcome == Outcome::Failed) {
        score.reason += u"; the %1 limit was hit"_s.arg(record.limit);
    }
    record.outcome = score.outcome;
    record.reason = score.reason;
    record.score = score.score;
}

qint64 microseconds(const Json &members, const char *key)
{
    const double seconds = numberOr(members, key, 0.0);
    return seconds > 0 && seconds < 1e9 ? qint64(seconds * 1e6) : 0;
}

Digest put(FinishedAttempt &attempt, const QByteArray &bytes)
{
    const Digest digest = Digest::of(bytes);
    attempt.blobs.try_emplace(digest, bytes);
    return digest;
}

/// What there is of a sample besides its events: kept for people, and so that a log can be written
/// again.
void noteRest(const Json &members, const std::vector<qint64> &conversation,
              FinishedAttempt &attempt)
{
    Event note;
    note.type = EventType::Note;
    note.actor = u"harness"_s;
    if (!attempt.events.empty()) {
        note.wallMs = attempt.events.back().wallMs;
        note.monotonicNs = attempt.events.back().monotonicNs;
    }
    Json sample = members;
    for (const char *known :
         {"input", "target", "choices", "metadata", "sandbox", "files", "setup"})
        sample.erase(known);
    sample["messages"] = conversation;
    note.data = {{"inspect_sample", std::move(sample)}};
    note.id = qint64(attempt.events.size()) + 1;
    attempt.events.push_back(std::move(note));
}

Result<Json> membersOf(const SampleText &sample, const Place &place)
{
    Json members = Json::object();
    for (auto it = sample.members.cbegin(); it != sample.members.cend(); ++it) {
        auto value = parsePythonJson(it.value(), place.at(QString::fromUtf8(it.key())));
        if (!value)
            return std::unexpected(std::move(value.error()));
        members[it.key().toStdString()] = std::move(*value);
    }
    Attachments attachments(sample);
    if (auto resolved = attachments.resolve(members, place); !resolved)
        return std::unexpected(std::move(resolved.error()));
    // before 0.3.27: one score
    if (!members.contains("scores") && members.contains("score"))
        members["scores"] = {{"score", members["score"]}};
    return members;
}

void describe(const LogFacts &facts, const QString &id, int epoch, AttemptRecord &record)
{
    record.pack = facts.pack;
    record.scenario = scenarioId(id);
    record.kind = u"inspect"_s;
    record.agent = facts.agent;
    record.sample = std::max(0, epoch - 1);
    record.startedMs = facts.createdMs;
}

} // namespace

Result<FinishedAttempt> attemptOf(const SampleText &sample, const Place &place,
                                  const LogFacts &facts)
{
    const auto members = membersOf(sample, place);
    if (!members)
        return std::unexpected(members.error());
    const QString id = textOfId(memberOr(*members, "id"));
    const Json &epoch = memberOr(*members, "epoch");
    if (id.isEmpty() || !epoch.is_number_integer() || epoch.get<qint64>() < 0
        || epoch.get<qint64>() > 1'000'000'000)
        return fail(
            ErrorCode::BadInput,
            u"%1: expected a sample with id (a text or number) and epoch"_s.arg(place.text()));
    FinishedAttempt attempt;
    AttemptRecord &record = attempt.record;
    describe(facts, id, int(epoch.get<qint64>()), record);
    record.id = attemptId(facts, stringOr(*members, "uuid"), id, record.sample + 1);
    if (const qint64 started = wallMsOf(stringOr(*members, "started_at")); started > 0)
        record.startedMs = started;
    record.durationUs = microseconds(*members, "total_time");
    record.agentUs = std::min(microseconds(*members, "working_time"), record.durationUs);
    addUsage(memberOr(*members, "model_usage"), record);
    record.model = stringOr(memberOr(*members, "output"), "model");
    attempt.verdicts = verdictsFromScores(memberOr(*members, "scores"), facts.rules);
    judge(*members, attempt);

    TraceMaker maker(sample, place, wallMsOf(stringOr(*members, "started_at")));
    if (auto made = maker.make(); !made)
        return std::unexpected(std::move(made.error()));
    attempt.events = std::move(maker.trace);
    attempt.blobs = std::move(maker.blobs);
    noteRest(*members, maker.conversation, attempt);

    record.scenarioDigest =
        put(attempt,
            dumpJson(toResolved(scenarioOf(record.scenario, *members, facts, attempt.verdicts))));
    record.endManifest = put(attempt, dumpJson(toJson(Manifest{})));
    if (const QString answer = stringOr(memberOr(*members, "output"), "completion");
        !answer.isEmpty())
        record.answer = put(attempt, answer.toUtf8());
    return attempt;
}

FinishedAttempt brokenAttempt(const QString &sampleId, int epoch, const Error &error,
                              const LogFacts &facts)
{
    FinishedAttempt attempt;
    AttemptRecord &record = attempt.record;
    describe(facts, sampleId, epoch, record);
    record.id = attemptId(facts, {}, sampleId, epoch);
    record.outcome = Outcome::Error;
    record.reason = u"the log's sample can't be read: %1"_s.arg(error.text());
    Json members{{"id", sampleId}};
    record.scenarioDigest =
        put(attempt, dumpJson(toResolved(scenarioOf(record.scenario, members, facts, {}))));
    record.endManifest = put(attempt, dumpJson(toJson(Manifest{})));
    return attempt;
}

} // namespace touchstone

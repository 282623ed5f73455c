#include "core/run/runfile_write.h"

using namespace Qt::StringLiterals;

namespace touchstone {

void RowWriter::attempt(const FinishedAttempt &finished, qint64 run)
{
    m_attempt = finished.record.id;
    const AttemptRecord &record = finished.record;
    const qint64 n = attemptOnly(finished, run);
    scored(n, record.pass, {record.outcome, record.reason, record.score}, finished.verdicts);
    m_attempt.clear();
}

qint64 RowWriter::attemptOnly(const FinishedAttempt &finished, qint64 run)
{
    blobs(finished.blobs);
    const qint64 n = attemptRow(finished.record, run);
    for (const Event &e : finished.events)
        event(n, e);
    return n;
}

qint64 RowWriter::attemptRow(const AttemptRecord &record, qint64 run)
{
    auto *insert = statement(
        "INSERT INTO attempt (id, run, scenario, agent, model, sample, retry, left_out, limit_hit, "
        "started_ms, duration_us, agent_us, check_us, input_tokens, output_tokens, cost, "
        "end_manifest, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!insert)
        return 0;
    insert->bind(1, record.id)
        .bind(2, run)
        .bind(3, scenario(record))
        .bind(4, text(record.agent))
        .bind(5, text(record.model))
        .bind(6, record.sample)
        .bind(7, record.retry)
        .bind(8, record.leftOut)
        .bind(9, text(record.limit))
        .bind(10, record.startedMs)
        .bind(11, record.durationUs)
        .bind(12, record.agentUs)
        .bind(13, record.checkUs)
        .bind(14, record.inputTokens)
        .bind(15, record.outputTokens)
        .bindReal(16, record.cost);
    bindBlob(*insert, 17, record.endManifest, u"the final workspace"_s);
    bindBlob(*insert, 18, record.answer, u"the answer"_s);
    return this->run(insert) ? m_state.database.lastInsertId() : 0;
}

void RowWriter::event(qint64 attempt, const Event &event)
{
    auto *insert = statement(
        "INSERT INTO event (attempt, id, parent, type, actor, conversation, turn, wall_ms, "
        "monotonic_ns, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!insert)
        return;
    run(&insert->bind(1, attempt)
             .bind(2, event.id)
             .bind(3, event.parent)
             .bind(4, text(eventTypeName(event.type)))
             .bind(5, text(event.actor))
             .bind(6, text(event.conversation))
             .bind(7, event.turn)
             .bind(8, event.wallMs)
             .bind(9, event.monotonicNs)
             .bindText(10, dumpJson(event.data)));
    for (auto it = event.blobs.begin(); it != event.blobs.end(); ++it) {
        auto *link =
            statement("INSERT INTO event_blob (attempt, event, role, blob) VALUES (?, ?, ?, ?)");
        if (!link)
            return;
        link->bind(1, attempt).bind(2, event.id).bind(3, text(it.key()));
        link->bind(4, blobNumber(*it, u"event %1, '%2',"_s.arg(event.id).arg(it.key())));
        run(link);
    }
}

void RowWriter::scored(qint64 attempt, int pass, const AttemptScore &score,
                       const std::vector<Verdict> &verdicts)
{
    auto *insert = statement(
        "INSERT INTO outcome (attempt, pass, outcome, score, reason) VALUES (?, ?, ?, ?, ?)");
    if (!insert)
        return;
    run(&insert->bind(1, attempt)
             .bind(2, pass)
             .bind(3, text(outcomeName(score.outcome)))
             .bindReal(4, score.score)
             .bind(5, score.reason));
    for (size_t i = 0; i < verdicts.size(); ++i)
        verdict(attempt, pass, qint64(i) + 1, verdicts[i]);
}

void RowWriter::verdict(qint64 attempt, int pass, qint64 n, const Verdict &verdict)
{
    auto *insert = statement(
        "INSERT INTO verdict (attempt, pass, n, check_id, type, role, weight, turn, status, score, "
        "reason, error_code, limit_hit, duration_us) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!insert)
        return;
    run(&insert->bind(1, attempt)
             .bind(2, pass)
             .bind(3, n)
             .bind(4, text(verdict.check))
             .bind(5, text(verdict.type))
             .bind(6, text(checkRoleName(verdict.role)))
             .bindReal(7, verdict.weight)
             .bind(8, verdict.turn)
             .bind(9, text(verdictStatusName(verdict.status)))
             .bindReal(10, verdict.score)
             .bind(11, verdict.reason)
             .bind(12, text(verdict.errorCode))
             .bind(13, text(verdict.limit ? limitName(*verdict.limit) : QString()))
             .bind(14, verdict.durationUs));
    for (auto it = verdict.measures.begin(); it != verdict.measures.end(); ++it)
        if (auto *measure = statement("INSERT INTO measure (attempt, pass, verdict, name, value) "
                                      "VALUES (?, ?, ?, ?, ?)"))
            run(&measure->bind(1, attempt)
                     .bind(2, pass)
                     .bind(3, n)
                     .bind(4, text(it.key()))
                     .bindReal(5, *it));
    for (size_t i = 0; i < verdict.evidence.size(); ++i)
        evidence(attempt, pass, n, qint64(i) + 1, verdict.evidence[i]);
}

void RowWriter::evidence(qint64 attempt, int pass, qint64 verdict, qint64 n,
                         const Evidence &evidence)
{
    auto *insert = statement("INSERT INTO evidence (attempt, pass, verdict, n, kind, title, data, "
                             "blob) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    if (!insert)
        return;
    insert->bind(1, attempt)
        .bind(2, pass)
        .bind(3, verdict)
        .bind(4, n)
        .bind(5, text(evidence.kind))
        .bind(6, evidence.title)
        .bindText(7, dumpJson(evidence.data));
    bindBlob(*insert, 8, evidence.blob, u"the evidence '%1'"_s.arg(evidence.title));
    run(insert);
}

} // namespace touchstone

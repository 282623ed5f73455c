#include "core/run/redact_attempt.h"

using namespace Qt::StringLiterals;

namespace touchstone {

AttemptRedactor::AttemptRedactor(const Redactor &redactor, ReplacedBlobs &replaced)
    : m_redactor(redactor)
    , m_replaced(replaced)
{
}

FinishedAttempt AttemptRedactor::attempt(FinishedAttempt attempt)
{
    blobs(attempt.blobs);
    AttemptRecord &record = attempt.record;
    for (QString *field : {&record.pack, &record.scenario, &record.difficulty, &record.agent,
                           &record.reason, &record.model})
        text(*field);
    for (QString &tag : record.tags)
        text(tag);
    for (Digest *field : {&record.scenarioDigest, &record.endManifest, &record.answer})
        *field = digest(*field);
    for (Event &e : attempt.events)
        event(e);
    for (Verdict &v : attempt.verdicts)
        verdict(v);
    return attempt;
}

RunFile::Rescored AttemptRedactor::rescored(RunFile::Rescored rescored)
{
    blobs(rescored.blobs);
    text(rescored.score.reason);
    for (Verdict &v : rescored.verdicts)
        verdict(v);
    return rescored;
}

void AttemptRedactor::blobs(std::unordered_map<Digest, QByteArray> &blobs)
{
    replaceSecrets(blobs);
    // A manifest names a blob, a scenario a manifest's: hashes, so there are no circles.
    while (!m_replaced.empty() && replaceReferences(blobs)) { }
}

bool AttemptRedactor::replaceSecrets(std::unordered_map<Digest, QByteArray> &blobs)
{
    std::unordered_map<Digest, QByteArray> kept;
    bool changed = false;
    for (auto &[old, bytes] : blobs) {
        auto clean = m_redactor.bytes(bytes);
        if (!clean) {
            kept.emplace(old, std::move(bytes));
            continue;
        }
        const Digest now = Digest::of(*clean);
        m_replaced[old] = {now, clean->size()};
        kept.emplace(now, std::move(*clean));
        changed = true;
    }
    blobs = std::move(kept);
    return changed;
}

bool AttemptRedactor::replaceReferences(std::unordered_map<Digest, QByteArray> &blobs)
{
    std::unordered_map<Digest, QByteArray> kept;
    bool changed = false;
    for (auto &[old, bytes] : blobs) {
        auto parsed = bytes.startsWith('{') ? parseJson(bytes, {}) : Result<Json>(Json());
        if (!parsed || !remap(*parsed)) {
            kept.emplace(old, std::move(bytes));
            continue;
        }
        QByteArray clean = dumpJson(*parsed);
        const Digest now = Digest::of(clean);
        m_replaced[old] = {now, clean.size()};
        kept.emplace(now, std::move(clean));
        changed = true;
    }
    blobs = std::move(kept);
    return changed;
}

const ReplacedBlob *AttemptRedactor::replacement(const QString &hex) const
{
    if (hex.size() != 64)
        return nullptr;
    const auto named = Digest::fromHex(hex);
    if (!named)
        return nullptr;
    const ReplacedBlob *last = nullptr;
    for (auto found = m_replaced.find(*named); found != m_replaced.end();
         found = m_replaced.find(found->second.digest))
        last = &found->second;
    return last;
}

Digest AttemptRedactor::digest(Digest digest) const
{
    if (m_replaced.empty() || digest.isNull())
        return digest;
    const ReplacedBlob *found = replacement(digest.hex());
    return found ? found->digest : digest;
}

bool AttemptRedactor::remap(Json &json) const
{
    bool changed = false;
    if (json.is_string()) {
        const auto &text = json.get_ref<const std::string &>();
        const ReplacedBlob *found =
            text.size() == 64 ? replacement(QString::fromStdString(text)) : nullptr;
        if (!found)
            return false;
        json = found->digest.hex();
        return true;
    }
    if (!json.is_structured())
        return false;
    if (json.is_object() && memberOr(json, "size").is_number_integer())
        if (const ReplacedBlob *found = replacement(stringOr(json, "blob")))
            json["size"] = found->size; // a file of a manifest: {"blob", "mode", "size"}
    for (Json &item : json)
        changed |= remap(item);
    return changed;
}

Json AttemptRedactor::json(const Json &json) const
{
    Json clean = m_redactor.json(json);
    if (!m_replaced.empty())
        remap(clean);
    return clean;
}

void AttemptRedactor::event(Event &event) const
{
    text(event.actor);
    text(event.conversation);
    event.data = json(event.data);
    for (Digest &blob : event.blobs)
        blob = digest(blob);
}

void AttemptRedactor::verdict(Verdict &verdict) const
{
    text(verdict.reason);
    QMap<QString, double> measures;
    for (auto it = verdict.measures.begin(); it != verdict.measures.end(); ++it)
        measures.insert(m_redactor.text(it.key()), *it);
    verdict.measures = measures;
    for (Evidence &evidence : verdict.evidence) {
        text(evidence.title);
        evidence.data = json(evidence.data);
        evidence.blob = digest(evidence.blob);
    }
}

} // namespace touchstone

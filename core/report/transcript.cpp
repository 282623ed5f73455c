#include "core/report/transcript.h"

#include "core/report/attemptstream.h"

#include <QtCore/QDateTime>
#include <QtCore/QTimeZone>

using namespace Qt::StringLiterals;

namespace touchstone {

QString Transcript::text(const RunFile &file, const Event &event, const QString &role) const
{
    if (const Json &own = memberOr(event.data, "text"); own.is_string())
        return own.get<QString>();
    const Digest digest = event.blobs.value(role);
    if (digest.isNull())
        return {};
    return QString::fromUtf8(file.blob(digest).value_or(QByteArray()));
}

std::vector<size_t> Transcript::conversation() const
{
    std::vector<size_t> messages;
    if (const Json &order = memberOr(imported, "messages"); order.is_array()) {
        for (const Json &id : order)
            if (id.is_number_unsigned() && id.get<size_t>() >= 1
                && id.get<size_t>() <= events.size())
                messages.push_back(id.get<size_t>() - 1); // ids count from 1
        return messages;
    }
    for (size_t i = 0; i < events.size(); ++i)
        if (events[i].type == EventType::Message && events[i].conversation.isEmpty())
            messages.push_back(i);
    return messages;
}

Result<Transcript> readTranscript(const RunFile &file, const AttemptRecord &record)
{
    Transcript transcript;
    transcript.record = record;
    auto verdicts = verdictsOf(file, record, VerdictDetail::Full);
    if (!verdicts)
        return std::unexpected(std::move(verdicts.error()));
    transcript.verdicts = std::move(*verdicts);
    auto events = file.events(record.id);
    if (!events)
        return std::unexpected(
            std::move(events.error()).within(u"reading the trace of attempt %1"_s.arg(record.id)));
    transcript.events = std::move(*events);
    for (size_t i = 0; i < transcript.events.size(); ++i) {
        const Event &event = transcript.events[i];
        if (event.parent != 0)
            transcript.children[event.parent].push_back(i);
        if (const Json &sample = memberOr(event.data, "inspect_sample"); sample.is_object())
            transcript.imported = sample;
    }
    // A scenario that is damaged or made up leaves an attempt that can still be told.
    if (const auto scenario = file.resolvedScenario(record.scenarioDigest)) {
        if (const auto parsed = fromResolved(*scenario, {})) {
            transcript.instruction = parsed->turns.front().instruction;
            if (const Json &task = memberOr(parsed->extra, "inspect"); task.is_object())
                transcript.task = task;
        }
    }
    return transcript;
}

Json isoTime(qint64 wallMs)
{
    if (wallMs <= 0)
        return {};
    return QDateTime::fromMSecsSinceEpoch(wallMs, QTimeZone::UTC).toString(Qt::ISODateWithMs);
}

} // namespace touchstone

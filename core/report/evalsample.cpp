#include "core/report/evalsample.h"

#include "core/base/text.h"
#include "core/report/attemptstream.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// Stands for NaN, which nlohmann's JSON can't hold; no text of a log begins so.
const std::string notANumber = "\x01NaN";

QString roleOf(const QString &role)
{
    return QStringList{u"system"_s, u"user"_s, u"assistant"_s, u"tool"_s}.contains(role) ? role
        : role == "agent"_L1 ? u"assistant"_s
                             : u"user"_s;
}

/// Parts of a content with their pictures put back.
Json contentOf(const RunFile &file, const Event &event)
{
    Json content = memberOr(event.data, "content");
    if (!content.is_array())
        return stringOr(event.data, "text");
    for (Json &part : content) {
        const QString role = stringOr(part, "blob");
        if (role.isEmpty())
            continue;
        const auto bytes = file.blob(event.blobs.value(role));
        part["image"] = "data:" + stringOr(part, "mime").toStdString() + ";base64,"
            + bytes.value_or(QByteArray()).toBase64().toStdString();
        part.erase("blob");
        part.erase("mime");
    }
    return content;
}

Json messageOf(const RunFile &file, const Event &event)
{
    Json message = event.data;
    message.erase("text");
    message["role"] = roleOf(stringOr(event.data, "role"));
    message["content"] = contentOf(file, event);
    return message;
}

class SampleMaker {
public:
    SampleMaker(const RunFile &file, const Transcript &transcript)
        : m_file(file)
        , m_transcript(transcript)
        , m_record(transcript.record)
        , m_imported(!transcript.imported.empty())
    {
    }
    Json make(const Json &id);

private:
    Json messages() const;
    Json scores() const;
    Json scoreOf(const Verdict &verdict) const;
    Json eventOf(const Event &event) const;
    Json modelEvent(const Event &event) const;
    Json toolEvent(const Event &event) const;
    Json sandboxEvent(const Event &event) const;
    Json based(const Event &event, const char *kind) const;
    Json output() const;
    Json usage() const;
    void addEnding(Json &sample) const;

    const RunFile &m_file;
    const Transcript &m_transcript;
    const AttemptRecord &m_record;
    bool m_imported;
};

Json SampleMaker::messages() const
{
    Json messages = Json::array();
    for (const size_t index : m_transcript.conversation())
        if (m_transcript.events[index].type == EventType::Message)
            messages.push_back(messageOf(m_file, m_transcript.events[index]));
    if (!messages.empty() || m_imported)
        return messages;
    messages.push_back({{"role", "user"}, {"content", m_transcript.instruction}});
    if (!m_record.answer.isNull())
        messages.push_back(
            {{"role", "assistant"},
             {"content", QString::fromUtf8(m_file.blob(m_record.answer).value_or(QByteArray()))}});
    return messages;
}

Json SampleMaker::scoreOf(const Verdict &verdict) const
{
    Json noted{{"type", verdict.type},
               {"role", checkRoleName(verdict.role)},
               {"weight", verdict.weight},
               {"turn", verdict.turn},
               {"status", verdictStatusName(verdict.status)},
               {"score", verdict.score},
               {"reason", verdict.reason},
               {"measures", Json::object()}};
    if (!verdict.errorCode.isEmpty())
        noted["error_code"] = verdict.errorCode;
    for (auto it = verdict.measures.cbegin(); it != verdict.measures.cend(); ++it)
        if (std::isfinite(it.value()))
            noted["measures"][it.key().toStdString()] = it.value();
    // a tool that failed is no 0
    const bool unscored = verdict.status == VerdictStatus::Error || !verdict.errorCode.isEmpty();
    return {{"value", unscored ? Json(notANumber) : Json(verdict.score)},
            {"explanation", verdict.reason},
            {"metadata", {{"touchstone", std::move(noted)}}}};
}

Json SampleMaker::scores() const
{
    if (m_imported && m_record.pass == 1) {
        Json scores = memberOr(m_transcript.imported, "scores");
        if (scores.is_object())
            for (Json &score : scores)
                if (memberOr(score, "value") == "NaN")
                    score["value"] = notANumber;
        return scores;
    }
    Json scores = Json::object();
    QStringList taken;
    for (const Verdict &verdict : m_transcript.verdicts) {
        taken.append(checkKey(verdict, taken));
        scores[taken.last().toStdString()] = scoreOf(verdict);
    }
    std::string outcome = "outcome";
    while (scores.contains(outcome))
        outcome += '_';
    const bool decided = m_record.outcome == Outcome::Passed || m_record.outcome == Outcome::Failed;
    const char *letter = m_record.outcome == Outcome::Passed ? "C" : "I";
    scores[outcome] = {
        {"value", decided ? Json(letter) : Json(notANumber)},
        {"explanation", m_record.reason},
        {"metadata",
         {{"decides", true},
          {"touchstone",
           {{"outcome", true}, {"score", m_record.score}, {"left_out", m_record.leftOut}}}}}};
    return scores;
}

Json SampleMaker::based(const Event &event, const char *kind) const
{
    Json json{{"event", kind},
              {"uuid", stringOr(event.data, "uuid", u"e%1"_s.arg(event.id))},
              {"timestamp", isoTime(event.wallMs > 0 ? event.wallMs : 1)},
              {"working_start", double(event.monotonicNs) / 1e9}};
    if (const QString span = stringOr(event.data, "span_id"); !span.isEmpty())
        json["span_id"] = span;
    return json;
}

Json SampleMaker::modelEvent(const Event &event) const
{
    const Json &request = memberOr(event.data, "request");
    const QString model = stringOr(event.data, "model", m_record.agent);
    Json json = based(event, "model");
    json["model"] = model;
    json["tools"] = Json::array();
    const Json &choice = memberOr(request, "tool_choice");
    json["tool_choice"] = choice.is_null() ? Json("auto") : choice;
    const Json &config = memberOr(request, "config");
    json["config"] = config.is_object() ? config : Json::object();
    json["input"] = Json::array();
    for (const Event &earlier : m_transcript.events) {
        if (earlier.id >= event.id)
            break;
        if (earlier.type == EventType::Message && earlier.conversation == event.conversation)
            json["input"].push_back(messageOf(m_file, earlier));
    }
    // told in another order than it was sent: better nothing than something else
    if (const qint64 count = integerOr(request, "messages", -1);
        count >= 0 && qint64(json["input"].size()) != count)
        json["input"] = Json::array();
    Json choices = Json::array();
    for (const size_t index : m_transcript.children.value(event.id))
        if (const Event &child = m_transcript.events[index]; child.type == EventType::Message)
            choices.push_back({{"message", messageOf(m_file, child)},
                               {"stop_reason", stringOr(event.data, "stop_reason", u"stop"_s)}});
    json["output"] = {{"model", model}, {"choices", std::move(choices)}};
    if (const Json &used = memberOr(event.data, "usage"); used.is_object() && !used.empty())
        json["output"]["usage"] = {
            {"input_tokens", integerOr(used, "input_tokens", 0)},
            {"output_tokens", integerOr(used, "output_tokens", 0)},
            {"total_tokens",
             integerOr(used, "input_tokens", 0) + integerOr(used, "output_tokens", 0)}};
    for (const char *kept : {"error", "role", "retries", "cache", "completed", "working_time"})
        if (const Json &value = memberOr(event.data, kept); !value.is_null())
            json[kept] = value;
    return json;
}

Json SampleMaker::toolEvent(const Event &event) const
{
    Json json = based(event, "tool");
    const Json &call = memberOr(event.data, "call");
    json["id"] = call.is_string() ? call : Json(u"e%1"_s.arg(event.id));
    json["function"] = stringOr(event.data, "tool", stringOr(event.data, "action"));
    const Json &arguments = memberOr(event.data, "arguments");
    json["arguments"] = arguments.is_object() ? arguments : Json::object();
    for (const size_t index : m_transcript.children.value(event.id)) {
        const Event &child = m_transcript.events[index];
        if (child.type != EventType::Observation)
            continue;
        json["result"] = memberOr(child.data, "content").is_array()
            ? contentOf(m_file, child)
            : Json(m_transcript.text(m_file, child, u"output"_s));
    }
    for (const char *kept : {"error", "agent", "completed", "working_time", "failed", "message_id"})
        if (const Json &value = memberOr(event.data, kept); !value.is_null())
            json[kept] = value;
    return json;
}

Json SampleMaker::sandboxEvent(const Event &event) const
{
    Json json = based(event, "sandbox");
    json["action"] = "exec";
    json["cmd"] = stringsOr(event.data, "argv").join(u' ');
    if (const Json &code = memberOr(event.data, "exit_code"); code.is_number_integer())
        json["result"] = code;
    json["output"] = m_transcript.text(m_file, event, u"output"_s);
    return json;
}

/// Null: it stands elsewhere in the sample.
Json SampleMaker::eventOf(const Event &event) const
{
    if (const Json &own = memberOr(event.data, "inspect"); own.is_object())
        return own;
    if (event.data.contains("inspect_sample") || event.type == EventType::Message)
        return {};
    if (event.type == EventType::ModelCall)
        return modelEvent(event);
    if (event.type == EventType::Action)
        return toolEvent(event);
    if (event.type == EventType::Observation && event.parent > 0
        && event.parent <= qint64(m_transcript.events.size())
        && m_transcript.events[size_t(event.parent) - 1].type == EventType::Action)
        return {};
    if (event.type == EventType::Command)
        return sandboxEvent(event);
    Json json = based(event, "info");
    json["source"] = "touchstone";
    json["data"] = {{"type", eventTypeName(event.type)}, {"data", event.data}};
    return json;
}

Json SampleMaker::usage() const
{
    if (m_record.inputTokens == 0 && m_record.outputTokens == 0)
        return Json::object();
    const QString model = m_record.model.isEmpty() ? m_record.agent : m_record.model;
    return {{model.toStdString(),
             {{"input_tokens", m_record.inputTokens},
              {"output_tokens", m_record.outputTokens},
              {"total_tokens", m_record.inputTokens + m_record.outputTokens},
              {"total_cost", m_record.cost}}}};
}

Json SampleMaker::output() const
{
    if (const Json &own = memberOr(m_transcript.imported, "output"); own.is_object())
        return own;
    const QString answer = m_record.answer.isNull()
        ? QString()
        : QString::fromUtf8(m_file.blob(m_record.answer).value_or(QByteArray()));
    return {
        {"model", m_record.model.isEmpty() ? m_record.agent : m_record.model},
        {"completion", answer},
        {"choices",
         {{{"message", {{"role", "assistant"}, {"content", answer}}}, {"stop_reason", "stop"}}}}};
}

void SampleMaker::addEnding(Json &sample) const
{
    const bool inError =
        m_record.outcome == Outcome::Error || m_record.outcome == Outcome::Unsupported;
    if (inError)
        sample["error"] = {{"message", m_record.reason}, {"traceback", ""}, {"traceback_ansi", ""}};
    if (!m_record.limit.isEmpty())
        sample["limit"] = {{"type", m_record.limit == "wall"_L1 ? "time" : "custom"}, {"limit", 0}};
}

Json SampleMaker::make(const Json &id)
{
    Json sample = m_imported ? m_transcript.imported : Json::object();
    for (const auto &[key, value] : m_transcript.task.items())
        sample[key] = value;
    sample["id"] = id;
    sample["epoch"] = m_record.sample + 1;
    if (!sample.contains("input"))
        sample["input"] = m_transcript.instruction;
    if (!sample.contains("target"))
        sample["target"] = "";
    sample["messages"] = messages();
    sample["output"] = output();
    sample["scores"] = scores();
    if (!sample["scores"].is_object())
        sample.erase("scores");
    Json events = Json::array();
    for (const Event &event : m_transcript.events)
        if (Json made = eventOf(event); !made.is_null())
            events.push_back(std::move(made));
    sample["events"] = std::move(events);
    sample["attachments"] = Json::object();
    if (m_imported)
        return sample;
    sample["uuid"] = m_record.id;
    sample["metadata"] = {{"pack", m_record.pack},
                          {"scenario", m_record.scenario},
                          {"kind", m_record.kind},
                          {"language", m_record.language},
                          {"difficulty", m_record.difficulty},
                          {"tags", m_record.tags}};
    sample["model_usage"] = usage();
    sample["store"] = Json::object();
    sample["started_at"] = isoTime(m_record.startedMs);
    sample["completed_at"] = isoTime(m_record.startedMs + m_record.durationUs / 1000);
    sample["total_time"] = double(m_record.durationUs) / 1e6;
    sample["working_time"] = double(m_record.agentUs) / 1e6;
    addEnding(sample);
    return sample;
}

} // namespace

Json evalSample(const RunFile &file, const Transcript &transcript, const Json &id)
{
    return SampleMaker(file, transcript).make(id);
}

Json evalSummary(const Json &sample)
{
    Json summary = Json::object();
    for (const char *key : {"id", "epoch", "target", "model_usage", "started_at", "completed_at",
                            "total_time", "working_time", "uuid"})
        if (const Json &value = memberOr(sample, key); !value.is_null())
            summary[key] = value;
    const Json &input = memberOr(sample, "input");
    summary["input"] = input.is_string() ? Json(shortened(input.get<QString>(), 1'000)) : input;
    if (const Json &scores = memberOr(sample, "scores"); scores.is_object())
        for (const auto &[name, score] : scores.items())
            summary["scores"][name] = {{"value", memberOr(score, "value")}};
    if (const Json &error = memberOr(sample, "error"); error.is_object())
        summary["error"] = stringOr(error, "message");
    if (const Json &limit = memberOr(sample, "limit"); limit.is_object())
        summary["limit"] = stringOr(limit, "type");
    summary["completed"] = true;
    summary["message_count"] = memberOr(sample, "messages").size();
    return summary;
}

std::optional<double> evalScoreNumber(const Json &value)
{
    if (value.is_boolean())
        return value.get<bool>() ? 1.0 : 0.0;
    if (value.is_number())
        return value.get<double>();
    if (value == "C")
        return 1.0;
    if (value == "P")
        return 0.5;
    if (value == "I" || value == "N")
        return 0.0;
    return std::nullopt;
}

QByteArray pythonJson(const Json &json)
{
    return dumpJson(json).replace("\"\\u0001NaN\"", "NaN");
}

} // namespace touchstone

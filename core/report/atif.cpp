#include "core/report/attemptstream.h"
#include "core/report/transcript.h"
#include "core/report/writers.h"

#include <QtCore/QDir>
#include <QtCore/QSaveFile>
#include <QtCore/QSet>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// Gives a picture a place and says which; empty: it has none.
using PicturePlace = std::function<Result<QString>(const Digest &, const QString &mime)>;

/// An attempt as a trajectory: "Agent Trajectory Interchange Format", v1.7,
/// github.com/laude-institute/harbor, docs/rfcs/0001-trajectory-format.md. A step of a model
/// carries its tool calls and what came of them; what no model decided has llm_call_count 0.
class Trajectory {
public:
    Trajectory(const RunFile &file, const Transcript &transcript, const PicturePlace &picture)
        : m_file(file)
        , m_transcript(transcript)
        , m_picture(picture)
    {
    }
    Result<Json> make(const QString &madeBy);

private:
    Json &step(const Event &event, const char *source, Json message);
    Result<void> add(const Event &event);
    Result<void> addMessage(const Event &event);
    Result<void> addObservation(const Event &event);
    void addAction(const Event &event);
    void addCommand(const Event &event);
    void addEdit(const Event &event);
    void addSystem(const Event &event, const QString &text);
    void addMetrics(const Event &message, Json &step);
    Result<Json> contentOf(const Event &event);
    Json *stepOfCall(const QString &call);
    static void observe(Json &step, const Json &call, Json content);

    const RunFile &m_file;
    const Transcript &m_transcript;
    const PicturePlace &m_picture;
    Json m_steps = Json::array();
    QSet<QString> m_observed; ///< calls whose result stands in a step
    qint64 m_innerCommands = 0;
};

Json &Trajectory::step(const Event &event, const char *source, Json message)
{
    Json made{{"step_id", m_steps.size() + 1}, {"source", source}, {"message", std::move(message)}};
    if (event.wallMs > 0)
        made["timestamp"] = isoTime(event.wallMs);
    if (!event.conversation.isEmpty())
        made["extra"]["conversation"] = event.conversation;
    m_steps.push_back(std::move(made));
    return m_steps.back();
}

/// A text, or parts where there are pictures.
Result<Json> Trajectory::contentOf(const Event &event)
{
    const Json &content = memberOr(event.data, "content");
    const QString text = m_transcript.text(m_file, event, u"output"_s);
    Json parts = Json::array();
    bool pictures = false;
    if (content.is_array()) {
        for (const Json &part : content) {
            const QString type = stringOr(part, "type");
            const QString role = stringOr(part, "blob");
            if (type == "text"_L1)
                parts.push_back({{"type", "text"}, {"text", stringOr(part, "text")}});
            if (type != "image"_L1 || role.isEmpty())
                continue;
            const Digest digest = event.blobs.value(role);
            const QString mime = stringOr(part, "mime");
            const auto path = m_picture(digest, mime);
            if (!path)
                return std::unexpected(path.error());
            pictures = true;
            if (path->isEmpty())
                parts.push_back({{"type", "text"}, {"text", u"[picture %1]"_s.arg(digest.hex())}});
            else
                parts.push_back(
                    {{"type", "image"}, {"source", {{"media_type", mime}, {"path", *path}}}});
        }
    }
    return pictures ? parts : Json(text);
}

void Trajectory::addMetrics(const Event &message, Json &step)
{
    if (message.parent < 1 || message.parent > qint64(m_transcript.events.size()))
        return;
    const Event &call = m_transcript.events[size_t(message.parent) - 1];
    if (call.type != EventType::ModelCall)
        return;
    if (const QString model = stringOr(call.data, "model"); !model.isEmpty())
        step["model_name"] = model;
    const Json &usage = memberOr(call.data, "usage");
    if (!usage.is_object() || usage.empty())
        return;
    step["metrics"] = {{"prompt_tokens", integerOr(usage, "input_tokens", 0)},
                       {"completion_tokens", integerOr(usage, "output_tokens", 0)}};
    if (const Json &cached = memberOr(usage, "input_tokens_cache_read"); cached.is_number())
        step["metrics"]["cached_tokens"] = cached;
    if (const Json &cost = memberOr(usage, "cost"); cost.is_number())
        step["metrics"]["cost_usd"] = cost;
}

Result<void> Trajectory::addMessage(const Event &event)
{
    const QString role = stringOr(event.data, "role");
    auto content = contentOf(event);
    if (!content)
        return std::unexpected(std::move(content.error()));
    if (role == "tool"_L1) {
        const QString call = stringOr(event.data, "tool_call_id");
        Json *owner = stepOfCall(call);
        if (m_observed.contains(call) && owner != nullptr)
            return {};
        if (owner == nullptr)
            owner = &step(event, "agent", "");
        observe(*owner, call, std::move(*content));
        m_observed.insert(call);
        return {};
    }
    if (role != "assistant"_L1 && role != "agent"_L1) {
        step(event, role == "system"_L1 ? "system" : "user", std::move(*content));
        return {};
    }
    Json &made = step(event, "agent", std::move(*content));
    addMetrics(event, made);
    QStringList reasoning;
    if (const Json &parts = memberOr(event.data, "content"); parts.is_array())
        for (const Json &part : parts)
            if (stringOr(part, "type") == "reasoning"_L1)
                reasoning.append(stringOr(part, "reasoning"));
    if (!reasoning.isEmpty())
        made["reasoning_content"] = reasoning.join(u'\n');
    const Json &calls = memberOr(event.data, "tool_calls");
    if (!calls.is_array())
        return {};
    for (const Json &call : calls) {
        const Json &arguments = memberOr(call, "arguments");
        made["tool_calls"].push_back(
            {{"tool_call_id", stringOr(call, "id")},
             {"function_name", stringOr(call, "function")},
             {"arguments", arguments.is_object() ? arguments : Json::object()}});
    }
    return {};
}

Json *Trajectory::stepOfCall(const QString &call)
{
    for (auto it = m_steps.rbegin(); it != m_steps.rend(); ++it)
        if (const Json &calls = memberOr(*it, "tool_calls"); calls.is_array())
            for (const Json &known : calls)
                if (stringOr(known, "tool_call_id") == call)
                    return &*it;
    return nullptr;
}

void Trajectory::observe(Json &step, const Json &call, Json content)
{
    Json result{{"content", std::move(content)}};
    if (call.is_string() && !call.get_ref<const std::string &>().empty())
        result["source_call_id"] = call;
    step["observation"]["results"].push_back(std::move(result));
}

void Trajectory::addAction(const Event &event)
{
    const Json &own = memberOr(event.data, "call");
    const QString call = own.is_string() ? own.get<QString>() : u"action-%1"_s.arg(event.id);
    if (stepOfCall(call) != nullptr)
        return;
    Json &made = step(event, "agent", "");
    made["llm_call_count"] = 0;
    const Json &arguments = memberOr(event.data, "arguments");
    made["tool_calls"].push_back(
        {{"tool_call_id", call},
         {"function_name", stringOr(event.data, "tool", stringOr(event.data, "action"))},
         {"arguments", arguments.is_object() ? arguments : event.data}});
}

Result<void> Trajectory::addObservation(const Event &event)
{
    auto content = contentOf(event);
    if (!content)
        return std::unexpected(std::move(content.error()));
    const Json &own = memberOr(event.data, "call");
    const QString call = own.is_string() ? own.get<QString>() : u"action-%1"_s.arg(event.parent);
    Json *owner = stepOfCall(call);
    if (owner == nullptr)
        owner = m_steps.empty() ? &step(event, "agent", "") : &m_steps.back();
    if (m_observed.contains(call))
        return {};
    observe(*owner, stepOfCall(call) != nullptr ? Json(call) : Json(), std::move(*content));
    m_observed.insert(call);
    return {};
}

void Trajectory::addCommand(const Event &event)
{
    if (event.actor == "harness"_L1) { // within a tool's call, whose result tells of it
        ++m_innerCommands;
        return;
    }
    const QString call = u"command-%1"_s.arg(event.id);
    Json &made = step(event, "agent", "");
    made["llm_call_count"] = 0;
    made["tool_calls"].push_back({{"tool_call_id", call},
                                  {"function_name", "execute"},
                                  {"arguments", {{"argv", memberOr(event.data, "argv")}}}});
    observe(made, call,
            m_transcript.text(m_file, event, u"output"_s)
                + m_transcript.text(m_file, event, u"errors"_s)
                + u"\n[%1]"_s.arg(stringOr(event.data, "ending")));
}

void Trajectory::addEdit(const Event &event)
{
    Json arguments = event.data;
    if (event.blobs.contains(u"answer"_s))
        arguments["answer"] = m_transcript.text(m_file, event, u"answer"_s);
    Json &made = step(event, "agent", "");
    made["llm_call_count"] = 0;
    made["tool_calls"].push_back({{"tool_call_id", u"edit-%1"_s.arg(event.id)},
                                  {"function_name", "edit"},
                                  {"arguments", std::move(arguments)}});
}

void Trajectory::addSystem(const Event &event, const QString &text)
{
    step(event, "system", text)["extra"]["event"] = eventTypeName(event.type);
}

Result<void> Trajectory::add(const Event &event)
{
    switch (event.type) {
    case EventType::Message:
        return addMessage(event);
    case EventType::Observation:
        return addObservation(event);
    case EventType::Action:
        addAction(event);
        break;
    case EventType::Command:
        addCommand(event);
        break;
    case EventType::Edit:
        addEdit(event);
        break;
    case EventType::Limit:
        addSystem(event, u"the %1 limit was hit"_s.arg(stringOr(event.data, "limit")));
        break;
    case EventType::Refusal:
    case EventType::Error:
        addSystem(event, stringOr(event.data, "message"));
        break;
    default: // a model's call is its message; the others are the harness's own
        break;
    }
    return {};
}

Result<Json> Trajectory::make(const QString &madeBy)
{
    const AttemptRecord &record = m_transcript.record;
    const auto isMessage = [](const Event &event) { return event.type == EventType::Message; };
    if (std::ranges::none_of(m_transcript.events, isMessage) && !m_transcript.instruction.isEmpty())
        step({}, "user", m_transcript.instruction);
    for (const Event &event : m_transcript.events)
        if (auto added = add(event); !added)
            return std::unexpected(std::move(added.error()));
    Json checks = Json::object();
    QStringList taken;
    for (const Verdict &verdict : m_transcript.verdicts) {
        taken.append(checkKey(verdict, taken));
        checks[taken.last().toStdString()] = {{"status", verdictStatusName(verdict.status)},
                                              {"score", verdict.score},
                                              {"reason", verdict.reason}};
    }
    Json agent{{"name", record.agent}, {"version", "unknown"}};
    if (!record.model.isEmpty())
        agent["model_name"] = record.model;
    Json extra{{"made_by", madeBy},           {"pack", record.pack},
               {"scenario", record.scenario}, {"sample", record.sample},
               {"retry", record.retry},       {"outcome", outcomeName(record.outcome)},
               {"reason", record.reason},     {"score", record.score},
               {"checks", std::move(checks)}};
    if (m_innerCommands > 0)
        extra["commands_within_tools"] = m_innerCommands;
    const size_t steps = m_steps.size();
    return Json{{"schema_version", "ATIF-v1.7"},
                {"session_id", record.id},
                {"agent", std::move(agent)},
                {"steps", std::move(m_steps)},
                {"final_metrics",
                 {{"total_prompt_tokens", record.inputTokens},
                  {"total_completion_tokens", record.outputTokens},
                  {"total_cost_usd", record.cost},
                  {"total_steps", steps}}},
                {"extra", std::move(extra)}};
}

QString madeBy(const RunFile &file)
{
    const auto manifest = file.manifest();
    return u"touchstone "_s + (manifest ? manifest->touchstone : QString());
}

/// A file name that says which attempt it is, whatever its scenario is called.
QString fileName(const AttemptRecord &record)
{
    QString name = record.scenario.left(80);
    for (QChar &c : name)
        if (c.unicode() > 127 || (!c.isLetterOrNumber() && c != u'-' && c != u'_' && c != u'.'))
            c = u'_';
    while (name.startsWith(u'.'))
        name.remove(0, 1);
    return u"%1-%2-%3.json"_s.arg(name).arg(record.sample).arg(record.id);
}

QString suffixOf(const QString &mime)
{
    const QString type = mime.section(u'/', 1);
    return type == "png"_L1 || type == "jpeg"_L1 || type == "gif"_L1 || type == "webp"_L1
        ? type
        : u"bin"_s;
}

Result<void> save(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    return {};
}

} // namespace

Result<void> writeAtifLines(const RunFile &file, QIODevice &out, const ReportOptions &options)
{
    const QString made = madeBy(file);
    const PicturePlace nowhere = [](const Digest &, const QString &) { return QString(); };
    return forEachAttempt(file, options, {}, [&](const AttemptRecord &record) -> Result<void> {
        const auto transcript = readTranscript(file, record);
        if (!transcript)
            return std::unexpected(transcript.error());
        const auto trajectory = Trajectory(file, *transcript, nowhere).make(made);
        if (!trajectory)
            return std::unexpected(trajectory.error());
        out.write(dumpJson(*trajectory) + '\n');
        return {};
    });
}

Result<void> writeAtifFolder(const RunFile &file, const QString &folder,
                             const ReportOptions &options)
{
    const QString made = madeBy(file);
    const QDir target(folder);
    const PicturePlace beside = [&](const Digest &digest, const QString &mime) -> Result<QString> {
        const QString path = u"pictures/%1.%2"_s.arg(digest.hex(), suffixOf(mime));
        if (target.exists(path))
            return path;
        const auto bytes = file.blob(digest);
        if (!bytes)
            return std::unexpected(bytes.error());
        if (!target.mkpath(u"pictures"_s))
            return fail(ErrorCode::Io, u"%1/pictures can't be made"_s.arg(folder));
        if (auto saved = save(target.filePath(path), *bytes); !saved)
            return std::unexpected(std::move(saved.error()));
        return path;
    };
    return forEachAttempt(file, options, {}, [&](const AttemptRecord &record) -> Result<void> {
        const auto transcript = readTranscript(file, record);
        if (!transcript)
            return std::unexpected(transcript.error());
        const auto trajectory = Trajectory(file, *transcript, beside).make(made);
        if (!trajectory)
            return std::unexpected(trajectory.error());
        return save(target.filePath(fileName(record)), prettyJson(*trajectory));
    });
}

} // namespace touchstone

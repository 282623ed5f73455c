#include "trace.h"

#include "jsontext.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDateTime>

#include <cctype>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qint64 maxResolvedBytes = qint64(2) << 30; // of one sample
constexpr std::string_view attachmentMark = "attachment://";
constexpr qsizetype longText = 8 << 10; // of a result: beyond it a blob

/// The text parts of a content, a line each.
QString textOf(const Json &content)
{
    if (content.is_string())
        return content.get<QString>();
    QStringList parts;
    if (content.is_array())
        for (const Json &part : content)
            if (stringOr(part, "type") == "text"_L1)
                parts.append(stringOr(part, "text"));
    return parts.join(u'\n');
}

QString actorOf(const QString &role)
{
    return role == "assistant"_L1 ? u"agent"_s : role;
}

qint64 count(const Json &usage, const char *key)
{
    return integerOr(usage, key, 0);
}

Json usageOf(const Json &usage)
{
    if (!usage.is_object())
        return Json::object();
    // Inspect counts tokens of the cache apart.
    Json ours{{"input_tokens",
               count(usage, "input_tokens") + count(usage, "input_tokens_cache_read")
                   + count(usage, "input_tokens_cache_write")},
              {"output_tokens", count(usage, "output_tokens")}};
    if (memberOr(usage, "total_cost").is_number())
        ours["cost"] = usage["total_cost"];
    for (const char *key :
         {"input_tokens_cache_read", "input_tokens_cache_write", "reasoning_tokens"})
        if (memberOr(usage, key).is_number())
            ours[key] = usage[key];
    return ours;
}

/// A member taken out of an object; null where there is none.
Json taken(Json &object, const char *key)
{
    const auto found = object.find(key);
    if (found == object.end())
        return {};
    Json value = std::move(*found);
    object.erase(found);
    return value;
}

} // namespace

qint64 wallMsOf(const QString &time)
{
    const QDateTime parsed = QDateTime::fromString(time, Qt::ISODateWithMs);
    return parsed.isValid() ? parsed.toMSecsSinceEpoch() : 0;
}

std::string Attachments::resolved(const std::string &text)
{
    std::string whole;
    size_t from = 0;
    for (size_t at = text.find(attachmentMark); at != std::string::npos;
         at = text.find(attachmentMark, from)) {
        const size_t begin = at + attachmentMark.size();
        size_t end = begin;
        while (end < text.size() && std::isalnum(static_cast<unsigned char>(text[end])) != 0)
            ++end;
        const auto found = m_sample.attachments.constFind(
            QByteArray::fromRawData(text.data() + begin, qsizetype(end - begin)));
        whole.append(text, from, at - from);
        const auto content = found == m_sample.attachments.cend() ? Result<Json>(Json())
                                                                  : parsePythonJson(*found, {});
        if (content && content->is_string())
            whole += content->get_ref<const std::string &>();
        else
            whole.append(text, at, end - at);
        from = end;
        if (m_bytes + qint64(whole.size()) > maxResolvedBytes)
            break; // resolve() says so
    }
    whole.append(text, from);
    return whole;
}

Result<void> Attachments::resolve(Json &json, const Place &place)
{
    if (m_sample.attachments.isEmpty())
        return {};
    if (json.is_structured()) {
        for (Json &inner : json)
            if (auto done = resolve(inner, place); !done)
                return done;
        return {};
    }
    if (!json.is_string())
        return {};
    auto &text = json.get_ref<std::string &>();
    if (text.find(attachmentMark) == std::string::npos)
        return {};
    text = resolved(text);
    m_bytes += qint64(text.size());
    if (m_bytes > maxResolvedBytes)
        return fail(
            ErrorCode::BadInput,
            u"%1: with its attachments put in the sample has more than %2 MiB"_s.arg(place.text())
                .arg(maxResolvedBytes >> 20));
    return {};
}

TraceMaker::TraceMaker(const SampleText &sample, Place place, qint64 startedMs)
    : m_sample(sample)
    , m_place(std::move(place))
    , m_startedMs(startedMs)
    , m_attachments(sample)
    , m_pooled(sample.pool.size())
{
}

Digest TraceMaker::put(const QByteArray &bytes)
{
    const Digest digest = Digest::of(bytes);
    blobs.try_emplace(digest, bytes);
    return digest;
}

qint64 TraceMaker::add(Event event)
{
    event.id = qint64(trace.size()) + 1;
    trace.push_back(std::move(event));
    return trace.back().id;
}

/// What tells a message from others; ids and what a provider adds may change from call to call.
Result<QByteArray> TraceMaker::contentOf(QByteArrayView message, const Place &at)
{
    if (const auto known = m_contents.constFind(message); known != m_contents.cend())
        return *known;
    QCryptographicHash hash(QCryptographicHash::Sha1);
    auto walked = forEachMember(message, at, [&](const QByteArray &key, QByteArrayView value) {
        constexpr QByteArrayView telling[] = {"role",         "content",  "tool_calls",
                                              "tool_call_id", "function", "error"};
        if (std::ranges::find(telling, QByteArrayView(key)) != std::end(telling)) {
            hash.addData(key);
            hash.addData(":");
            hash.addData(value);
        }
        return Result<void>();
    });
    if (!walked)
        return std::unexpected(std::move(walked.error()));
    return *m_contents.insert(message, hash.result());
}

Result<QByteArray> TraceMaker::pooledContent(size_t index, const Place &at)
{
    QByteArray &content = m_pooled[index];
    if (content.isEmpty()) {
        const auto made = contentOf(m_sample.pool[index], at);
        if (!made)
            return made;
        content = *made;
    }
    return content;
}

/// Pictures go into blobs; the part keeps their name and type.
void TraceMaker::takePictures(Json &content, Event &event)
{
    if (!content.is_array())
        return;
    for (Json &part : content) {
        if (stringOr(part, "type") != "image"_L1)
            continue;
        const QByteArray url = stringOr(part, "image").toUtf8();
        const qsizetype comma = url.indexOf(";base64,");
        if (!url.startsWith("data:") || comma < 0)
            continue;
        const auto bytes = QByteArray::fromBase64Encoding(url.sliced(comma + 8));
        if (!bytes)
            continue;
        const QString role = u"picture-%1"_s.arg(event.blobs.size() + 1);
        event.blobs.insert(role, put(*bytes));
        part["image"] = nullptr;
        part["blob"] = role;
        part["mime"] = url.sliced(5, comma - 5).toStdString();
    }
}

Result<void> TraceMaker::message(QByteArrayView text, const QByteArray &content, int occurrence,
                                 const Event &like, const Place &at)
{
    const Key key(content, occurrence);
    if (m_told.contains(key))
        return {};
    auto json = parsePythonJson(text, at);
    if (!json)
        return std::unexpected(std::move(json.error()));
    if (auto resolved = m_attachments.resolve(*json, at); !resolved)
        return resolved;
    const QString role = stringOr(*json, "role");
    if (!json->is_object() || role.isEmpty())
        return fail(ErrorCode::BadInput, u"%1: expected a message with a role"_s.arg(at.text()));
    Event event = like;
    event.type = EventType::Message;
    event.actor = actorOf(role);
    if (occurrence > m_main.value(content))
        event.conversation = like.conversation.isEmpty() ? u"aside"_s : like.conversation;
    else
        event.conversation.clear();
    Json said = taken(*json, "content");
    event.data = std::move(*json);
    event.data["text"] = textOf(said);
    if (!said.is_string()) {
        takePictures(said, event);
        event.data["content"] = std::move(said);
    }
    m_told.insert(key, add(std::move(event)));
    return {};
}

Event TraceMaker::begin(const Json &data)
{
    Event event;
    event.actor = u"harness"_s;
    event.wallMs = wallMsOf(stringOr(data, "timestamp"));
    if (m_startedMs == 0)
        m_startedMs = event.wallMs;
    if (event.wallMs > m_startedMs && m_startedMs > 0)
        event.monotonicNs = (event.wallMs - m_startedMs) * 1'000'000;
    const QString span = stringOr(data, "span_id");
    event.parent = m_spans.value(span).event;
    event.conversation = asideOf(span);
    return event;
}

QString TraceMaker::asideOf(const QString &span) const
{
    QString at = span;
    for (int depth = 0; depth < 100; ++depth) { // spans of a stranger may go round in circles
        const auto found = m_spans.constFind(at);
        if (found == m_spans.cend())
            return {};
        if (found->aside)
            return found->name;
        at = found->parent;
    }
    return {};
}

Result<void> TraceMaker::inputs(const Json &refs, QByteArrayView input, const Event &like,
                                const Place &at)
{
    m_shown.clear();
    for (const Json &range : refs) {
        if (!range.is_array() || range.size() != 2 || !range[0].is_number_unsigned()
            || !range[1].is_number_unsigned() || range[1].get<size_t>() > m_sample.pool.size())
            return fail(ErrorCode::BadInput,
                        u"%1: expected ranges within the %2 pooled messages, found %3"_s
                            .arg(at.at(u"input_refs"_s).text())
                            .arg(m_sample.pool.size())
                            .arg(QString::fromUtf8(dumpJson(range).left(100))));
        for (size_t i = range[0].get<size_t>(); i < range[1].get<size_t>(); ++i) {
            const auto content = pooledContent(i, at);
            if (!content)
                return std::unexpected(content.error());
            if (auto told = message(m_sample.pool[i], *content, ++m_shown[*content], like, at);
                !told)
                return told;
        }
    }
    if (input.isEmpty() || input == "null")
        return {};
    return forEachElement(input, at.at(u"input"_s), [&](QByteArrayView text) -> Result<void> {
        const auto content = contentOf(text, at);
        if (!content)
            return std::unexpected(content.error());
        return message(text, *content, ++m_shown[*content], like, at);
    });
}

Result<void> TraceMaker::modelEvent(Event event, Json data, QByteArrayView input,
                                    QByteArrayView output, const Place &at)
{
    const Json refs = taken(data, "input_refs");
    if (auto shown = inputs(refs.is_array() ? refs : Json::array(), input, event, at); !shown)
        return shown;
    qint64 messages = 0;
    for (const int times : std::as_const(m_shown))
        messages += times;
    Json answer = taken(data, "output");
    Json choices = taken(answer, "choices");
    event.type = EventType::ModelCall;
    event.actor = u"agent"_s;
    Json tools = Json::array();
    for (const Json &tool : taken(data, "tools"))
        tools.push_back(stringOr(tool, "name"));
    data["request"] = {{"messages", messages},
                       {"tools", std::move(tools)},
                       {"tool_choice", taken(data, "tool_choice")},
                       {"config", taken(data, "config")}};
    data["usage"] = usageOf(taken(answer, "usage"));
    data["model"] = stringOr(answer, "model", stringOr(data, "model"));
    if (choices.is_array() && !choices.empty() && choices[0].is_object()) {
        data["stop_reason"] = stringOr(choices[0], "stop_reason");
        if (choices.size() > 1)
            data["further_choices"] = Json(choices.begin() + 1, choices.end());
    }
    if (Json seconds = taken(answer, "time"); seconds.is_number())
        data["time_s"] = std::move(seconds);
    if (Json error = taken(answer, "error"); error.is_string())
        data["refusal"] = std::move(error);
    data.erase("event");
    event.data = std::move(data);
    Event said = event;
    said.parent = add(std::move(event));
    said.monotonicNs += 1;
    if (output.isEmpty())
        return {};
    const auto content = contentOf(output, at);
    if (!content)
        return std::unexpected(content.error());
    return message(output, *content, m_shown.value(*content) + 1, said, at);
}

/// {"choices": [{"message": …}]} to the message's text.
Result<QByteArrayView> TraceMaker::outputMessage(QByteArrayView output, const Place &at)
{
    QByteArrayView message;
    if (!output.startsWith('{'))
        return message;
    auto walked = forEachMember(output, at, [&](const QByteArray &key, QByteArrayView value) {
        if (key != "choices" || !value.startsWith('['))
            return Result<void>();
        const auto choices = elementsOf(value, at);
        if (!choices)
            return Result<void>(std::unexpected(choices.error()));
        if (choices->empty() || !choices->front().startsWith('{'))
            return Result<void>();
        return forEachMember(choices->front(), at,
                             [&](const QByteArray &inner, QByteArrayView text) {
                                 if (inner == "message" && text.startsWith('{'))
                                     message = text;
                                 return Result<void>();
                             });
    });
    if (!walked)
        return std::unexpected(std::move(walked.error()));
    return message;
}

void TraceMaker::toolEvent(Event event, Json data)
{
    event.type = EventType::Action;
    event.actor = u"agent"_s;
    Json result = taken(data, "result");
    Json error = memberOr(data, "error");
    data["tool"] = taken(data, "function");
    data["call"] = taken(data, "id");
    data.erase("event");
    data.erase("events"); // of older logs: the same stand in the sample
    event.data = std::move(data);
    Event seen = event;
    const Json call = event.data["call"];
    const QString completed = stringOr(event.data, "completed");
    seen.parent = add(std::move(event));
    seen.type = EventType::Observation;
    seen.actor = u"harness"_s;
    if (const qint64 ended = wallMsOf(completed); ended > seen.wallMs) {
        seen.monotonicNs += (ended - seen.wallMs) * 1'000'000;
        seen.wallMs = ended;
    }
    const QString text = result.is_structured() ? textOf(result)
        : result.is_string()                    ? result.get<QString>()
        : result.is_null()                      ? QString()
                                                : QString::fromUtf8(dumpJson(result));
    seen.data = {{"call", call}};
    if (text.size() > longText)
        seen.blobs.insert(u"output"_s, put(text.toUtf8()));
    else
        seen.data["text"] = text;
    if (!error.is_null())
        seen.data["error"] = std::move(error);
    if (result.is_structured()) {
        takePictures(result, seen);
        seen.data["content"] = std::move(result);
    }
    add(std::move(seen));
}

void TraceMaker::sandboxEvent(Event event, Json data)
{
    event.type = EventType::Command;
    event.actor = u"harness"_s;
    data["argv"] = Json::array({taken(data, "cmd")});
    const Json result = taken(data, "result");
    data["ending"] = result.is_number_integer() ? u"exit code %1"_s.arg(result.get<qint64>())
                                                : u"no exit code"_s;
    if (result.is_number_integer())
        data["exit_code"] = result;
    for (const char *role : {"input", "output"})
        if (const Json text = taken(data, role); text.is_string())
            event.blobs.insert(QString::fromLatin1(role),
                               put(QByteArray::fromStdString(text.get<std::string>())));
    data.erase("event");
    data.erase("action");
    event.data = std::move(data);
    add(std::move(event));
}

/// A kind that has no like of ours is kept as it stands, under "inspect".
void TraceMaker::otherEvent(Event event, const QString &kind, Json data)
{
    if (kind == "sample_limit"_L1) {
        event.type = EventType::Limit;
        event.data = {{"limit", memberOr(data, "type")}, {"message", memberOr(data, "message")}};
    } else if (kind == "error"_L1) {
        const Json &error = memberOr(data, "error");
        event.type = EventType::Error;
        event.data = {{"code", errorCodeName(ErrorCode::ToolFailed)},
                      {"message", stringOr(error, "message")},
                      {"trail", QStringList{}}};
    } else {
        event.type = EventType::Note;
        event.data = Json::object();
    }
    QString span = stringOr(data, "id");
    const QString parent = stringOr(data, "parent_id");
    const QString type = stringOr(data, "type");
    const QString name = stringOr(data, "name");
    event.data["inspect"] = std::move(data);
    const bool begins = kind == "span_begin"_L1;
    if (begins && m_spans.contains(parent))
        event.parent = m_spans.value(parent).event;
    const qint64 id = add(std::move(event));
    if (begins && !span.isEmpty())
        m_spans.insert(span, {id, name, parent, type == "agent"_L1 || type == "scorer"_L1});
}

Result<void> TraceMaker::event(QByteArrayView text, const Place &at)
{
    QHash<QByteArray, QByteArrayView> members;
    auto walked = forEachMember(text, at, [&](const QByteArray &key, QByteArrayView value) {
        members.insert(key, value);
        return Result<void>();
    });
    if (!walked)
        return walked;
    const bool isModel = members.value("event") == "\"model\"";
    const QByteArrayView input = isModel ? members.take("input") : QByteArrayView();
    if (isModel)
        members.remove("call"); // the provider's own words for the same
    Json data = Json::object();
    for (auto it = members.cbegin(); it != members.cend(); ++it) {
        auto parsed = parsePythonJson(it.value(), at.at(QString::fromUtf8(it.key())));
        if (!parsed)
            return std::unexpected(std::move(parsed.error()));
        data[it.key().toStdString()] = std::move(*parsed);
    }
    const auto said = outputMessage(isModel ? members.value("output") : QByteArrayView(), at);
    if (!said)
        return std::unexpected(said.error());
    if (auto resolved = m_attachments.resolve(data, at); !resolved)
        return resolved;
    const QString kind = stringOr(data, "event");
    if (kind.isEmpty())
        return fail(ErrorCode::BadInput, u"%1: expected an event with its kind"_s.arg(at.text()));
    Event made = begin(data);
    if (isModel)
        return modelEvent(std::move(made), std::move(data), input, *said, at);
    if (kind == "tool"_L1)
        toolEvent(std::move(made), std::move(data));
    else if (kind == "sandbox"_L1 && stringOr(data, "action") == "exec"_L1)
        sandboxEvent(std::move(made), std::move(data));
    else
        otherEvent(std::move(made), kind, std::move(data));
    return {};
}

Result<void> TraceMaker::make()
{
    const Place messages = m_place.at(u"messages"_s);
    for (QByteArrayView text : m_sample.messages) {
        const auto content = contentOf(text, messages);
        if (!content)
            return std::unexpected(content.error());
        ++m_main[*content];
    }
    for (size_t i = 0; i < m_sample.events.size(); ++i)
        if (auto done = event(m_sample.events[i], m_place.at(u"events"_s).at(qsizetype(i))); !done)
            return done;
    // What no model call of the log shows, and the order of all.
    Event last;
    if (!trace.empty()) {
        last.wallMs = trace.back().wallMs;
        last.monotonicNs = trace.back().monotonicNs;
    }
    QHash<QByteArray, int> times;
    for (size_t i = 0; i < m_sample.messages.size(); ++i) {
        const Place at = messages.at(qsizetype(i));
        const auto content = contentOf(m_sample.messages[i], at);
        if (!content)
            return std::unexpected(content.error());
        const int occurrence = ++times[*content];
        if (auto told = message(m_sample.messages[i], *content, occurrence, last, at); !told)
            return told;
        conversation.push_back(m_told.value(Key(*content, occurrence)));
    }
    return {};
}

} // namespace touchstone

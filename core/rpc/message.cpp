#include "core/rpc/message.h"

using namespace Qt::StringLiterals;

namespace touchstone::rpc {
namespace {

constexpr qsizetype maxHeaderBytes = 8192;

bool isId(const Json &id)
{
    return id.is_string() || id.is_number_integer();
}

Result<RpcError> errorFromJson(const Json &json, const Place &place)
{
    const Json &code = memberOr(json, "code");
    const Json &message = memberOr(json, "message");
    if (!code.is_number_integer() || !message.is_string())
        return fail(ErrorCode::BadInput,
                    u"%1: an error needs an integer code and a text message"_s.arg(place.text()));
    return RpcError{code.get<int>(), message.get<QString>(), memberOr(json, "data")};
}

} // namespace

Message Message::request(const Json &id, const QString &method, Json params)
{
    return {id, method, std::move(params), {}, {}};
}

Message Message::notification(const QString &method, Json params)
{
    return {{}, method, std::move(params), {}, {}};
}

Message Message::response(const Json &id, Json result)
{
    return {id, {}, {}, std::move(result), {}};
}

Message Message::failure(const Json &id, RpcError error)
{
    return {id, {}, {}, {}, std::move(error)};
}

Json toJson(const Message &message)
{
    Json json{{"jsonrpc", "2.0"}};
    if (!message.isNotification())
        json["id"] = message.id;
    if (!message.method.isEmpty()) {
        json["method"] = message.method;
        if (!message.params.is_null())
            json["params"] = message.params;
    } else if (message.error) {
        json["error"] = {{"code", message.error->code}, {"message", message.error->message}};
        if (!message.error->data.is_null())
            json["error"]["data"] = message.error->data;
    } else {
        json["result"] = message.result;
    }
    return json;
}

Result<Message> messageFromJson(const Json &json, const Place &place)
{
    const auto refuse = [&](const QString &why) {
        return fail(ErrorCode::BadInput, u"%1: %2"_s.arg(place.text(), why));
    };
    if (!json.is_object())
        return refuse(u"a JSON-RPC message is an object, found %1"_s.arg(
            QLatin1StringView(json.type_name())));
    if (stringOr(json, "jsonrpc") != u"2.0"_s)
        return refuse(u"its member jsonrpc must be \"2.0\""_s);
    Message message;
    message.id = memberOr(json, "id");
    if (!message.id.is_null() && !isId(message.id))
        return refuse(u"its id must be a text or an integer, found %1"_s.arg(
            QLatin1StringView(message.id.type_name())));
    if (json.contains("method")) {
        message.method = stringOr(json, "method");
        message.params = memberOr(json, "params");
        if (message.method.isEmpty())
            return refuse(u"its method must be a text that is not empty"_s);
        if (!message.params.is_null() && !message.params.is_structured())
            return refuse(u"its params must be an object or a list"_s);
        return message;
    }
    if (json.contains("result") == json.contains("error"))
        return refuse(u"it has neither a method nor exactly one of result and error"_s);
    if (json.contains("error")) {
        auto error = errorFromJson(memberOr(json, "error"), place.at(u"error"_s));
        if (!error)
            return std::unexpected(std::move(error.error()));
        message.error = std::move(*error);
    } else if (message.id.is_null()) {
        return refuse(u"a result needs the id of its request"_s);
    }
    message.result = memberOr(json, "result");
    return message;
}

QByteArray encode(const Message &message, Framing framing)
{
    const QByteArray body = dumpJson(toJson(message));
    if (framing == Framing::Lines)
        return body + '\n';
    return "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

Decoder::Decoder(Framing framing, qint64 maxBytes)
    : m_framing(framing)
    , m_maxBytes(maxBytes)
{
}

void Decoder::feed(QByteArrayView bytes)
{
    m_buffer.append(bytes);
}

/// Frees what was taken, not at every message.
void Decoder::drop()
{
    if (m_position > (1 << 20) || m_position == m_buffer.size()) {
        m_buffer.remove(0, m_position);
        m_position = 0;
    }
}

std::optional<QByteArray> Decoder::takeUntil(QByteArrayView end)
{
    const qsizetype found = m_buffer.indexOf(end, m_position);
    if (found < 0)
        return std::nullopt;
    const QByteArray taken = m_buffer.mid(m_position, found - m_position);
    m_position = found + end.size();
    drop();
    return taken;
}

Result<std::optional<QByteArray>> Decoder::nextLine()
{
    while (auto line = takeUntil("\n")) {
        const QByteArray text = line->trimmed();
        if (!text.isEmpty())
            return text;
    }
    if (pending() > m_maxBytes)
        return fail(ErrorCode::Corrupt, u"a line longer than %1 bytes"_s.arg(m_maxBytes));
    return std::nullopt;
}

Result<std::optional<QByteArray>> Decoder::nextBody()
{
    const qsizetype end = m_buffer.indexOf("\r\n\r\n", m_position);
    if (end < 0) {
        if (pending() > maxHeaderBytes)
            return fail(ErrorCode::Corrupt, u"headers longer than %1 bytes"_s.arg(maxHeaderBytes));
        return std::nullopt;
    }
    qint64 length = -1;
    for (const QByteArray &header : m_buffer.mid(m_position, end - m_position).split('\n')) {
        const qsizetype colon = header.indexOf(':');
        if (colon < 0 || header.left(colon).trimmed().toLower() != "content-length")
            continue;
        bool ok = false;
        length = header.mid(colon + 1).trimmed().toLongLong(&ok);
        if (!ok)
            length = -1;
    }
    if (length < 0 || length > m_maxBytes)
        return fail(ErrorCode::Corrupt,
                    u"headers without a Content-Length between 0 and %1"_s.arg(m_maxBytes));
    const qsizetype body = end + 4;
    if (m_buffer.size() - body < length)
        return std::nullopt;
    const QByteArray text = m_buffer.mid(body, length);
    m_position = body + length;
    drop();
    return text;
}

Result<std::optional<Message>> Decoder::next()
{
    if (m_broken)
        return fail(ErrorCode::Corrupt,
                    u"the stream's framing is broken; nothing more can be read"_s);
    auto text = m_framing == Framing::Lines ? nextLine() : nextBody();
    if (!text) {
        m_broken = true;
        return std::unexpected(std::move(text.error()));
    }
    if (!*text)
        return std::nullopt;
    const Place place{u"message %1"_s.arg(++m_count), {}, 0};
    const auto json = parseJson(**text, place);
    if (!json)
        return std::unexpected(json.error());
    auto message = messageFromJson(*json, place);
    if (!message)
        return std::unexpected(std::move(message.error()));
    return std::move(*message);
}

} // namespace touchstone::rpc

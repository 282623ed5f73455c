#pragma once

#include "core/base/json.h"

#include <optional>

namespace touchstone::rpc {

/// JSON-RPC 2.0 (jsonrpc.org/specification), as LSP, ACP, MCP and out-of-process plugins speak it
/// over a process's standard streams. Batches are not part of any of these and are refused.

/// What went wrong on the other side.
struct RpcError {
    int code = 0;
    QString message;
    Json data;
    bool operator==(const RpcError &) const = default;
};

/// One message: a request (method and id), a notification (method, no id), or a response (id,
/// result or error).
struct Message {
    Json id; ///< number or string; null: a notification, or an error that belongs to no request
    QString method;
    Json params;
    Json result;
    std::optional<RpcError> error;

    [[nodiscard]] bool isRequest() const { return !method.isEmpty() && !id.is_null(); }
    [[nodiscard]] bool isNotification() const { return !method.isEmpty() && id.is_null(); }
    [[nodiscard]] bool isResponse() const { return method.isEmpty(); }
    bool operator==(const Message &) const = default;

    static Message request(const Json &id, const QString &method, Json params);
    static Message notification(const QString &method, Json params);
    static Message response(const Json &id, Json result);
    static Message failure(const Json &id, RpcError error);
};

Json toJson(const Message &message);
/// BadInput says which rule of JSON-RPC the object breaks.
Result<Message> messageFromJson(const Json &json, const Place &place);

/// How messages are told apart in a stream.
enum class Framing {
    Lines, ///< a message a line (ACP, MCP, our out-of-process plugins)
    ContentLength, ///< headers with Content-Length, an empty line, the body (LSP)
};

QByteArray encode(const Message &message, Framing framing);

/// Takes a stream apart, whatever pieces it arrives in. One thread at a time.
class Decoder {
public:
    /// Messages over maxBytes are refused: the peer is a stranger.
    explicit Decoder(Framing framing, qint64 maxBytes = 64 << 20);
    void feed(QByteArrayView bytes);
    /// The next whole message; nothing while it is incomplete. After an Error of code Corrupt (the
    /// framing itself is broken) nothing more can be read; after BadInput (one message is wrong)
    /// the next call goes on behind it.
    [[nodiscard]] Result<std::optional<Message>> next();
    /// Bytes that belong to a message that is not complete.
    [[nodiscard]] qsizetype pending() const { return m_buffer.size() - m_position; }

private:
    Result<std::optional<QByteArray>> nextLine();
    Result<std::optional<QByteArray>> nextBody();
    std::optional<QByteArray> takeUntil(QByteArrayView end);
    void drop();

    Framing m_framing;
    qint64 m_maxBytes;
    QByteArray m_buffer;
    qsizetype m_position = 0; ///< what is before it has been taken
    qint64 m_count = 0; ///< messages so far, for places in errors
    bool m_broken = false;
};

} // namespace touchstone::rpc

#pragma once

#include "logfile.h"

#include "core/trace/event.h"

#include <QtCore/QSet>

#include <unordered_map>

namespace touchstone {

/// Text from a log with its attachments put in, as often as the limit allows.
class Attachments {
public:
    explicit Attachments(const SampleText &sample)
        : m_sample(sample)
    {
    }
    /// Replaces attachment://KEY in every text of `json`; an unknown key stays as it is.
    Result<void> resolve(Json &json, const Place &place);

private:
    [[nodiscard]] std::string resolved(const std::string &text);

    const SampleText &m_sample;
    qint64 m_bytes = 0;
};

/// Makes a trace of a sample's events and messages. A message stands in it once, where a model is
/// first shown it or gives it; those beside the sample's own conversation (sub-agents, graders)
/// have the name of their span as conversation.
class TraceMaker {
public:
    TraceMaker(const SampleText &sample, Place place, qint64 startedMs);
    Result<void> make();

    Trace trace;
    std::unordered_map<Digest, QByteArray> blobs;
    std::vector<qint64> conversation; ///< ids of the events of the sample's own messages, in order

private:
    /// Which message of this content it is within one list: Inspect may give the same message
    /// another id each time, and the same words may be said twice.
    using Key = std::pair<QByteArray, int>;
    struct Span {
        qint64 event = 0;
        QString name;
        QString parent;
        bool aside = false; ///< the span of an agent or scorer
    };

    Result<QByteArray> contentOf(QByteArrayView message, const Place &at);
    Result<QByteArray> pooledContent(size_t index, const Place &at);
    Result<void> message(QByteArrayView text, const QByteArray &content, int occurrence,
                         const Event &like, const Place &at);
    Result<void> event(QByteArrayView text, const Place &at);
    Result<void> inputs(const Json &refs, QByteArrayView input, const Event &like, const Place &at);
    static Result<QByteArrayView> outputMessage(QByteArrayView output, const Place &at);
    Result<void> modelEvent(Event event, Json data, QByteArrayView input, QByteArrayView output,
                            const Place &at);
    void toolEvent(Event event, Json data);
    void sandboxEvent(Event event, Json data);
    void otherEvent(Event event, const QString &kind, Json data);
    qint64 add(Event event);
    Event begin(const Json &data);
    [[nodiscard]] QString asideOf(const QString &span) const;
    void takePictures(Json &content, Event &event);
    Digest put(const QByteArray &bytes);

    const SampleText &m_sample;
    Place m_place;
    qint64 m_startedMs;
    Attachments m_attachments;
    QHash<QByteArrayView, QByteArray> m_contents; ///< of a message's text
    std::vector<QByteArray> m_pooled; ///< the same, by index in the pool
    QHash<Key, qint64> m_told; ///< to the message's event
    QHash<QByteArray, int> m_main; ///< how often it stands in the conversation
    QHash<QByteArray, int> m_shown; ///< in the input of the present model call
    QHash<QString, Span> m_spans;
};

/// Milliseconds since 1970, of a time as Inspect writes it; 0: it is none.
qint64 wallMsOf(const QString &time);

} // namespace touchstone

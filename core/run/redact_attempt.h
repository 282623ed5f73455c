#pragma once

#include "core/run/redact.h"
#include "core/run/runfile.h"

namespace touchstone {

/// What became of blobs that held secrets, or that named such a blob.
struct ReplacedBlob {
    Digest digest;
    qint64 size = 0;
};
using ReplacedBlobs = std::unordered_map<Digest, ReplacedBlob>;

/// Takes secrets out of everything that an attempt stores. A blob with a secret in it becomes
/// another blob: what refers to it (events, verdicts, manifests, scenarios) refers to that one
/// afterwards.
class AttemptRedactor {
public:
    /// `replaced` lasts for the session: later attempts may refer to a blob without giving it.
    AttemptRedactor(const Redactor &redactor, ReplacedBlobs &replaced);

    [[nodiscard]] FinishedAttempt attempt(FinishedAttempt attempt);
    [[nodiscard]] RunFile::Rescored rescored(RunFile::Rescored rescored);

private:
    void blobs(std::unordered_map<Digest, QByteArray> &blobs);
    bool replaceSecrets(std::unordered_map<Digest, QByteArray> &blobs);
    bool replaceReferences(std::unordered_map<Digest, QByteArray> &blobs);
    bool remap(Json &json) const;
    [[nodiscard]] const ReplacedBlob *replacement(const QString &hex) const;
    [[nodiscard]] Digest digest(Digest digest) const;
    [[nodiscard]] Json json(const Json &json) const;
    void text(QString &text) const { text = m_redactor.text(text); }
    void event(Event &event) const;
    void verdict(Verdict &verdict) const;

    const Redactor &m_redactor;
    ReplacedBlobs &m_replaced;
};

} // namespace touchstone

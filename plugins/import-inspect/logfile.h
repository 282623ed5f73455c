#pragma once

#include "core/base/json.h"
#include "core/base/zipreader.h"

#include <memory>
#include <vector>

namespace touchstone {

/// Bytes that were unpacked: small ones in memory, large ones in a temporary file that is mapped.
class LogText {
public:
    virtual ~LogText() = default;
    [[nodiscard]] virtual QByteArrayView view() const = 0;
};

/// One sample, cut into its parts. The views live as long as this does.
struct SampleText {
    QString name; ///< of the member or element: for messages
    QHash<QByteArray, QByteArrayView> members; ///< those that are not taken apart below
    std::vector<QByteArrayView> messages; ///< the conversation at its end
    std::vector<QByteArrayView> pool; ///< what input_refs point into
    std::vector<QByteArrayView> events;
    QHash<QByteArray, QByteArrayView> attachments; ///< key to a JSON text
    std::vector<std::unique_ptr<LogText>> texts; ///< what the views point into
};

/// A log of Inspect's: `.eval` (a zip), or `.json`. Sources:
/// github.com/UKGovernmentBEIS/inspect_ai, src/inspect_ai/log (_log.py, _recorders/eval.py,
/// _recorders/chunked/format.py).
class InspectLog {
public:
    virtual ~InspectLog() = default;
    /// By content, not by name. BadInput: neither; Corrupt: cut off.
    static Result<std::unique_ptr<InspectLog>> open(const QString &path);

    /// {version, status, eval, plan, results, stats, error, …}: all but the samples.
    [[nodiscard]] const Json &header() const { return m_header; }
    /// What is worth knowing of the file as a whole, a line each.
    [[nodiscard]] const QStringList &notes() const { return m_notes; }
    [[nodiscard]] virtual qsizetype size() const = 0; ///< number of samples
    /// Bytes that reading it takes, about.
    [[nodiscard]] virtual qint64 bytesOf(qsizetype index) const = 0;
    /// "samples/ID_epoch_N.json", or "sample N" of a .json log.
    [[nodiscard]] virtual QString nameOf(qsizetype index) const = 0;
    /// Thread-safe.
    [[nodiscard]] virtual Result<SampleText> sample(qsizetype index) const = 0;

protected:
    Json m_header = Json::object();
    QStringList m_notes;
};

/// Takes a sample that stands in one object apart; `sample.texts` must hold it already.
Result<void> takeApart(QByteArrayView object, const Place &place, SampleText &sample);
/// The digits behind the last "_epoch_"; and what stands before: the sample's id.
std::optional<std::pair<QString, int>> idAndEpoch(const QString &stem);

} // namespace touchstone

#pragma once

#include "core/scenario/scenario.h"

#include <QtCore/QFile>
#include <QtCore/QHash>

#include <memory>
#include <mutex>

namespace touchstone {

/// The answers in a samples file, found by scenario id and read when asked for. Knows
///   - JSON lines, one answer a line: {"task_id", "completion" | "solution"} (HumanEval, EvalPlus;
///     a solution is the whole file), {"instance_id" | "id", "model_patch"} (SWE-bench), and our
///     own
///     {"scenario", "answer" [, "form"]}; what else a line has is passed over;
///   - one JSON object, id to a list of answers (CRUXEval's generations), each a text or an object
///   as above.
/// The n-th answer of an id is its sample n, from 0. Only places are kept in memory. Thread-safe.
class AnswerIndex {
public:
    /// BadInput names file and line, what was found and what was expected.
    static Result<std::unique_ptr<AnswerIndex>> open(const QString &path);

    [[nodiscard]] int count(const QString &id) const;
    [[nodiscard]] qsizetype size() const; ///< answers in all
    [[nodiscard]] QStringList ids() const;
    [[nodiscard]] Result<Answer> answer(const QString &id, int sample) const;
    /// Of the file's whole content.
    [[nodiscard]] Digest digest() const { return m_digest; }

private:
    struct Location {
        qint64 offset = 0;
        qint64 length = 0;
    };
    explicit AnswerIndex(const QString &path);
    Result<void> indexLines();
    Result<void> indexObject();

    QString m_path;
    std::unique_ptr<QFile> m_file; ///< the lines; for the object form, a temporary file of lines
    mutable std::mutex m_mutex; ///< guards m_file's position
    QHash<QString, std::vector<Location>> m_locations;
    qsizetype m_size = 0;
    Digest m_digest;
};

/// One answer object; `place` is for messages.
Result<Answer> answerFromJson(const Json &json, const Place &place);

} // namespace touchstone

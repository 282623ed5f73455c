#pragma once

#include "core/base/digest.h"
#include "core/exec/limits.h"
#include "core/scenario/scenario.h"

namespace touchstone {

enum class VerdictStatus { Passed, Failed, Error, Skipped };
QString verdictStatusName(VerdictStatus status); ///< "passed", "failed", "error", "skipped"
std::optional<VerdictStatus> verdictStatusFromName(const QString &name);

/// Something that a viewer can show without knowing the check.
/// kind "text": {text}; "place": {file, line, column?, endLine?, message}; "diff": {before?,
/// after?, unified}; "table": {columns: [..], rows: [[..]]}; "picture": {width, height, format}
/// with a blob; "coverage": see core/check/linecoverage.h.
struct Evidence {
    QString kind;
    QString title;
    Json data = Json::object();
    Digest blob; ///< null: none
    bool operator==(const Evidence &) const = default;
};

/// What one check found.
struct Verdict {
    QString check; ///< the CheckSpec's id
    QString type;
    CheckRole role = CheckRole::Required;
    double weight = 1.0;
    int turn = 0;
    VerdictStatus status = VerdictStatus::Failed;
    double score = 0.0; ///< 0..1; of an error or a skipped one: 0 and not counted
    QString reason; ///< one line: why not passed, or what was found
    QString errorCode; ///< errorCodeName() of an error: "tool-missing", "tool-failed", …; of a
                       ///< skipped one: that of the check in error that it waited for
    std::optional<LimitKind> limit; ///< that the judged code hit
    QMap<QString, double> measures; ///< "tests.passed": 11, …
    std::vector<Evidence> evidence;
    qint64 durationUs = 0;
    bool operator==(const Verdict &) const = default;

    static Verdict passed(QString reason = {});
    static Verdict failed(QString reason, double score = 0.0);
    static Verdict error(const Error &error);
    static Verdict skipped(QString reason);
};

Json toJson(const Verdict &verdict);
Result<Verdict> verdictFromJson(const Json &json, const Place &place);

} // namespace touchstone

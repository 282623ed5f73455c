#pragma once

#include "core/base/json.h"
#include "core/exec/limits.h"
#include "core/workspace/answer.h"
#include "core/workspace/manifest.h"

#include <optional>
#include <vector>

namespace touchstone {

/// How a check's verdict counts (DESIGN.md, "Outcomes").
enum class CheckRole { Required, Graded, Informative };
QString checkRoleName(CheckRole role); ///< "required", "graded", "informative"
std::optional<CheckRole> checkRoleFromName(const QString &name);

/// One check of a scenario, with everything it needs resolved.
struct CheckSpec {
    QString id;
    QString type; ///< "syntax", "tests", "cases", … : a registered Check
    CheckRole role = CheckRole::Required;
    double weight = 1.0;
    QStringList after; ///< ids of checks that must have passed, else this one is skipped
    Json parameters =
        Json::object(); ///< the type's own members; {"file": …} values already read in
    Manifest files; ///< laid over the end state before this check: hidden tests, data
    bool operator==(const CheckSpec &) const = default;
};

struct Turn {
    QString instruction;
    std::vector<CheckSpec> checks; ///< judged on the state after this turn
    bool operator==(const Turn &) const = default;
};

struct Target {
    QString file; ///< relative path; may be empty
    QString symbol; ///< qualified: "Stack.push"; may be empty
    std::optional<LineRange> range;
    bool operator==(const Target &) const = default;
};

/// An answer as a pack ships it or an agent gives it: a text in some form, or files laid over the
/// workspace.
struct Answer {
    QByteArray text;
    std::optional<AnswerForm> form; ///< none: the scenario's
    Manifest files; ///< laid over the workspace when not empty (text is then ignored)
    QStringList removed; ///< paths to remove, with files
    bool operator==(const Answer &) const = default;
};

/// Stands among SampleAnswer::fails for an answer that is refused; no check may have this id.
inline constexpr QLatin1StringView refusedAnswer{"answer"};

/// A shipped sample answer with what is known about it.
struct SampleAnswer {
    QString id;
    QString label; ///< "right" or "wrong"
    QString note; ///< "subtly wrong: off by one at the end"
    QStringList fails; ///< ids of the checks that a wrong one must fail; refusedAnswer: it must not
                       ///< even be applied
    QString author; ///< "touchstone sample"; never a model's name unless a model wrote it
    Answer answer;
    bool operator==(const SampleAnswer &) const = default;
};

/// Which answers count at all, as some benchmarks have it. One that doesn't is *left out*: it
/// counts as failed only where no other sample of its scenario passed (CRUXEval's rule).
struct AcceptRule {
    QString contains; ///< the answer must contain this; empty: no rule
    QString lacks; ///< the answer must not contain this; empty: no rule
    bool operator==(const AcceptRule &) const = default;
};

/// One task. A value: everything it refers to is resolved to blobs.
struct Scenario {
    QString id; ///< unique in its pack; a benchmark's own ("HumanEval/0")
    QString pack; ///< the pack's name
    QString kind; ///< "generate", …
    QString language; ///< a toolchain's, or empty
    QString title;
    std::vector<Turn> turns; ///< at least one
    Target target;
    AnswerForm answerForm = AnswerForm::Auto;
    AcceptRule accept;
    Manifest workspace; ///< the fixture; what the agent starts from
    QString workspaceMissing; ///< why the workspace is not at hand, with what would supply it;
                              ///< empty: it is
    QString rootImage; ///< digest of the unpacked image it runs on; empty: this system
    Limits limits; ///< of each command that a check or the agent runs
    QStringList protectedFiles; ///< globs, restored before scoring
    std::optional<Answer> reference;
    std::vector<SampleAnswer> samples;
    QStringList tags;
    QString difficulty; ///< "easy", "medium", "hard" or empty
    QString source;
    QString licence;
    QString author;
    Json extra = Json::object(); ///< a kind's own members ("generate": {…})
    bool operator==(const Scenario &) const = default;

    [[nodiscard]] const CheckSpec *check(const QString &id) const;
};

/// Scenario <-> self-contained JSON whose files are blob digests; what a run file keeps. The digest
/// of dumpJson(toResolved(s)) identifies the scenario.
Json toResolved(const Scenario &scenario);
Result<Scenario> fromResolved(const Json &json, const Place &place);
Digest scenarioDigest(const Scenario &scenario);
/// Every blob that the scenario refers to.
std::vector<Digest> scenarioBlobs(const Scenario &scenario);

} // namespace touchstone

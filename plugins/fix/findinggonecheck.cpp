#include "findinggonecheck.h"

#include "deletion.h"

#include "core/check/evidence.h"
#include "core/check/linemap.h"
#include "core/check/running.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype maxListed = 5;

QString fileOf(const CheckInput &input)
{
    return stringOr(input.spec.parameters, "file", input.scenario.target.file);
}

/// Whether a finding is the one that the check names. A finding of several lines is at each.
bool isTarget(const Diagnostic &finding, const Json &parameters, const QStringList &lines)
{
    if (!isRuleOf(finding.code, {stringOr(parameters, "rule")}))
        return false;
    if (const qint64 line = integerOr(parameters, "line", 0);
        line > 0 && (line < finding.line || line > std::max(finding.line, finding.endLine)))
        return false;
    const QString text = stringOr(parameters, "text").simplified();
    const QString code =
        finding.line > 0 && finding.line <= lines.size() ? lines[finding.line - 1] : QString();
    return code.contains(text) || finding.message.contains(text);
}

/// What the analyser says instead, where it does not find what the scenario says.
Error notInFixture(const Analyser &analyser, const CheckInput &input, const FindingsOf &before)
{
    QStringList others;
    for (const Diagnostic &finding : before.findings)
        if (others.size() < maxListed)
            others.append(u"%1 in line %2"_s.arg(finding.code).arg(finding.line));
    const qint64 line = integerOr(input.spec.parameters, "line", 0);
    return {ErrorCode::BadInput,
            u"%1 does not find %2 in %3%4 of the scenario's own workspace; it finds %5"_s.arg(
                analyser.name, stringOr(input.spec.parameters, "rule"), fileOf(input),
                line > 0 ? u", line %1,"_s.arg(line) : QString(),
                others.isEmpty() ? u"nothing"_s : others.join(u", "_s)),
            {}};
}

/// The states before and after, as one analyser sees them.
struct States {
    Shown shown;
    FindingsOf before;
    FindingsOf after;
};

Result<States> statesOf(const Analyser &analyser, const CheckInput &input, CheckContext &context)
{
    States states;
    states.shown = shownTo(analyser, input);
    const QString file = fileOf(input);
    auto before = findingsIn(analyser, states.shown.before, {file}, input, context);
    if (!before)
        return std::unexpected(std::move(before.error()));
    // the code may have gone to a new file, with its finding
    QStringList files{file};
    for (const QString &changed :
         changedFiles(analyser.toolchain, states.shown.before, states.shown.after))
        if (!states.shown.before.files.contains(changed))
            files.append(changed);
    auto after = findingsIn(analyser, states.shown.after, files, input, context);
    if (!after)
        return std::unexpected(std::move(after.error()));
    states.before = std::move(*before);
    states.after = std::move(*after);
    if (auto added = addSymbols(analyser.toolchain, states.before, states.after, context); !added)
        return std::unexpected(std::move(added.error()));
    return states;
}

/// What the answer did in place of mending the code; nothing where it did none of it.
Result<std::optional<Verdict>> evasion(const Analyser &analyser, const States &states,
                                       const std::vector<Diagnostic> &targets,
                                       const FindingMatch &match, const CheckInput &input,
                                       CheckContext &context)
{
    const QStringList changed =
        changedFiles(analyser.toolchain, states.shown.before, states.shown.after);
    const auto before = textsOf(states.shown.before, changed, input.blobs);
    const auto after = textsOf(states.shown.after, changed, input.blobs);
    if (!before || !after)
        return std::unexpected(!before ? before.error() : after.error());
    const auto silencing = addedSuppressions(*before, *after, analyser.action.suppressions);
    if (!silencing.empty()) {
        Verdict verdict = Verdict::failed(
            oneLine(u"silenced in place of mended: %1:%2 %3"_s.arg(silencing.front().file)
                        .arg(silencing.front().line)
                        .arg(silencing.front().text)));
        addSuppressions(verdict, silencing);
        return verdict;
    }
    const QString file = fileOf(input);
    const QString fileNow = match.renamed.value(file, file);
    for (const Diagnostic &target : targets) {
        const auto around =
            codeAround(analyser.toolchain, states.shown.before, file, target.line, input, context);
        if (!around)
            return std::unexpected(around.error());
        if (!around->problem.isEmpty())
            return fail(ErrorCode::BadInput,
                        u"in the scenario's own workspace, %1"_s.arg(around->problem));
        const auto deleted = deletedCode(*around, analyser.toolchain, states.shown.after, file,
                                         fileNow, input, context);
        if (!deleted)
            return std::unexpected(deleted.error());
        if (!deleted->isEmpty())
            return Verdict::failed(*deleted);
    }
    return std::nullopt;
}

void addMatched(Verdict &verdict, const std::vector<Diagnostic> &before,
                const std::vector<Diagnostic> &after)
{
    addDiagnostics(verdict, before, u"before"_s);
    addDiagnostics(verdict, after, u"after"_s);
}

} // namespace

QString FindingGoneCheck::type() const
{
    return u"finding-gone"_s;
}

QString FindingGoneCheck::summary() const
{
    return u"what an analyser found fault with is mended, and not silenced or deleted"_s;
}

Result<void> FindingGoneCheck::validate(const Scenario &scenario, const CheckSpec &spec,
                                        const Place &place) const
{
    const QString file = stringOr(spec.parameters, "file", scenario.target.file);
    if (file.isEmpty())
        return fail(
            ErrorCode::BadInput,
            u"%1: neither the check nor the scenario's target names a file"_s.arg(place.text()));
    if (!scenario.workspace.files.contains(file) && !spec.files.files.contains(file))
        return fail(ErrorCode::BadInput,
                    u"%1: the workspace has no file '%2'"_s.arg(place.at(u"file"_s).text(), file));
    return {};
}

Result<Verdict> FindingGoneCheck::run(const CheckInput &input, CheckContext &context) const
{
    const auto toolchain = toolchainOf(input, context);
    if (!toolchain)
        return std::unexpected(toolchain.error());
    const auto analyser = analyserOf(**toolchain, stringOr(input.spec.parameters, "analyser"));
    if (!analyser)
        return std::unexpected(analyser.error());
    const auto states = statesOf(*analyser, input, context);
    if (!states)
        return std::unexpected(states.error());

    const QStringList lines = comparableLines(states->before.files.value(fileOf(input)));
    std::vector<size_t> wanted;
    std::vector<Diagnostic> targets;
    for (size_t i = 0; i < states->before.findings.size(); ++i) {
        if (!isTarget(states->before.findings[i], input.spec.parameters, lines))
            continue;
        wanted.push_back(i);
        targets.push_back(states->before.findings[i]);
    }
    if (targets.empty())
        return std::unexpected(notInFixture(*analyser, input, states->before));

    const FindingMatch match = matchFindings(states->before, states->after);
    std::vector<Diagnostic> left;
    for (const size_t index : wanted)
        if (const auto after = match.after(index))
            left.push_back(states->after.findings[*after]);
    Verdict verdict;
    if (auto evaded = evasion(*analyser, *states, targets, match, input, context); !evaded)
        return std::unexpected(std::move(evaded.error()));
    else if (*evaded)
        verdict = std::move(**evaded);
    else if (!left.empty())
        verdict = Verdict::failed(u"still there: %1"_s.arg(findingLine(left.front()))
                                      + undoneNote(states->shown.undone),
                                  double(targets.size() - left.size()) / double(targets.size()));
    else
        verdict = Verdict::passed(u"gone: %1"_s.arg(findingLine(targets.front())));
    verdict.measures[u"findings.targets"_s] = double(targets.size());
    verdict.measures[u"findings.left"_s] = double(left.size());
    addMatched(verdict, targets, left);
    return verdict;
}

} // namespace touchstone

#include "core/check/findingscheck.h"

#include "core/check/evidence.h"
#include "core/check/findings.h"
#include "core/check/linemap.h"
#include "core/check/running.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

bool hasTargetPlace(const Target &target)
{
    return !target.file.isEmpty() && (!target.symbol.isEmpty() || target.range);
}

QString scopeOf(const CheckInput &input)
{
    const bool asked = input.spec.parameters.contains("paths");
    return stringOr(input.spec.parameters, "within",
                    !asked && hasTargetPlace(input.scenario.target) ? u"target"_s : u"file"_s);
}

QStringList filesToAnalyse(const QString &scope, const CheckInput &input,
                           const Toolchain &toolchain, const Manifest &tree)
{
    if (scope == u"target"_s)
        return {input.scenario.target.file};
    CheckSpec spec = input.spec;
    if (scope == u"all"_s)
        spec.parameters["all"] = true;
    return filesInQuestion({input.scenario, spec, input.state, input.trace, input.blobs}, toolchain,
                           tree);
}

/// Which lines of the target file are the target's, in the end state.
class TargetLines {
public:
    /// Nothing where the target is not there any more.
    static Result<std::optional<TargetLines>> find(const Shown &shown, const CheckInput &input,
                                                   CheckContext &context)
    {
        const Target &target = input.scenario.target;
        TargetLines lines;
        if (!target.symbol.isEmpty()) {
            const auto symbol = findSymbol(
                shown.after, target.file, target.symbol,
                stringOr(input.spec.parameters, "language", input.scenario.language), input.blobs,
                context.executor, context.toolchains, context.cache, context.stop);
            if (!symbol)
                return std::unexpected(symbol.error());
            if (!*symbol)
                return std::nullopt;
            lines.m_symbol = (*symbol)->definition;
            return lines;
        }
        const auto before = textsOf(shown.before, {target.file}, input.blobs);
        const auto after = textsOf(shown.after, {target.file}, input.blobs);
        if (!before || !after)
            return std::unexpected(!before ? before.error() : after.error());
        lines.m_range = *target.range;
        lines.m_map = LineMap(comparableLines(before->value(target.file)),
                              comparableLines(after->value(target.file)));
        return lines;
    }

    [[nodiscard]] bool hold(int line) const
    {
        if (!m_map)
            return line >= m_symbol.first && line <= m_symbol.last;
        if (const int before = m_map->before(line); before > 0)
            return before >= m_range.first && before <= m_range.last;
        const int above = m_map->hunkAfter(line); // of a new line: what stands above it
        return above >= m_range.first - 1 && above <= m_range.last;
    }

private:
    LineRange m_symbol;
    LineRange m_range; ///< of the fixture
    std::optional<LineMap> m_map;
};

Verdict verdictOn(const std::vector<Diagnostic> &findings,
                  const std::vector<Suppression> &suppressions, const QString &analyser,
                  const QStringList &undone, qint64 most)
{
    const auto count = qint64(findings.size() + suppressions.size());
    QString what = findings.empty() ? QString() : findingLine(findings.front());
    if (findings.empty() && !suppressions.empty())
        what = u"%1:%2 silences it: %3"_s.arg(suppressions.front().file)
                   .arg(suppressions.front().line)
                   .arg(suppressions.front().text);
    const QString counted = count == 0 ? u"%1 finds nothing"_s.arg(analyser)
        : count == 1                   ? u"%1 has one finding: %2"_s.arg(analyser, what)
                     : u"%1 has %2 findings; %3"_s.arg(analyser).arg(count).arg(what);
    const QString reason = oneLine(counted, 250) + undoneNote(undone);
    Verdict verdict = count <= most
        ? Verdict::passed(reason)
        : Verdict::failed(reason, most > 0 ? double(most) / double(count) : 0.0);
    verdict.measures = {{u"findings"_s, double(findings.size())},
                        {u"suppressions.added"_s, double(suppressions.size())}};
    addDiagnostics(verdict, findings);
    addSuppressions(verdict, suppressions);
    return verdict;
}

} // namespace

QString FindingsCheck::type() const
{
    return u"findings"_s;
}

QString FindingsCheck::summary() const
{
    return u"an analyser finds nothing, or no more than so much, in the answer"_s;
}

Result<void> FindingsCheck::validate(const Scenario &scenario, const CheckSpec &spec,
                                     const Place &place) const
{
    if (stringOr(spec.parameters, "within") == u"target"_s && !hasTargetPlace(scenario.target))
        return fail(
            ErrorCode::BadInput,
            u"%1: the scenario's target needs a file, and a symbol or a range, for \"target\""_s
                .arg(place.at(u"within"_s).text()));
    return {};
}

Result<Verdict> FindingsCheck::run(const CheckInput &input, CheckContext &context) const
{
    const auto toolchain = toolchainOf(input, context);
    if (!toolchain)
        return std::unexpected(toolchain.error());
    const auto analyser = analyserOf(**toolchain, stringOr(input.spec.parameters, "analyser"));
    if (!analyser)
        return std::unexpected(analyser.error());
    const Shown shown = shownTo(*analyser, input);
    const QString scope = scopeOf(input);
    const QStringList files = filesToAnalyse(scope, input, **toolchain, shown.after);
    if (files.isEmpty())
        return Verdict::failed(u"there is no %1 file to look at"_s.arg((*toolchain)->title));
    for (const QString &file : files)
        if (!shown.after.files.contains(file))
            return Verdict::failed(u"'%1' is missing"_s.arg(file));

    std::optional<TargetLines> target;
    if (scope == u"target"_s) {
        auto lines = TargetLines::find(shown, input, context);
        if (!lines)
            return std::unexpected(std::move(lines.error()));
        if (!*lines)
            return Verdict::failed(u"'%1' is not in '%2', or the file can't be parsed"_s.arg(
                input.scenario.target.symbol, input.scenario.target.file));
        target = std::move(*lines);
    }
    auto found = findingsIn(*analyser, shown.after, files, input, context);
    if (!found)
        return std::unexpected(std::move(found.error()));
    const QStringList rules = stringsOr(input.spec.parameters, "rules");
    std::erase_if(found->findings, [&](const Diagnostic &finding) {
        return !isRuleOf(finding.code, rules) || (target && !target->hold(finding.line));
    });
    const auto before = textsOf(shown.before, files, input.blobs);
    if (!before)
        return std::unexpected(before.error());
    auto suppressions = addedSuppressions(*before, found->files, analyser->action.suppressions);
    std::erase_if(suppressions, [&](const Suppression &suppression) {
        return target && !target->hold(suppression.line);
    });
    return verdictOn(found->findings, suppressions, analyser->name, shown.undone,
                     integerOr(input.spec.parameters, "max", 0));
}

} // namespace touchstone

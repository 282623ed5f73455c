#include "nonewfindingscheck.h"

#include "core/check/evidence.h"
#include "core/check/findings.h"
#include "core/check/running.h"
#include "core/workspace/globs.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// What is new, by one analyser.
struct News {
    std::vector<Diagnostic> findings;
    std::vector<Suppression> suppressions;
    qint64 before = 0; ///< findings then
    qint64 after = 0; ///< and now
};

QStringList filesInBoth(const Shown &shown, const Toolchain &toolchain, const CheckInput &input)
{
    const QStringList globs = stringsOr(input.spec.parameters, "paths");
    if (globs.isEmpty())
        return changedFiles(toolchain, shown.before, shown.after);
    QStringList files;
    for (const Manifest *tree : {&shown.before, &shown.after})
        for (auto it = tree->files.begin(); it != tree->files.end(); ++it)
            if (matchesAnyGlob(it.key(), globs) && !files.contains(it.key()))
                files.append(it.key());
    files.sort();
    return files;
}

Result<News> newsOf(const Analyser &analyser, const CheckInput &input, CheckContext &context)
{
    const Shown shown = shownTo(analyser, input);
    const QStringList files = filesInBoth(shown, analyser.toolchain, input);
    auto before = findingsIn(analyser, shown.before, files, input, context);
    if (!before)
        return std::unexpected(std::move(before.error()));
    auto after = findingsIn(analyser, shown.after, files, input, context);
    if (!after)
        return std::unexpected(std::move(after.error()));
    const QStringList rules = stringsOr(input.spec.parameters, "rules");
    for (FindingsOf *state : {&*before, &*after})
        std::erase_if(state->findings,
                      [&](const Diagnostic &d) { return !isRuleOf(d.code, rules); });
    if (auto added = addSymbols(analyser.toolchain, *before, *after, context); !added)
        return std::unexpected(std::move(added.error()));
    News news;
    news.before = qint64(before->findings.size());
    news.after = qint64(after->findings.size());
    for (const size_t index : matchFindings(*before, *after).fresh)
        news.findings.push_back(after->findings[index]);
    news.suppressions =
        addedSuppressions(before->files, after->files, analyser.action.suppressions);
    return news;
}

Evidence tableOf(const std::vector<Diagnostic> &findings)
{
    std::vector<QStringList> rows;
    for (const Diagnostic &finding : findings)
        rows.push_back({finding.tool, finding.code, finding.severity, finding.file,
                        QString::number(finding.line), oneLine(finding.message)});
    return tableEvidence(
        u"New findings"_s,
        {u"analyser"_s, u"rule"_s, u"severity"_s, u"file"_s, u"line"_s, u"message"_s}, rows);
}

} // namespace

QString NoNewFindingsCheck::type() const
{
    return u"no-new-findings"_s;
}

QString NoNewFindingsCheck::summary() const
{
    return u"analysers find nothing that they did not find before the answer"_s;
}

Result<Verdict> NoNewFindingsCheck::run(const CheckInput &input, CheckContext &context) const
{
    const auto toolchain = toolchainOf(input, context);
    if (!toolchain)
        return std::unexpected(toolchain.error());
    News all;
    for (const QString &name : stringsOr(input.spec.parameters, "analysers")) {
        const auto analyser = analyserOf(**toolchain, name);
        if (!analyser)
            return std::unexpected(analyser.error());
        auto news = newsOf(*analyser, input, context);
        if (!news)
            return std::unexpected(std::move(news.error()));
        std::ranges::move(news->findings, std::back_inserter(all.findings));
        std::ranges::move(news->suppressions, std::back_inserter(all.suppressions));
        all.before += news->before;
        all.after += news->after;
    }
    const auto count = qint64(all.findings.size() + all.suppressions.size());
    const qint64 most = integerOr(input.spec.parameters, "max", 0);
    QString reason = u"nothing new"_s;
    if (!all.findings.empty())
        reason = u"%1 new: %2"_s.arg(count).arg(findingLine(all.findings.front()));
    else if (!all.suppressions.empty())
        reason = u"%1:%2 silences the analyser: %3"_s.arg(all.suppressions.front().file)
                     .arg(all.suppressions.front().line)
                     .arg(all.suppressions.front().text);
    Verdict verdict = count <= most
        ? Verdict::passed(oneLine(reason))
        : Verdict::failed(oneLine(reason), most > 0 ? double(most) / double(count) : 0.0);
    verdict.measures = {{u"findings.before"_s, double(all.before)},
                        {u"findings.after"_s, double(all.after)},
                        {u"findings.new"_s, double(all.findings.size())},
                        {u"suppressions.added"_s, double(all.suppressions.size())}};
    if (!all.findings.empty())
        verdict.evidence.push_back(tableOf(all.findings));
    addDiagnostics(verdict, all.findings);
    addSuppressions(verdict, all.suppressions);
    return verdict;
}

} // namespace touchstone

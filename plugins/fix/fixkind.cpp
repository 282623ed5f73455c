#include "fixkind.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// What the agent is told of the finding that a check says must go.
QString findingText(const CheckSpec &spec, const Scenario &scenario)
{
    QString text = u"%1 finds %2 in %3"_s.arg(
        stringOr(spec.parameters, "analyser"), stringOr(spec.parameters, "rule"),
        stringOr(spec.parameters, "file", scenario.target.file));
    if (const qint64 line = integerOr(spec.parameters, "line", 0); line > 0)
        text += u", line %1"_s.arg(line);
    return text + u'.';
}

/// Whether a check of this type can tell that the fault is mended.
bool judgesTheFault(const CheckSpec &spec)
{
    static const QStringList others{u"syntax"_s,    u"builds"_s,          u"files"_s,
                                    u"signature"_s, u"no-new-findings"_s, u"change-size"_s};
    return !others.contains(spec.type);
}

} // namespace

QString FixKind::id() const
{
    return u"fix"_s;
}

QString FixKind::title() const
{
    return u"Fix"_s;
}

QString FixKind::summary() const
{
    return u"mend what an analyser finds fault with, or what makes a test fail"_s;
}

Result<void> FixKind::validate(const Scenario &scenario, const Place &place) const
{
    if (scenario.answerForm == AnswerForm::None)
        return fail(ErrorCode::BadInput,
                    u"%1: a fix changes files; found the form 'none'"_s.arg(
                        place.at(u"answer"_s).at(u"form"_s).text()));
    if (!scenario.target.file.isEmpty() && !scenario.workspace.files.contains(scenario.target.file))
        return fail(ErrorCode::BadInput,
                    u"%1: the workspace has no file '%2'"_s.arg(
                        place.at(u"target"_s).at(u"file"_s).text(), scenario.target.file));
    const bool judged = std::ranges::any_of(scenario.turns, [](const Turn &turn) {
        return std::ranges::any_of(turn.checks, judgesTheFault);
    });
    if (!judged)
        return fail(
            ErrorCode::BadInput,
            u"%1: no check tells whether the fault is mended; 'finding-gone', 'findings' or 'tests' was expected among them"_s
                .arg(place.at(u"checks"_s).text()));
    return {};
}

QString FixKind::prompt(const Scenario &scenario, int turn) const
{
    QStringList parts{scenario.turns.at(size_t(turn)).instruction};
    bool finding = false;
    for (const CheckSpec &spec : scenario.turns.at(size_t(turn)).checks) {
        if (spec.type != u"finding-gone"_s)
            continue;
        parts.append(findingText(spec, scenario));
        finding = true;
    }
    if (finding)
        parts.append(
            u"Mend the cause: do not silence the finding, change the analyser's configuration, or delete the code."_s);
    const bool wholeFile =
        scenario.answerForm == AnswerForm::Auto && scenario.target.file.isEmpty();
    const QString rule = wholeFile ? u"Answer with a unified diff."_s : answerRule(scenario);
    if (!rule.isEmpty())
        parts.append(rule);
    return parts.join(u"\n\n"_s);
}

QStringList FixKind::actions() const
{
    return {u"syntax"_s, u"analyse:*"_s};
}

} // namespace touchstone

#include "generatekind.h"

using namespace Qt::StringLiterals;

namespace touchstone {
QString GenerateKind::id() const
{
    return u"generate"_s;
}

QString GenerateKind::title() const
{
    return u"Generate"_s;
}

QString GenerateKind::summary() const
{
    return u"write a function or class from its signature and documentation, inside a project"_s;
}

Result<void> GenerateKind::validate(const Scenario &scenario, const Place &place) const
{
    const bool needsFile = scenario.answerForm != AnswerForm::Diff
        && scenario.answerForm != AnswerForm::SearchReplace
        && scenario.answerForm != AnswerForm::None;
    if (needsFile && scenario.target.file.isEmpty())
        return fail(
            ErrorCode::BadInput,
            u"%1: a generate scenario whose answer has the form '%2' needs a file to put it in; none was found"_s
                .arg(place.at(u"target"_s).at(u"file"_s).text(),
                     answerFormName(scenario.answerForm)));
    if (scenario.answerForm == AnswerForm::Body && scenario.target.symbol.isEmpty()
        && !scenario.target.range)
        return fail(
            ErrorCode::BadInput,
            u"%1: an answer of the form 'body' needs a symbol or a range that it replaces; none was found"_s
                .arg(place.at(u"target"_s).text()));
    const bool changesExisting =
        scenario.answerForm == AnswerForm::Body || !scenario.target.symbol.isEmpty();
    if (needsFile && changesExisting && !scenario.workspace.files.contains(scenario.target.file))
        return fail(ErrorCode::BadInput,
                    u"%1: the workspace has no file '%2'"_s.arg(
                        place.at(u"target"_s).at(u"file"_s).text(), scenario.target.file));
    return {};
}

QString GenerateKind::prompt(const Scenario &scenario, int turn) const
{
    const QString instruction = scenario.turns.at(size_t(turn)).instruction;
    const QString rule = answerRule(scenario);
    return rule.isEmpty() ? instruction : instruction + u"\n\n"_s + rule;
}

QStringList GenerateKind::actions() const
{
    return {u"syntax"_s, u"build"_s, u"test"_s, u"symbols"_s};
}

} // namespace touchstone

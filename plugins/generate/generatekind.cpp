#include "generatekind.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// How the answer is to be given, for a model.
QString answerRule(const Scenario &scenario)
{
    const QString file = scenario.target.file;
    switch (scenario.answerForm) {
    case AnswerForm::Completion:
        return u"Continue %1 where it ends; answer with the continuation alone."_s.arg(file);
    case AnswerForm::Body:
        return u"Answer with the new body (or the whole definition) of `%1` in %2."_s.arg(
            scenario.target.symbol, file);
    case AnswerForm::Diff:
        return u"Answer with a unified diff."_s;
    case AnswerForm::SearchReplace:
        return u"Answer with search/replace blocks, each under the path of its file."_s;
    case AnswerForm::None:
        return {};
    default:
        return scenario.target.symbol.isEmpty()
            ? u"Answer with the whole new content of %1 in one fenced code block."_s.arg(file)
            : u"Answer with the definition of `%1` (in %2) in one fenced code block."_s.arg(
                  scenario.target.symbol, file);
    }
}

} // namespace

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

} // namespace touchstone

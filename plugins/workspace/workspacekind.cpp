#include "workspacekind.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

bool asksForPlaces(const Turn &turn)
{
    return std::ranges::any_of(turn.checks,
                               [](const CheckSpec &check) { return check.type == u"retrieval"_s; });
}

} // namespace

QString WorkspaceKind::id() const
{
    return u"workspace"_s;
}

QString WorkspaceKind::title() const
{
    return u"Workspace"_s;
}

QString WorkspaceKind::summary() const
{
    return u"answer a question about the whole workspace, and point at the places that tell"_s;
}

Result<void> WorkspaceKind::validate(const Scenario &scenario, const Place &place) const
{
    if (scenario.answerForm != AnswerForm::None)
        return fail(
            ErrorCode::BadInput,
            u"%1: found '%2', expected 'none': the answer to a question about the workspace changes no file"_s
                .arg(place.at(u"answer"_s).at(u"form"_s).text(),
                     answerFormName(scenario.answerForm)));
    if (scenario.workspace.files.isEmpty() && scenario.workspaceMissing.isEmpty())
        return fail(
            ErrorCode::BadInput,
            u"%1: there is no workspace to ask about"_s.arg(place.at(u"workspace"_s).text()));
    return {};
}

QString WorkspaceKind::prompt(const Scenario &scenario, int turn) const
{
    const Turn &now = scenario.turns.at(size_t(turn));
    QString text = now.instruction + u"\n\nAnswer in words; change no file."_s;
    if (asksForPlaces(now))
        text += u" Cite the places in the workspace that your answer rests on, the most important "
                u"first, "
                u"each as PATH:LINE or PATH:FIRST-LAST (src/main.py:12-20)."_s;
    return text;
}

QStringList WorkspaceKind::actions() const
{
    return {u"symbols"_s};
}

} // namespace touchstone

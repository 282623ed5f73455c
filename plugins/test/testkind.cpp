#include "testkind.h"

#include "subject.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

bool needsFile(const Scenario &scenario)
{
    return scenario.answerForm != AnswerForm::Diff
        && scenario.answerForm != AnswerForm::SearchReplace;
}

} // namespace

QString TestKind::id() const
{
    return u"test"_s;
}

QString TestKind::title() const
{
    return u"Test"_s;
}

QString TestKind::summary() const
{
    return u"write tests for a class or function, by the conventions of its project"_s;
}

Result<void> TestKind::validate(const Scenario &scenario, const Place &place) const
{
    if (const auto subject = requiredSubject(scenario, place.at(u"test"_s)); !subject)
        return std::unexpected(subject.error());
    if (scenario.answerForm == AnswerForm::None || scenario.answerForm == AnswerForm::Body)
        return fail(
            ErrorCode::BadInput,
            u"%1: an answer of the form '%2' makes no file of tests"_s.arg(
                place.at(u"answer"_s).at(u"form"_s).text(), answerFormName(scenario.answerForm)));
    if (needsFile(scenario) && scenario.target.file.isEmpty())
        return fail(ErrorCode::BadInput,
                    u"%1: expected the file that the tests are to stand in; none was found"_s.arg(
                        place.at(u"target"_s).at(u"file"_s).text()));
    if (scenario.target.file == subjectOf(scenario).file)
        return fail(ErrorCode::BadInput,
                    u"%1: the tests can't stand in the file that they are about"_s.arg(
                        place.at(u"target"_s).at(u"file"_s).text()));
    return {};
}

QString TestKind::prompt(const Scenario &scenario, int turn) const
{
    const Subject subject = subjectOf(scenario);
    QStringList parts{scenario.turns.at(size_t(turn)).instruction};
    const QString about =
        subject.symbol.isEmpty() ? subject.file : u"`%1` in %2"_s.arg(subject.symbol, subject.file);
    parts.append(
        scenario.target.file.isEmpty()
            ? u"The tests are about %1. Change no other files than those of tests."_s.arg(about)
            : u"The tests are about %1 and stand in %2. Change no other file."_s.arg(
                  about, scenario.target.file));
    parts.append(answerRule(scenario));
    return parts.join(u"\n\n"_s);
}

QStringList TestKind::actions() const
{
    return {u"syntax"_s, u"build"_s, u"test"_s, u"coverage"_s, u"symbols"_s};
}

} // namespace touchstone

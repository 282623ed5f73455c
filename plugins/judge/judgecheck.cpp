#include "judgecheck.h"

#include "program.h"

#include "core/base/text.h"
#include "core/check/evidence.h"
#include "core/check/remembered.h"
#include "core/workspace/workspace.h"

#include <QtCore/QProcess>

#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype maxText = 200'000; ///< characters of answer and of diff that a judge is shown
constexpr double usualWall = 120;
constexpr double usualMin = 0.5;

QString rubricOf(const CheckSpec &spec)
{
    const Json &rubric = memberOr(spec.parameters, "rubric");
    if (rubric.is_string())
        return rubric.get<QString>().trimmed();
    QStringList criteria;
    for (const QString &criterion : stringsOr(spec.parameters, "rubric"))
        criteria.append(u"- "_s + criterion.trimmed());
    return criteria.join(u'\n');
}

Result<Json> requestOf(const CheckInput &input)
{
    const auto diff = diffManifests(input.state.fixture, input.state.workspace, input.blobs);
    if (!diff)
        return std::unexpected(diff.error());
    QStringList instructions;
    for (const Turn &turn : input.scenario.turns)
        instructions.append(turn.instruction);
    return Json{{"format", 1},
                {"rubric", rubricOf(input.spec)},
                {"instruction", instructions.join(u"\n\n"_s)},
                {"answer", shortened(QString::fromUtf8(input.state.answer), maxText)},
                {"diff", shortened(QString::fromUtf8(*diff), maxText)}};
}

/// The program that asks the model.
Result<QStringList> judgeProgram(const CheckInput &input)
{
    const QString given = qEnvironmentVariable("TOUCHSTONE_JUDGE").trimmed();
    QStringList argv;
    if (given.startsWith(u'[')) {
        const auto list = parseJson(given.toUtf8(), {u"$TOUCHSTONE_JUDGE"_s, {}, 0});
        if (!list)
            return std::unexpected(list.error());
        argv = stringsOr(Json{{"argv", *list}}, "argv");
    } else {
        argv = QProcess::splitCommand(given);
    }
    if (!argv.isEmpty() && !argv.first().isEmpty())
        return argv;
    return fail(
        ErrorCode::ToolMissing,
        u"check '%1' needs a judge: set TOUCHSTONE_JUDGE to a program that reads a JSON request and asks a model (resources/schemas/README.md, \"judge\")"_s
            .arg(input.spec.id));
}

/// What a judge said, if it said all that it must.
Result<Json> opinionFrom(const QByteArray &text)
{
    const auto bad = [](const QString &why) {
        return fail(ErrorCode::ToolFailed, u"the judge's answer can't be used: %1"_s.arg(why));
    };
    const auto json = parseJson(text, {u"the judge's answer"_s, {}, 0});
    if (!json || !json->is_object())
        return bad(json ? u"an object was expected"_s : json.error().message);
    const Json &score = memberOr(*json, "score");
    if (!score.is_number())
        return bad(u"it has no score"_s);
    const auto value = score.get<double>();
    if (!std::isfinite(value) || value < 0 || value > 1)
        return bad(u"the score is %1, from 0 to 1 was expected"_s.arg(value));
    const QString reasons = stringOr(*json, "reasons").trimmed();
    if (reasons.isEmpty())
        return bad(u"it gives no reasons"_s);
    const QString model = stringOr(*json, "model").trimmed();
    if (model.isEmpty())
        return bad(u"it does not say which model judged"_s);
    return Json{{"score", value},
                {"reasons", shortened(visibleText(reasons), shownText)},
                {"model", oneLine(model)}};
}

Result<Json> ask(const Json &request, const CheckInput &input, const CheckContext &context)
{
    const auto argv = judgeProgram(input);
    if (!argv)
        return std::unexpected(argv.error());
    const double wall = numberOr(input.spec.parameters, "wall_s", usualWall);
    const auto answer = askProgram(*argv, dumpJson(request) + '\n',
                                   std::chrono::milliseconds(qint64(wall * 1000)), context.stop);
    if (!answer)
        return std::unexpected(answer.error());
    return opinionFrom(*answer);
}

} // namespace

QString JudgeCheck::type() const
{
    return u"judge"_s;
}

QString JudgeCheck::summary() const
{
    return u"a model judges by a rubric, and gives its reasons"_s;
}

Result<void> JudgeCheck::validate(const Scenario &, const CheckSpec &spec, const Place &place) const
{
    if (rubricOf(spec).isEmpty())
        return fail(ErrorCode::BadInput,
                    u"%1: expected a text or a list of criteria; none was found"_s.arg(
                        place.at(u"rubric"_s).text()));
    return {};
}

Result<Verdict> JudgeCheck::run(const CheckInput &input, CheckContext &context) const
{
    const auto request = requestOf(input);
    if (!request)
        return std::unexpected(request.error());
    const Digest digest = Digest::of(dumpJson(*request));
    const auto opinion = context.cache.get(rememberedKey(type(), digest),
                                           [&] { return ask(*request, input, context); });
    if (!opinion)
        return std::unexpected(opinion.error());
    const double score = numberOr(*opinion, "score", 0.0);
    const double least = numberOr(input.spec.parameters, "min", usualMin);
    const QString reason = oneLine(u"%1 gives %2: %3"_s.arg(stringOr(*opinion, "model"))
                                       .arg(score, 0, 'g', 3)
                                       .arg(stringOr(*opinion, "reasons")),
                                   300);
    Verdict verdict = score >= least ? Verdict::passed(reason) : Verdict::failed(reason);
    verdict.score = score;
    verdict.measures[u"judge.score"_s] = score;
    verdict.evidence.push_back(
        rememberedEvidence(type(), u"What the judge said"_s, digest, *opinion));
    return verdict;
}

} // namespace touchstone

#include "core/agent/answerpreview.h"

#include "core/check/check.h"
#include "core/workspace/workspace.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

Result<AnswerPreview> difference(const Scenario &scenario, const Manifest &after,
                                 const BlobSource &blobs)
{
    auto diff = diffManifests(scenario.workspace, after, blobs);
    if (!diff)
        return std::unexpected(std::move(diff.error()));
    return AnswerPreview{AnswerPreview::Shows::Diff, std::move(*diff), {}};
}

AnswerContext contextOf(const Scenario &scenario, const Answer &answer)
{
    AnswerContext context;
    context.form = answer.form.value_or(scenario.answerForm);
    context.targetFile = scenario.target.file;
    context.language = scenario.language;
    if (scenario.target.range)
        context.symbol =
            SymbolRange{scenario.target.symbol, {}, *scenario.target.range, *scenario.target.range};
    return context;
}

/// Whether it takes a parser of the language to find the place.
bool needsSymbol(const Scenario &scenario, AnswerForm form)
{
    return !scenario.target.symbol.isEmpty() && !scenario.target.range
        && (form == AnswerForm::Body || form == AnswerForm::Fenced || form == AnswerForm::Auto
            || form == AnswerForm::File);
}

} // namespace

Result<AnswerPreview> previewAnswer(const Scenario &scenario, const Answer &answer,
                                    BlobStore &blobs)
{
    if (!answer.files.files.isEmpty() || !answer.removed.isEmpty()) {
        Manifest after = laidOver(scenario.workspace, answer.files);
        for (const QString &path : answer.removed)
            after.files.remove(path);
        return difference(scenario, after, blobs);
    }
    const AnswerContext context = contextOf(scenario, answer);
    const AnswerForm form = chosenForm(answer.text, context);
    const bool isAuto = context.form == AnswerForm::Auto;
    if (form == AnswerForm::None || needsSymbol(scenario, isAuto ? form : context.form))
        return AnswerPreview{};
    const auto applied = applyAnswer(answer.text, context, scenario.workspace, blobs);
    if (!applied)
        return std::unexpected(applied.error());
    if (applied->refusal)
        return AnswerPreview{AnswerPreview::Shows::Refused,
                             {},
                             u"%1: %2"_s.arg(applied->refusal->code, applied->refusal->message)};
    return difference(scenario, applied->after, blobs);
}

} // namespace touchstone

#include "core/workspace/answer.h"

#include "core/workspace/answer_body.h"
#include "core/workspace/answer_diff.h"
#include "core/workspace/answer_search.h"
#include "core/workspace/fences.h"
#include "core/workspace/lines.h"

#include <array>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr std::array formNames{"auto", "file",           "completion", "body",
                               "diff", "search-replace", "fenced",     "none"};

std::optional<Refusal> binaryJunk(const QByteArray &answer, AnswerForm form)
{
    if (const qsizetype at = answer.indexOf('\0'); at >= 0)
        return Refusal{u"binary"_s,
                       u"the answer has a NUL byte at offset %1; text expected"_s.arg(at)};
    // a diff may be of a file in another encoding
    if (form != AnswerForm::Diff && !answer.isValidUtf8())
        return Refusal{u"binary"_s, u"the answer is not UTF-8; text expected"_s};
    return {};
}

ApplyResult applyFile(const QByteArray &content, const AnswerContext &context, Draft &draft)
{
    draft.write(context.targetFile, content, draft.mode(context.targetFile));
    return std::nullopt;
}

ApplyResult applyCompletion(const QByteArray &answer, const AnswerContext &context, Draft &draft)
{
    QByteArray text;
    if (draft.has(context.targetFile)) {
        auto before = draft.read(context.targetFile);
        if (!before)
            return std::unexpected(std::move(before.error()));
        text = *before;
    }
    return applyFile(text + answer, context, draft);
}

ApplyResult applyCode(const QByteArray &code, const AnswerContext &context, Draft &draft)
{
    return context.symbol ? applyBody(code, context, draft) : applyFile(code, context, draft);
}

ApplyResult applyFenced(const QByteArray &answer, const AnswerContext &context, Draft &draft)
{
    const auto code = codeOfChat(answer, context);
    if (!code)
        return code.error();
    return applyCode(*code, context, draft);
}

/// A body that came in a fence of its own after all.
bool beginsWithFence(const QByteArray &answer)
{
    const QByteArrayView text = QByteArrayView(answer).trimmed();
    return text.startsWith("```") || text.startsWith("~~~");
}

bool needsFile(AnswerForm form)
{
    return form != AnswerForm::Diff && form != AnswerForm::SearchReplace;
}

Result<void> checkContext(AnswerForm form, const AnswerContext &context)
{
    if (needsFile(form) && context.targetFile.isEmpty())
        return fail(
            ErrorCode::BadInput,
            u"the scenario names no target file, which an answer of the form '%1' needs"_s.arg(
                answerFormName(form)));
    if (form == AnswerForm::Body && !context.symbol)
        return fail(
            ErrorCode::BadInput,
            u"the scenario names no target symbol in '%1', which an answer of the form 'body' needs"_s
                .arg(context.targetFile));
    return {};
}

ApplyResult applyAs(AnswerForm form, const QByteArray &answer, const AnswerContext &context,
                    Draft &draft)
{
    switch (form) {
    case AnswerForm::Auto:
        return applyAs(chosenForm(answer, context), answer, context, draft);
    case AnswerForm::File:
        return applyFile(answer, context, draft);
    case AnswerForm::Completion:
        return applyCompletion(answer, context, draft);
    case AnswerForm::Body:
        return beginsWithFence(answer) ? applyFenced(answer, context, draft)
                                       : applyBody(answer, context, draft);
    case AnswerForm::Diff:
        return applyDiff(answer, context, draft);
    case AnswerForm::SearchReplace:
        return applySearchReplace(answer, context, draft);
    case AnswerForm::Fenced:
        return applyFenced(answer, context, draft);
    case AnswerForm::None:
        break;
    }
    return std::nullopt;
}

} // namespace

QString answerFormName(AnswerForm form)
{
    return QString::fromLatin1(formNames.at(size_t(form)));
}

Result<AnswerForm> answerFormFromName(const QString &name)
{
    for (size_t i = 0; i < formNames.size(); ++i)
        if (name == QLatin1StringView(formNames.at(i)))
            return static_cast<AnswerForm>(i);
    return fail(
        ErrorCode::BadInput,
        u"'%1' is no form of an answer; auto, file, completion, body, diff, search-replace, fenced or none expected"_s
            .arg(name));
}

AnswerForm chosenForm(const QByteArray &answer, const AnswerContext &context)
{
    if (context.form != AnswerForm::Auto)
        return context.form;
    if (hasSearchReplace(answer))
        return AnswerForm::SearchReplace;
    if (looksLikeDiff(answer))
        return AnswerForm::Diff;
    if (!fencedBlocks(answer).empty())
        return AnswerForm::Fenced;
    return context.symbol ? AnswerForm::Body : AnswerForm::File;
}

Result<Applied> applyAnswer(const QByteArray &answer, const AnswerContext &context,
                            const Manifest &before, BlobStore &blobs)
{
    if (context.form == AnswerForm::None)
        return Applied{before, {}};
    if (answer.size() > context.maxBytes)
        return Applied{
            before,
            Refusal{u"too-large"_s,
                    u"the answer has %1 bytes; at most %2 are accepted"_s.arg(answer.size())
                        .arg(context.maxBytes)}};
    const AnswerForm form = chosenForm(answer, context);
    if (auto junk = binaryJunk(answer, form))
        return Applied{before, std::move(junk)};
    if (context.form == AnswerForm::Auto && answer.trimmed().isEmpty())
        return Applied{before, Refusal{u"no-code"_s, u"the answer is empty"_s}};
    if (auto sound = checkContext(form, context); !sound)
        return std::unexpected(std::move(sound.error()));
    if (needsFile(form))
        if (auto refused = refusedPath(context.targetFile, before))
            return Applied{before, std::move(refused)};
    Draft draft(before, blobs, context.maxBytes);
    auto refused = applyAs(form, answer, context, draft);
    if (!refused)
        return std::unexpected(
            std::move(refused.error())
                .within(u"applying an answer of the form '%1'"_s.arg(answerFormName(form))));
    if (*refused)
        return Applied{before, std::move(*refused)};
    return draft.finish();
}

} // namespace touchstone

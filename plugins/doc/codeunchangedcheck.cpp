#include "codeunchangedcheck.h"

#include "core/check/analysis.h"
#include "core/check/evidence.h"
#include "core/check/running.h"
#include "core/workspace/globs.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// Those of either state: a file that was added or removed is changed, too.
QStringList filesToCompare(const CheckInput &input)
{
    const QStringList globs = stringsOr(input.spec.parameters, "paths");
    if (globs.isEmpty())
        return {input.scenario.target.file};
    QStringList files;
    for (const Manifest *tree : {&input.state.fixture, &input.state.workspace})
        for (auto it = tree->files.begin(); it != tree->files.end(); ++it)
            if (matchesAnyGlob(it.key(), globs) && !files.contains(it.key()))
                files.append(it.key());
    return files;
}

/// The first token that differs, as a place in the file as it is now.
Verdict differingCode(const QString &file, const Tokens &before, const Tokens &after)
{
    size_t at = 0;
    while (at < before.size() && at < after.size() && before[at].text == after[at].text)
        ++at;
    const QString was = at < before.size() ? oneLine(before[at].text, 60) : u"the end"_s;
    const QString is = at < after.size() ? oneLine(after[at].text, 60) : u"the end"_s;
    const int line = at < after.size() ? after[at].line : after.empty() ? 0 : after.back().line;
    const QString what = u"code was changed: '%1' stands where '%2' was"_s.arg(is, was);
    Verdict verdict = Verdict::failed(oneLine(u"%1:%2: %3"_s.arg(file).arg(line).arg(what)));
    verdict.evidence.push_back(placeEvidence(file, line, 0, what));
    return verdict;
}

/// What is wrong with one file; nothing where its code is what it was.
Result<std::optional<Verdict>> changeOf(const QString &file, const Toolchain &toolchain,
                                        const CheckInput &input, CheckContext &context)
{
    const auto before = input.state.fixture.files.constFind(file);
    const auto after = input.state.workspace.files.constFind(file);
    if (after == input.state.workspace.files.cend())
        return Verdict::failed(u"'%1' is missing"_s.arg(file));
    if (before == input.state.fixture.files.cend())
        return Verdict::failed(u"'%1' is new"_s.arg(file));
    if (*before == *after)
        return std::nullopt;
    if (before->mode != after->mode)
        return Verdict::failed(u"'%1' is now %2"_s.arg(file, fileModeName(after->mode)));
    const auto was = tokensOf(toolchain, input.state.fixture, file, input, context);
    if (!was)
        return std::unexpected(was.error());
    if (!*was)
        return fail(ErrorCode::BadInput,
                    u"'%1' of the scenario's own workspace can't be parsed: %2"_s.arg(
                        file, oneLine(was->error())));
    const auto is = tokensOf(toolchain, input.state.workspace, file, input, context);
    if (!is)
        return std::unexpected(is.error());
    if (!*is)
        return Verdict::failed(
            u"'%1' can't be parsed any more: %2"_s.arg(file, oneLine(is->error())));
    const bool same = std::ranges::equal(**was, **is, {}, &Token::text, &Token::text);
    return same ? std::nullopt : std::optional(differingCode(file, **was, **is));
}

} // namespace

QString CodeUnchangedCheck::type() const
{
    return u"code-unchanged"_s;
}

QString CodeUnchangedCheck::summary() const
{
    return u"the code is what it was, comments and blank space aside"_s;
}

Result<void> CodeUnchangedCheck::validate(const Scenario &scenario, const CheckSpec &spec,
                                          const Place &place) const
{
    if (scenario.target.file.isEmpty() && !spec.parameters.contains("paths"))
        return fail(
            ErrorCode::BadInput,
            u"%1: the scenario's target names no file; 'paths' was expected"_s.arg(place.text()));
    return {};
}

Result<Verdict> CodeUnchangedCheck::run(const CheckInput &input, CheckContext &context) const
{
    const auto toolchain = toolchainOf(input, context);
    if (!toolchain)
        return std::unexpected(toolchain.error());
    const QStringList files = filesToCompare(input);
    if (files.isEmpty())
        return fail(ErrorCode::BadInput,
                    u"no file matches the paths of check '%1'"_s.arg(input.spec.id));
    for (const QString &file : files) {
        auto change = changeOf(file, **toolchain, input, context);
        if (!change)
            return std::unexpected(std::move(change.error()));
        if (*change)
            return std::move(**change);
    }
    return Verdict::passed(u"the code is unchanged"_s);
}

} // namespace touchstone

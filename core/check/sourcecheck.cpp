#include "core/check/sourcecheck.h"

#include "core/check/diagnostic.h"
#include "core/check/evidence.h"
#include "core/check/running.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// What an action says about some files: diagnostics that are errors, or a whole verdict where it
/// came to none.
struct Said {
    std::vector<Diagnostic> errors;
    std::optional<Verdict> verdict;
};

Error strangeAnswer(const Toolchain &toolchain, const ToolAction &action, const ExecResult &result,
                    const QString &why)
{
    return {ErrorCode::ToolFailed,
            u"%1 (%2) gave no answer that can be read: %3; it ended with %4: %5"_s.arg(
                action.tool, toolchain.title, why, result.ending(), oneLine(result.errors)),
            {}};
}

/// Whether a nonzero exit code is the action's way to say that the files are wrong.
Result<Said> saidByExitCode(const Toolchain &toolchain, const ToolAction &action,
                            const ExecResult &result)
{
    if (result.succeeded())
        return Said{};
    if (result.end == ExecResult::End::Signalled && !action.executes)
        return std::unexpected(strangeAnswer(toolchain, action, result, u"it crashed"_s));
    Verdict verdict =
        Verdict::failed(oneLine(result.errors.isEmpty() ? result.output : result.errors));
    if (verdict.reason.isEmpty())
        verdict.reason = result.ending();
    addOutput(verdict, result);
    return Said{{}, std::move(verdict)};
}

Result<Said> saidByDiagnostics(const Toolchain &toolchain, const ToolAction &action,
                               const ExecResult &result, const CheckInput &input)
{
    const auto answer = answerOf(action, result, input.blobs);
    if (auto missing = answer ? missingBy(toolchain, *answer) : std::nullopt)
        return std::unexpected(std::move(*missing));
    auto diagnostics = answer ? parseDiagnostics(*answer, {action.tool, {}, 0})
                              : fail(ErrorCode::ToolFailed, u"there is no report"_s);
    if (!diagnostics)
        return std::unexpected(
            strangeAnswer(toolchain, action, result, diagnostics.error().message));
    std::erase_if(*diagnostics, [](const Diagnostic &d) { return d.severity != u"error"_s; });
    return Said{std::move(*diagnostics), {}};
}

Result<Said> ask(const ActionRun &run, const Manifest &tree, const CheckInput &input,
                 CheckContext &context)
{
    const ToolAction &action = run.toolchain.actions[run.action];
    const auto result = runAction(run, tree, input, context);
    if (!result)
        return std::unexpected(result.error());
    if (auto verdict = limitVerdict(*result))
        return Said{{}, std::move(*verdict)};
    if (action.parser == u"exit-code"_s)
        return saidByExitCode(run.toolchain, action, *result);
    if (action.parser == u"diagnostics-json"_s)
        return saidByDiagnostics(run.toolchain, action, *result, input);
    return fail(
        ErrorCode::BadInput,
        u"the toolchain of %1 gives its action '%2' the parser '%3'; exit-code or "
        u"diagnostics-json was expected"_s.arg(run.toolchain.title, run.action, action.parser));
}

bool takesOneFile(const ToolAction &action)
{
    return std::ranges::any_of(action.argv,
                               [](const QString &a) { return a.contains(u"{file}"_s); });
}

/// Asks about all files at once, or one by one where the action takes one.
Result<Verdict> judgeFiles(const QString &name, const QStringList &files,
                           const Toolchain &toolchain, const CheckInput &input,
                           CheckContext &context)
{
    const auto action = actionOf(toolchain, name);
    if (!action)
        return std::unexpected(action.error());
    const Manifest tree = judgedTree(input);
    for (const QString &file : files)
        if (!tree.files.contains(file))
            return Verdict::failed(u"'%1' is missing"_s.arg(file));
    std::vector<QStringList> rounds{files};
    if (takesOneFile(**action)) {
        rounds.clear();
        for (const QString &file : files)
            rounds.push_back({file});
    }
    std::vector<Diagnostic> errors;
    for (const QStringList &round : rounds) {
        auto said = ask({toolchain, name, round, {}, {}, {}}, tree, input, context);
        if (!said)
            return std::unexpected(std::move(said.error()));
        if (said->verdict)
            return std::move(*said->verdict);
        errors.insert(errors.end(), said->errors.begin(), said->errors.end());
    }
    if (errors.empty())
        return Verdict::passed(files.size() == 1 ? files.first() : u"%1 files"_s.arg(files.size()));
    Verdict verdict = Verdict::failed(diagnosticLine(errors.front()));
    verdict.measures[u"diagnostics.errors"_s] = double(errors.size());
    addDiagnostics(verdict, errors);
    return verdict;
}

} // namespace

QString SyntaxCheck::type() const
{
    return u"syntax"_s;
}

QString SyntaxCheck::summary() const
{
    return u"the target file, or the files named, can be parsed"_s;
}

Result<Verdict> SyntaxCheck::run(const CheckInput &input, CheckContext &context) const
{
    const auto toolchain = toolchainOf(input, context);
    if (!toolchain)
        return std::unexpected(toolchain.error());
    const QStringList files = filesInQuestion(input, **toolchain, judgedTree(input));
    if (files.isEmpty())
        return Verdict::failed(u"there is no %1 file to look at"_s.arg((*toolchain)->title));
    return judgeFiles(u"syntax"_s, files, **toolchain, input, context);
}

QString BuildsCheck::type() const
{
    return u"builds"_s;
}

QString BuildsCheck::summary() const
{
    return u"the workspace builds, by the language's build action or a command given"_s;
}

Result<Verdict> BuildsCheck::run(const CheckInput &input, CheckContext &context) const
{
    const QStringList argv = stringsOr(input.spec.parameters, "argv");
    if (!argv.isEmpty()) {
        Command command;
        command.argv = argv;
        const auto result = runCommand(std::move(command), judgedTree(input), input, context);
        if (!result)
            return std::unexpected(result.error());
        if (result->succeeded())
            return Verdict::passed(argv.join(u' '));
        if (auto verdict = limitVerdict(*result))
            return std::move(*verdict);
        Verdict verdict = Verdict::failed(u"the build ended with %1"_s.arg(result->ending()));
        addOutput(verdict, *result);
        return verdict;
    }
    const auto toolchain = toolchainOf(input, context);
    if (!toolchain)
        return std::unexpected(toolchain.error());
    // A build is of the whole workspace unless the check says otherwise.
    CheckSpec spec = input.spec;
    if (!spec.parameters.contains("paths") && !spec.parameters.contains("all"))
        spec.parameters["all"] = true;
    const CheckInput whole{input.scenario, spec, input.state, input.trace, input.blobs};
    return judgeFiles(u"build"_s, filesInQuestion(whole, **toolchain, judgedTree(input)),
                      **toolchain, input, context);
}

} // namespace touchstone

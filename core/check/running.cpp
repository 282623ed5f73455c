#include "core/check/running.h"

#include "core/check/evidence.h"
#include "core/workspace/globs.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// What the workspace's code may use is the scenario's matter, what a tool may use that merely
/// reads it the toolchain's.
Limits limitsOf(const ToolAction &action, const Toolchain &toolchain, const Scenario &scenario)
{
    return action.executes ? scenario.limits : action.limits.value_or(toolchain.limits);
}

bool needsNpm(const ToolAction &action)
{
    const auto names = [](const QString &text) { return text.contains(u"{npm}"_s); };
    return std::ranges::any_of(action.argv, names)
        || std::ranges::any_of(action.environment, names);
}

Result<ExecResult> execute(Command command, const Manifest &tree, const CheckInput &input,
                           CheckContext &context)
{
    return context.executor.run({tree, &input.blobs, std::move(command)}, context.stop);
}

} // namespace

Result<const Toolchain *> toolchainOf(const CheckInput &input, const CheckContext &context)
{
    const QString language = stringOr(input.spec.parameters, "language", input.scenario.language);
    if (const Toolchain *toolchain = context.toolchains.find(language))
        return toolchain;
    const QStringList known = context.toolchains.all().keys();
    return fail(
        ErrorCode::NotFound,
        language.isEmpty()
            ? u"check '%1' needs a language, and neither it nor the scenario names one (there are: %2)"_s
                  .arg(input.spec.id, known.join(u", "_s))
            : u"check '%1' needs the language '%2', which has no toolchain (there are: %3)"_s.arg(
                  input.spec.id, language, known.join(u", "_s)));
}

Result<const ToolAction *> actionOf(const Toolchain &toolchain, const QString &action)
{
    const auto found = toolchain.actions.constFind(action);
    if (found == toolchain.actions.cend())
        return fail(ErrorCode::Unsupported,
                    u"the toolchain of %1 has no action '%2' (it has: %3)"_s.arg(
                        toolchain.title, action, toolchain.actions.keys().join(u", "_s)));
    return &*found;
}

Error toolMissing(const Toolchain &toolchain, const QString &tool)
{
    QString advice;
    for (const Tool &known : toolchain.tools)
        if (known.id == tool && !known.package.isEmpty())
            advice = u"; the package %1 brings it"_s.arg(known.package);
    return {ErrorCode::ToolMissing,
            u"%1 is not installed here%2 (touchstone doctor tells more)"_s.arg(tool, advice),
            {}};
}

std::optional<Error> missingBy(const Toolchain &toolchain, const QByteArray &answer)
{
    constexpr qsizetype most = 10'000; // it is short
    if (answer.size() > most || !answer.trimmed().startsWith('{'))
        return std::nullopt;
    const auto json = parseJson(answer, {});
    if (!json || !json->contains("missing"))
        return std::nullopt;
    return toolMissing(toolchain, stringOr(*json, "missing"));
}

Result<ExecResult> runAction(const ActionRun &run, const Manifest &tree, const CheckInput &input,
                             CheckContext &context)
{
    const auto action = actionOf(run.toolchain, run.action);
    if (!action)
        return std::unexpected(action.error());
    if (needsNpm(**action) && run.toolchain.npmFolder.isEmpty())
        return fail(ErrorCode::ToolMissing,
                    u"what npm brings is not installed here, and the action '%1' of %2 needs it "
                    "(npm ci --prefix resources/npm; touchstone doctor tells more)"_s.arg(
                        run.action, run.toolchain.title));
    auto command = run.toolchain.command(run.action, run.files);
    if (!command)
        return std::unexpected(std::move(command.error()));
    command->limits = run.limits.value_or(limitsOf(**action, run.toolchain, input.scenario));
    command->environment.insert(run.environment);
    command->input = run.input;
    command->argv += run.arguments;
    if ((*action)->source == u"report"_s && !command->collect.contains((*action)->report))
        command->collect.append((*action)->report);
    auto result = execute(std::move(*command), tree, input, context);
    if (!result)
        return std::unexpected(
            std::move(result.error())
                .within(u"running the action '%1' of %2"_s.arg(run.action, run.toolchain.title)));
    if (result->end == ExecResult::End::NotStarted)
        return std::unexpected(toolMissing(run.toolchain, (*action)->tool));
    if (context.times)
        context.times->add(run.toolchain, run.action, result->usage);
    return result;
}

Result<ExecResult> runCommand(Command command, const Manifest &tree, const CheckInput &input,
                              CheckContext &context)
{
    command.limits = input.scenario.limits;
    if (const Toolchain *toolchain = context.toolchains.find(input.scenario.language))
        command.memory = toolchain->memory;
    const QString program = command.argv.value(0);
    auto result = execute(std::move(command), tree, input, context);
    if (!result)
        return std::unexpected(std::move(result.error()).within(u"running '%1'"_s.arg(program)));
    if (result->end == ExecResult::End::NotStarted && !program.contains(u'/'))
        return fail(ErrorCode::ToolMissing,
                    u"the program '%1' is not installed here; check '%2' needs it"_s.arg(
                        program, input.spec.id));
    return result;
}

std::optional<QByteArray> answerOf(const ToolAction &action, const ExecResult &result,
                                   const BlobSource &blobs)
{
    if (action.source == u"channel"_s)
        return result.channel;
    if (action.source == u"errors"_s)
        return result.errors;
    if (action.source != u"report"_s)
        return result.output;
    const auto file = result.after.files.constFind(action.report);
    if (file == result.after.files.cend())
        return std::nullopt;
    for (const QByteArray &bytes : result.newBlobs)
        if (Digest::of(bytes) == file->blob)
            return bytes;
    const auto known = blobs.blob(file->blob);
    return known ? std::optional(*known) : std::nullopt;
}

std::optional<Verdict> limitVerdict(const ExecResult &result)
{
    if (result.end != ExecResult::End::Limit || !result.limit)
        return std::nullopt;
    Verdict verdict = Verdict::failed(u"hit the %1"_s.arg(result.ending()));
    verdict.limit = result.limit;
    addOutput(verdict, result);
    return verdict;
}

void addOutput(Verdict &verdict, const ExecResult &result)
{
    if (!result.output.isEmpty())
        verdict.evidence.push_back(textEvidence(u"standard output"_s, result.output));
    if (!result.errors.isEmpty())
        verdict.evidence.push_back(textEvidence(u"standard error"_s, result.errors));
}

QStringList filesInQuestion(const CheckInput &input, const Toolchain &toolchain,
                            const Manifest &tree)
{
    const Json &parameters = input.spec.parameters;
    const QStringList globs = stringsOr(parameters, "paths");
    if (globs.isEmpty() && !boolOr(parameters, "all", false)
        && !input.scenario.target.file.isEmpty())
        return {input.scenario.target.file};
    QStringList files;
    for (auto it = tree.files.begin(); it != tree.files.end(); ++it) {
        const bool ofLanguage = std::ranges::any_of(
            toolchain.extensions, [&](const QString &end) { return it.key().endsWith(end); });
        const bool chosen = globs.isEmpty() ? ofLanguage : matchesAnyGlob(it.key(), globs);
        if (chosen && it->mode != FileMode::Symlink)
            files.append(it.key());
    }
    return files;
}

Result<QString> toolVersion(const Toolchain &toolchain, const Tool &tool, const CheckInput &input,
                            CheckContext &context)
{
    const Command command = toolchain.versionCommand(tool);
    const Json key = Json::array({"tool version", input.scenario.rootImage, command.argv});
    const auto version = context.cache.get(Digest::of(dumpJson(key)), [&]() -> Result<Json> {
        const auto result = execute(command, {}, input, context);
        if (!result)
            return std::unexpected(result.error());
        return Json(oneLine(result->succeeded() ? result->output : QByteArray("not there")));
    });
    if (!version)
        return std::unexpected(version.error());
    return version->get<QString>();
}

Result<Json> toolVersions(const Toolchain &toolchain, const CheckInput &input,
                          CheckContext &context)
{
    Json versions = Json::object();
    for (const Tool &tool : toolchain.tools) {
        const auto version = toolVersion(toolchain, tool, input, context);
        if (!version)
            return std::unexpected(version.error());
        versions[tool.id.toStdString()] = *version;
    }
    return versions;
}

} // namespace touchstone

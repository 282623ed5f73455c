#include "core/check/analysis.h"

#include "core/check/evidence.h"
#include "core/check/running.h"
#include "core/workspace/folder.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qint64 leastOutput = 16 * MiB; ///< findings and tokens of large files are long

/// Reads what an action printed; what comes of it is remembered. An error's message says why.
using AnswerReader = std::function<Result<Json>(const QByteArray &answer)>;

Error toolFailed(const Toolchain &toolchain, const ToolAction &action, const ExecResult &result,
                 const QString &why)
{
    QString text = u"%1 (%2) gave no answer that can be read: %3; it ended with %4"_s.arg(
        action.tool, toolchain.title, why, result.ending());
    if (!result.errors.isEmpty())
        text += u": "_s + oneLine(result.errors, 400);
    return {ErrorCode::ToolFailed, text, {}};
}

/// A hash of a folder's files, once per run.
Result<QString> folderDigest(const QString &folder, CheckContext &context)
{
    const Json key = Json::array({"folder", folder});
    const auto digest = context.cache.get(Digest::of(dumpJson(key)), [&]() -> Result<Json> {
        const auto files = FolderBlobs::open(folder);
        if (!files)
            return std::unexpected(files.error());
        return Json((*files)->manifest().digest().hex());
    });
    if (!digest)
        return std::unexpected(digest.error());
    return digest->get<QString>();
}

bool names(const ToolAction &action, const QString &placeholder)
{
    const auto has = [&](const QString &text) { return text.contains(placeholder); };
    return std::ranges::any_of(action.argv, has) || std::ranges::any_of(action.environment, has);
}

Limits limitsOf(const Toolchain &toolchain, const ToolAction &action, const Scenario &scenario)
{
    Limits limits = action.executes ? scenario.limits : action.limits.value_or(toolchain.limits);
    limits.outputBytes = std::max(limits.outputBytes, leastOutput);
    return limits;
}

/// Everything that an action's answer depends on.
Result<Digest> keyOf(const Toolchain &toolchain, const QString &name, const ToolAction &action,
                     const Manifest &tree, const QStringList &files, const CheckInput &input,
                     CheckContext &context)
{
    Json key = Json::array({"answer", toolchain.language, name, tree.digest().hex(), files,
                            action.argv, action.parser, action.pattern, action.source,
                            action.environment, input.scenario.rootImage,
                            toJson(limitsOf(toolchain, action, input.scenario))});
    const auto own = folderDigest(toolchain.folder, context);
    if (!own)
        return std::unexpected(own.error());
    key.push_back(*own);
    if (!toolchain.commonFolder.isEmpty() && names(action, u"{common}"_s)) {
        const auto common = folderDigest(toolchain.commonFolder, context);
        if (!common)
            return std::unexpected(common.error());
        key.push_back(*common);
    }
    for (const Tool &tool : toolchain.tools) {
        if (tool.id != action.tool)
            continue;
        const auto version = toolVersion(toolchain, tool, input, context);
        if (!version)
            return std::unexpected(version.error());
        key.push_back(*version);
    }
    return Digest::of(dumpJson(key));
}

/// Runs the action and reads its answer. An empty list from a tool that did not end well is none.
Result<Json> askTool(const Toolchain &toolchain, const QString &name, const ToolAction &action,
                     const Manifest &tree, const QStringList &files, const AnswerReader &read,
                     const CheckInput &input, CheckContext &context)
{
    const auto result =
        runAction({toolchain, name, files, {}, limitsOf(toolchain, action, input.scenario), {}},
                  tree, input, context);
    if (!result)
        return std::unexpected(result.error());
    if (result->end == ExecResult::End::Limit)
        return fail(ErrorCode::ToolFailed,
                    u"%1 (%2) hit the %3"_s.arg(action.tool, toolchain.title, result->ending()));
    if (result->end == ExecResult::End::Signalled)
        return std::unexpected(toolFailed(toolchain, action, *result, u"it crashed"_s));
    const auto answer = answerOf(action, *result, input.blobs);
    if (!answer)
        return std::unexpected(toolFailed(toolchain, action, *result, u"there is no report"_s));
    if (auto missing = missingBy(toolchain, *answer))
        return std::unexpected(std::move(*missing));
    auto json = read(*answer);
    if (!json)
        return std::unexpected(toolFailed(toolchain, action, *result, json.error().message));
    if (json->is_array() && json->empty() && !result->succeeded())
        return std::unexpected(toolFailed(toolchain, action, *result, u"it found nothing"_s));
    return json;
}

/// Asks for each file by itself where the action takes one, and puts the lists together.
Result<Json> askForFiles(const Toolchain &toolchain, const QString &name, const ToolAction &action,
                         const Manifest &tree, const QStringList &files, const AnswerReader &read,
                         const CheckInput &input, CheckContext &context)
{
    if (!names(action, u"{file}"_s) || files.size() < 2)
        return askTool(toolchain, name, action, tree, files, read, input, context);
    Json all = Json::array();
    for (const QString &file : files) {
        auto one = askTool(toolchain, name, action, tree, {file}, read, input, context);
        if (!one)
            return one;
        for (Json &item : *one)
            all.push_back(std::move(item));
    }
    return all;
}

Result<Json> remembered(const Toolchain &toolchain, const QString &name, const Manifest &tree,
                        const QStringList &files, const AnswerReader &read, const CheckInput &input,
                        CheckContext &context)
{
    const auto action = actionOf(toolchain, name);
    if (!action)
        return std::unexpected(action.error());
    const auto key = keyOf(toolchain, name, **action, tree, files, input, context);
    if (!key)
        return std::unexpected(key.error());
    return context.cache.get(*key, [&] {
        return askForFiles(toolchain, name, **action, tree, files, read, input, context);
    });
}

Json toJson(const Diagnostic &diagnostic)
{
    return Json::array({diagnostic.file, diagnostic.line, diagnostic.column, diagnostic.endLine,
                        diagnostic.endColumn, diagnostic.severity, diagnostic.code,
                        diagnostic.message, diagnostic.tool, diagnostic.version});
}

Diagnostic diagnosticFrom(const Json &json)
{
    return {json[0].get<QString>(), json[1].get<int>(),     json[2].get<int>(),
            json[3].get<int>(),     json[4].get<int>(),     json[5].get<QString>(),
            json[6].get<QString>(), json[7].get<QString>(), json[8].get<QString>(),
            json[9].get<QString>()};
}

/// The tree of one file, for tools that need no other: what comes of it is remembered however the
/// rest of the tree changes.
Manifest treeOf(const Manifest &tree, const QString &file)
{
    Manifest one;
    if (const auto entry = tree.files.constFind(file); entry != tree.files.cend())
        one.files.insert(file, *entry);
    return one;
}

AnswerReader jsonReader(const ToolAction &action)
{
    return
        [tool = action.tool](const QByteArray &answer) { return parseJson(answer, {tool, {}, 0}); };
}

template <typename T>
Result<Parsed<T>> parsedBy(const QString &name,
                           Result<Parsed<T>> (*parse)(const Json &answer, const Place &place),
                           const Toolchain &toolchain, const Manifest &tree, const QString &file,
                           const CheckInput &input, CheckContext &context)
{
    const auto action = actionOf(toolchain, name);
    if (!action)
        return std::unexpected(action.error());
    const Place place{(*action)->tool, {}, 0};
    const AnswerReader read = [&](const QByteArray &answer) -> Result<Json> {
        auto json = jsonReader(**action)(answer);
        if (!json)
            return json;
        if (const auto fits = parse(*json, place); !fits)
            return std::unexpected(fits.error());
        return json;
    };
    const auto answer = remembered(toolchain, name, tree, {file}, read, input, context);
    if (!answer)
        return std::unexpected(answer.error());
    return parse(*answer, place);
}

} // namespace

Result<std::vector<Diagnostic>> analyse(const Toolchain &toolchain, const QString &analyser,
                                        const Manifest &tree, const QStringList &files,
                                        const CheckInput &input, CheckContext &context)
{
    if (files.isEmpty())
        return std::vector<Diagnostic>();
    const QString name = analyserAction(analyser);
    const auto action = toolchain.actions.constFind(name);
    if (action == toolchain.actions.cend())
        return fail(ErrorCode::Unsupported,
                    u"the toolchain of %1 has no analyser '%2' (it has: %3)"_s.arg(
                        toolchain.title, analyser, toolchain.analysers().join(u", "_s)));
    const auto version = [&]() -> Result<QString> {
        for (const Tool &tool : toolchain.tools)
            if (tool.id == action->tool)
                return toolVersion(toolchain, tool, input, context);
        return QString();
    }();
    if (!version)
        return std::unexpected(version.error());
    const AnswerReader read = [&](const QByteArray &answer) -> Result<Json> {
        const auto diagnostics = readDiagnostics(*action, answer);
        if (!diagnostics)
            return std::unexpected(diagnostics.error());
        Json list = Json::array();
        for (const Diagnostic &diagnostic : *diagnostics)
            list.push_back(toJson(diagnostic));
        return list;
    };
    const auto answer = remembered(toolchain, name, tree, files, read, input, context);
    if (!answer)
        return std::unexpected(answer.error());
    std::vector<Diagnostic> diagnostics;
    for (const Json &item : *answer) {
        diagnostics.push_back(diagnosticFrom(item));
        if (diagnostics.back().version.isEmpty())
            diagnostics.back().version = *version;
    }
    return diagnostics;
}

Result<Parsed<Tokens>> tokensOf(const Toolchain &toolchain, const Manifest &tree,
                                const QString &file, const CheckInput &input, CheckContext &context)
{
    return parsedBy<Tokens>(u"tokens"_s, parseTokens, toolchain, treeOf(tree, file), file, input,
                            context);
}

Result<Parsed<DocSymbols>> docsOf(const Toolchain &toolchain, const Manifest &tree,
                                  const QString &file, const CheckInput &input,
                                  CheckContext &context)
{
    return parsedBy<DocSymbols>(u"docs"_s, parseDocs, toolchain, tree, file, input, context);
}

} // namespace touchstone

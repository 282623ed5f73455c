#include "core/check/symbols.h"

#include "core/check/evidence.h"
#include "core/check/running.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

std::optional<LineRange> rangeFrom(const Json &json)
{
    if (!json.is_array() || json.size() != 2 || !json[0].is_number_integer()
        || !json[1].is_number_integer())
        return std::nullopt;
    const auto first = json[0].get<qint64>();
    const auto last = json[1].get<qint64>();
    if (first < 0 || last < 0 || first > 100'000'000 || last > 100'000'000)
        return std::nullopt;
    return LineRange{int(first), int(last)};
}

/// [{"name", "signature", "definition": [first, last], "body": [first, last]}, …]
std::optional<std::vector<SymbolRange>> readSymbols(const Json &list)
{
    std::vector<SymbolRange> symbols;
    for (const Json &item : list) {
        const auto definition = rangeFrom(memberOr(item, "definition"));
        const auto body = rangeFrom(memberOr(item, "body"));
        SymbolRange symbol;
        symbol.name = stringOr(item, "name");
        symbol.signature = stringOr(item, "signature");
        if (symbol.name.isEmpty() || !definition || !body)
            return std::nullopt;
        symbol.definition = *definition;
        symbol.body = *body;
        symbols.push_back(std::move(symbol));
    }
    return symbols;
}

/// What the action prints: {"symbols": […]}, or {"error": "why it can't be parsed"}.
Result<Json> askParser(const QByteArray &source, const QString &file, const Toolchain &toolchain,
                       const ToolAction &action, Executor &executor, std::stop_token stop)
{
    auto command = toolchain.command(u"symbols"_s, {file});
    if (!command)
        return std::unexpected(std::move(command.error()));
    command->limits = action.limits.value_or(toolchain.limits);
    command->limits.outputBytes = std::max(command->limits.outputBytes, 16 * MiB);
    BlobStore blobs;
    Manifest tree;
    tree.files.insert(file, {FileMode::Regular, blobs.put(source), source.size()});
    const auto result = executor.run({tree, &blobs, std::move(*command)}, stop);
    if (!result)
        return std::unexpected(result.error());
    if (result->end == ExecResult::End::NotStarted)
        return std::unexpected(toolMissing(toolchain, action.tool));
    if (result->end == ExecResult::End::Limit)
        return Json{{"error", u"it hit the %1"_s.arg(result->ending())}};
    auto json = parseJson(answerOf(action, *result, blobs).value_or(QByteArray()), {file, {}, 0});
    if (json && json->is_object() && json->contains("missing"))
        return std::unexpected(toolMissing(toolchain, stringOr(*json, "missing")));
    if (!json || !json->is_object()
        || (!memberOr(*json, "symbols").is_array() && stringOr(*json, "error").isEmpty()))
        return fail(
            ErrorCode::ToolFailed,
            u"the symbols of %1 could not be read: %2 (%3) ended with %4: %5"_s.arg(
                file, action.tool, toolchain.title, result->ending(), oneLine(result->errors)));
    return json;
}

} // namespace

Result<std::optional<std::vector<SymbolRange>>>
symbolsOf(const QByteArray &source, const QString &file, const Toolchain &toolchain,
          Executor &executor, ResultCache &cache, std::stop_token stop)
{
    const auto action = actionOf(toolchain, u"symbols"_s);
    if (!action)
        return std::unexpected(action.error());
    const Json key =
        Json::array({"symbols", toolchain.folder, (*action)->argv, file, Digest::of(source).hex()});
    auto answer = cache.get(Digest::of(dumpJson(key)), [&] {
        return askParser(source, file, toolchain, **action, executor, stop);
    });
    if (!answer)
        return std::unexpected(std::move(answer.error()));
    if (!memberOr(*answer, "symbols").is_array())
        return std::nullopt;
    auto symbols = readSymbols(answer->at("symbols"));
    if (!symbols)
        return fail(
            ErrorCode::ToolFailed,
            u"the symbols of %1 (%2) lack a name or a range of lines"_s.arg(file, toolchain.title));
    return symbols;
}

Result<std::optional<SymbolRange>> findSymbol(const Manifest &tree, const QString &file,
                                              const QString &symbol, const QString &language,
                                              const BlobSource &blobs, Executor &executor,
                                              const Toolchains &toolchains, ResultCache &cache,
                                              std::stop_token stop)
{
    const auto entry = tree.files.constFind(file);
    if (entry == tree.files.cend() || entry->mode == FileMode::Symlink)
        return std::nullopt;
    const Toolchain *toolchain = toolchains.find(language);
    if (!toolchain)
        return fail(
            ErrorCode::NotFound,
            u"there is no toolchain for the language '%1', so '%2' can't be found in %3"_s.arg(
                language, symbol, file));
    const auto source = blobs.blob(entry->blob);
    if (!source)
        return std::unexpected(source.error());
    const auto symbols = symbolsOf(*source, file, *toolchain, executor, cache, stop);
    if (!symbols)
        return std::unexpected(symbols.error());
    if (!*symbols)
        return std::nullopt;
    for (auto it = (*symbols)->rbegin(); it != (*symbols)->rend(); ++it)
        if (it->name == symbol)
            return *it;
    return std::nullopt;
}

} // namespace touchstone

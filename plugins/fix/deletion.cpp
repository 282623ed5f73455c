#include "deletion.h"

#include "core/check/evidence.h"
#include "core/check/testsrun.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// Less than this share of the tokens left: a stub in place of the code.
constexpr qint64 leastShare = 3;

/// Counts a symbol's tokens, or without a symbol the file's. A language without the actions has no
/// symbols or tokens to count; a file that is there is then enough.
Result<CodeAround> counted(CodeAround code, std::optional<LineRange> range,
                           const Toolchain &toolchain, const Manifest &tree, const QString &file,
                           const CheckInput &input, CheckContext &context)
{
    if (!toolchain.actions.contains(u"tokens"_s)) {
        code.tokens = 1;
        return code;
    }
    const auto tokens = tokensOf(toolchain, tree, file, input, context);
    if (!tokens)
        return std::unexpected(tokens.error());
    if (!*tokens) {
        code.problem = u"'%1' can't be parsed: %2"_s.arg(file, oneLine(tokens->error()));
        return code;
    }
    code.tokens = std::ranges::count_if(**tokens, [&](const Token &token) {
        return !range || (token.line >= range->first && token.line <= range->last);
    });
    return code;
}

Result<std::optional<std::vector<SymbolRange>>> symbolsIn(const Toolchain &toolchain,
                                                          const Manifest &tree, const QString &file,
                                                          const CheckInput &input,
                                                          CheckContext &context)
{
    const auto source = input.blobs.blob(tree.files.value(file).blob);
    if (!source)
        return std::unexpected(source.error());
    return symbolsOf(*source, file, toolchain, context.executor, context.cache, context.stop);
}

} // namespace

Result<CodeAround> codeAround(const Toolchain &toolchain, const Manifest &tree, const QString &file,
                              int line, const CheckInput &input, CheckContext &context)
{
    if (!toolchain.actions.contains(u"symbols"_s))
        return counted({}, {}, toolchain, tree, file, input, context);
    const auto symbols = symbolsIn(toolchain, tree, file, input, context);
    if (!symbols)
        return std::unexpected(symbols.error());
    if (!*symbols)
        return CodeAround{{}, {}, u"'%1' can't be parsed"_s.arg(file)};
    const SymbolRange *symbol = symbolAt(**symbols, line);
    if (!symbol)
        return counted({}, {}, toolchain, tree, file, input, context);
    return counted({symbol->name, {}, {}}, symbol->definition, toolchain, tree, file, input,
                   context);
}

Result<CodeAround> codeOf(const QString &symbol, const Toolchain &toolchain, const Manifest &tree,
                          const QString &file, const CheckInput &input, CheckContext &context)
{
    if (!tree.files.contains(file) || tree.files.value(file).mode == FileMode::Symlink)
        return CodeAround{symbol, {}, {}};
    if (!toolchain.actions.contains(u"symbols"_s))
        return counted({}, {}, toolchain, tree, file, input, context);
    const auto symbols = symbolsIn(toolchain, tree, file, input, context);
    if (!symbols)
        return std::unexpected(symbols.error());
    if (!*symbols)
        return CodeAround{symbol, {}, u"'%1' can't be parsed"_s.arg(file)};
    if (symbol.isEmpty())
        return counted({}, {}, toolchain, tree, file, input, context);
    // of several of that name (overloads, redefinitions) the one with the most code
    CodeAround most{symbol, {}, {}};
    for (const SymbolRange &range : **symbols) {
        if (range.name != symbol)
            continue;
        auto one =
            counted({symbol, {}, {}}, range.definition, toolchain, tree, file, input, context);
        if (!one || !one->problem.isEmpty())
            return one;
        most.tokens = std::max(most.tokens.value_or(0), one->tokens.value_or(0));
    }
    return most;
}

Result<QString> deletedCode(const CodeAround &before, const Toolchain &toolchain,
                            const Manifest &after, const QString &fileBefore,
                            const QString &fileAfter, const CheckInput &input,
                            CheckContext &context)
{
    const auto now = codeOf(before.symbol, toolchain, after, fileAfter, input, context);
    if (!now)
        return std::unexpected(now.error());
    if (!now->problem.isEmpty())
        return now->problem;
    const qint64 least = before.tokens.value_or(0) / leastShare;
    if (now->tokens && *now->tokens >= least)
        return QString();
    if (input.scenario.reference) {
        const auto tree = referenceTree(input, context);
        if (!tree)
            return std::unexpected(tree.error());
        const auto reference = codeOf(before.symbol, toolchain, *tree, fileBefore, input, context);
        if (!reference)
            return std::unexpected(reference.error());
        if (!reference->tokens
            || (now->tokens && *now->tokens >= std::min(least, *reference->tokens)))
            return QString();
    }
    const QString name = before.symbol.isEmpty() ? fileBefore : before.symbol;
    if (!now->tokens)
        return u"'%1' was deleted"_s.arg(name);
    return u"'%1' was deleted but for a stub (%2 of %3 tokens are left)"_s.arg(name)
        .arg(*now->tokens)
        .arg(before.tokens.value_or(0));
}

} // namespace touchstone

#pragma once

#include "core/check/check.h"
#include "core/check/diagnostic.h"
#include "core/check/symbols.h"

#include <expected>

namespace touchstone {

/// What tools that merely read code say of it. Each is remembered by everything that it depends on:
/// the tree, the files asked about, the command, its drivers, the tool's version, the root image.
/// A tool that is not there is ToolMissing; one that crashes, hits a limit or speaks nonsense is
/// ToolFailed and named. Neither is ever a finding, nor the lack of one.

/// What an analyser finds in some files of a tree; perhaps also in others that it looked at.
Result<std::vector<Diagnostic>> analyse(const Toolchain &toolchain, const QString &analyser,
                                        const Manifest &tree, const QStringList &files,
                                        const CheckInput &input, CheckContext &context);

/// A file's code without comments and blank space.
struct Token {
    QString text;
    int line = 0;
    bool operator==(const Token &) const = default;
};
using Tokens = std::vector<Token>;

/// One parameter, value or exception that a documentation comment describes.
struct DocItem {
    QString name; ///< of a parameter, or an exception's type; of the returned value: empty
    int line = 0;
    QString text;
    bool operator==(const DocItem &) const = default;
};

/// A documentation comment.
struct DocComment {
    int line = 0;
    int endLine = 0;
    QString text; ///< without its markers
    bool placed = true; ///< stands where the language's tools look for it
    QStringList conventions; ///< those that it fits: "google", "javadoc", …
    QString summary;
    std::vector<DocItem> parameters;
    std::optional<DocItem> returns;
    std::vector<DocItem> raises;
    std::vector<Diagnostic> problems; ///< what the convention's own parser finds malformed
    bool operator==(const DocComment &) const = default;
};

/// Something that can be documented.
struct DocSymbol {
    QString name; ///< qualified: "Stack.push"
    QString kind; ///< "function", "method", "constructor", "class", …
    int line = 0; ///< of its definition
    int endLine = 0;
    bool isPublic = true;
    std::vector<DocItem> parameters; ///< those that it has, without texts
    bool returns = false; ///< a value
    std::vector<DocItem> raises; ///< names are types; no texts
    std::optional<DocComment> doc;
    bool operator==(const DocSymbol &) const = default;
};
using DocSymbols = std::vector<DocSymbol>;

/// What a parser says of a file; where the file can't be parsed, why.
template <typename T> using Parsed = std::expected<T, QString>;

/// The toolchain's action "tokens" on one file, which must be in the tree.
Result<Parsed<Tokens>> tokensOf(const Toolchain &toolchain, const Manifest &tree,
                                const QString &file, const CheckInput &input,
                                CheckContext &context);
/// The toolchain's action "docs" on one file, which must be in the tree.
Result<Parsed<DocSymbols>> docsOf(const Toolchain &toolchain, const Manifest &tree,
                                  const QString &file, const CheckInput &input,
                                  CheckContext &context);

/// For the tests of the readers: what such an action printed; BadInput where it is something else.
Result<Parsed<Tokens>> parseTokens(const Json &answer, const Place &place);
Result<Parsed<DocSymbols>> parseDocs(const Json &answer, const Place &place);

} // namespace touchstone

#pragma once

#include "core/check/check.h"
#include "core/workspace/answer.h"

namespace touchstone {

/// The symbols of a source file, in the order they stand in it, by the toolchain's action
/// "symbols": a parser in the sandbox. Remembered by content. Nothing where the file can't be
/// parsed; Unsupported where the language has no such action.
Result<std::optional<std::vector<SymbolRange>>>
symbolsOf(const QByteArray &source, const QString &file, const Toolchain &toolchain,
          Executor &executor, ResultCache &cache, std::stop_token stop);

/// One symbol ("Stack.push") in a file of a tree; of several of that name the last, which is the
/// one that holds. Nothing where the file is missing or can't be parsed or has no such symbol.
Result<std::optional<SymbolRange>> findSymbol(const Manifest &tree, const QString &file,
                                              const QString &symbol, const QString &language,
                                              const BlobSource &blobs, Executor &executor,
                                              const Toolchains &toolchains, ResultCache &cache,
                                              std::stop_token stop);

} // namespace touchstone

#pragma once

#include "citations.h"

#include "core/check/check.h"

#include <map>

namespace touchstone {

/// Lines of a file that somebody points at, blank ones left out.
struct PlaceLines {
    QString file;
    std::vector<int> lines; ///< ascending
    QString problem; ///< why there is no such place; empty: there is one
};

/// Tells which lines of the fixture a citation means; a symbol's by the toolchain of the file's
/// ending, or where that can't tell, by the looks of the text. Not thread-safe.
class PlaceFinder {
public:
    PlaceFinder(const CheckInput &input, CheckContext &context)
        : m_input(input)
        , m_context(context)
    {
    }
    Result<PlaceLines> find(const Citation &citation);

private:
    struct Source {
        QByteArray text;
        std::vector<bool> blank; ///< by line, the first at 0
        std::optional<std::vector<SymbolRange>> symbols;
        bool asked = false; ///< for its symbols
    };
    Result<Source *> source(const QString &file);
    Result<void> askForSymbols(const QString &file, Source &source);
    Result<std::optional<LineRange>> rangeOf(const QString &symbol, const QString &file,
                                             Source &source);

    const CheckInput &m_input;
    CheckContext &m_context;
    std::map<QString, Source> m_sources;
    int m_asked = 0; ///< parsers started
};

/// Whether pointing at `cited` is pointing at `expected`: at least half of the cited lines are
/// expected ones; or at least half of the expected lines are cited, among not more than three times
/// as many.
bool hits(const PlaceLines &cited, const PlaceLines &expected);

} // namespace touchstone

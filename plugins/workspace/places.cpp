#include "places.h"

#include "core/check/symbols.h"
#include "core/workspace/lines.h"
#include "core/workspace/symboltext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int maxAsked = 50; ///< files whose symbols are asked for, each of which starts a parser
constexpr size_t mostTimesLonger = 3;

/// "Stack::push" and "Stack#push" as "Stack.push".
QString dotted(QString symbol)
{
    return symbol.replace(u"::"_s, u"."_s).replace(u'#', u'.');
}

/// Whether a symbol's name is meant: the same, the end of it ("push"), or with a module before it.
bool isMeant(const QString &name, const QString &cited)
{
    return name == cited || name.endsWith(u'.' + cited) || cited.endsWith(u'.' + name);
}

const Toolchain *toolchainOfFile(const QString &file, const CheckInput &input,
                                 const Toolchains &toolchains)
{
    const auto fits = [&file](const Toolchain &toolchain) {
        return std::ranges::any_of(toolchain.extensions,
                                   [&](const QString &end) { return file.endsWith(end); });
    };
    if (const Toolchain *own = toolchains.find(input.scenario.language); own && fits(*own))
        return own;
    for (const Toolchain &toolchain : toolchains.all())
        if (fits(toolchain))
            return toolchains.find(toolchain.language);
    return nullptr;
}

} // namespace

bool hits(const PlaceLines &cited, const PlaceLines &expected)
{
    if (cited.file != expected.file || cited.lines.empty())
        return false;
    const size_t shared = size_t(std::ranges::count_if(
        cited.lines, [&](int line) { return std::ranges::binary_search(expected.lines, line); }));
    return 2 * shared >= cited.lines.size()
        || (2 * shared >= expected.lines.size()
            && cited.lines.size() <= mostTimesLonger * expected.lines.size());
}

Result<PlaceFinder::Source *> PlaceFinder::source(const QString &file)
{
    const auto known = m_sources.find(file);
    if (known != m_sources.end())
        return &known->second;
    const auto entry = m_input.state.fixture.files.constFind(file);
    if (entry == m_input.state.fixture.files.cend() || entry->mode == FileMode::Symlink)
        return nullptr;
    auto text = m_input.blobs.blob(entry->blob);
    if (!text)
        return std::unexpected(std::move(text.error()));
    Source &source = m_sources[file];
    source.text = std::move(*text);
    for (const QByteArrayView line : splitLines(source.text))
        source.blank.push_back(isBlank(line));
    return &source;
}

Result<void> PlaceFinder::askForSymbols(const QString &file, Source &source)
{
    if (source.asked)
        return {};
    source.asked = true;
    const Toolchain *toolchain = toolchainOfFile(file, m_input, m_context.toolchains);
    if (!toolchain || !toolchain->actions.contains(u"symbols"_s) || m_asked >= maxAsked)
        return {};
    ++m_asked;
    auto symbols = symbolsOf(source.text, file, *toolchain, m_context.executor, m_context.cache,
                             m_context.stop);
    if (!symbols)
        return std::unexpected(std::move(symbols.error()));
    source.symbols = std::move(*symbols);
    return {};
}

Result<std::optional<LineRange>> PlaceFinder::rangeOf(const QString &symbol, const QString &file,
                                                      Source &source)
{
    if (auto asked = askForSymbols(file, source); !asked)
        return std::unexpected(std::move(asked.error()));
    const QString wanted = dotted(symbol);
    if (source.symbols) {
        const SymbolRange *found = nullptr;
        for (const SymbolRange &known : *source.symbols) {
            const QString name = dotted(known.name);
            if (name == wanted)
                return known.definition;
            if (!found && isMeant(name, wanted))
                found = &known;
        }
        if (found)
            return found->definition;
    }
    // a constant, say, which parsers of definitions don't tell of
    const std::vector<QByteArrayView> lines = splitLines(source.text);
    const auto at = definitionLine(lines, lastName(wanted));
    if (!at)
        return std::nullopt;
    const Span span = definitionSpan(lines, *at, linesInStrings(lines, m_input.scenario.language));
    return LineRange{int(span.first) + 1, std::max(int(span.first) + 1, int(span.last))};
}

Result<PlaceLines> PlaceFinder::find(const Citation &citation)
{
    PlaceLines place{citation.file, {}, {}};
    const auto found = source(citation.file);
    if (!found)
        return std::unexpected(found.error());
    if (!*found) {
        place.problem = u"there is no such file"_s;
        return place;
    }
    Source &source = **found;
    const int count = int(source.blank.size());
    LineRange range{1, count};
    if (citation.range) {
        range = *citation.range;
        if (range.first < 1 || range.last < range.first)
            place.problem = u"that is no range of lines"_s;
        else if (range.last > count)
            place.problem = u"the file has %1 lines"_s.arg(count);
    } else if (!citation.symbol.isEmpty()) {
        const auto symbol = rangeOf(citation.symbol, citation.file, source);
        if (!symbol)
            return std::unexpected(symbol.error());
        if (*symbol)
            range = {(*symbol)->first, std::min((*symbol)->last, count)};
        else
            place.problem = u"the file has no such symbol"_s;
    }
    if (!place.problem.isEmpty())
        return place;
    for (int line = range.first; line <= range.last; ++line)
        if (!source.blank[size_t(line - 1)])
            place.lines.push_back(line);
    return place;
}

} // namespace touchstone

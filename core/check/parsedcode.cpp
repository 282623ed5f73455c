#include "core/check/analysis.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t maxTokens = 2'000'000;
constexpr size_t maxSymbols = 100'000;

int lineOf(const Json &json, const char *key)
{
    return int(std::clamp<qint64>(integerOr(json, key, 0), 0, std::numeric_limits<int>::max()));
}

std::vector<DocItem> itemsOf(const Json &list, const char *name)
{
    std::vector<DocItem> items;
    if (list.is_array())
        for (const Json &item : list)
            items.push_back({stringOr(item, name), lineOf(item, "line"), stringOr(item, "text")});
    return items;
}

std::optional<DocComment> docFrom(const Json &json)
{
    if (!json.is_object())
        return std::nullopt;
    DocComment doc;
    doc.line = lineOf(json, "line");
    doc.endLine = lineOf(json, "endLine");
    doc.text = stringOr(json, "text");
    doc.placed = boolOr(json, "placed", false);
    doc.conventions = stringsOr(json, "conventions");
    doc.summary = stringOr(json, "summary");
    doc.parameters = itemsOf(memberOr(json, "parameters"), "name");
    doc.raises = itemsOf(memberOr(json, "raises"), "type");
    if (const Json &returns = memberOr(json, "returns"); returns.is_object())
        doc.returns = DocItem{{}, lineOf(returns, "line"), stringOr(returns, "text")};
    if (const Json &problems = memberOr(json, "problems"); problems.is_array()) {
        for (const Json &problem : problems) {
            Diagnostic diagnostic;
            diagnostic.line = lineOf(problem, "line");
            diagnostic.column = lineOf(problem, "column");
            diagnostic.code = stringOr(problem, "code");
            diagnostic.message = stringOr(problem, "message");
            doc.problems.push_back(std::move(diagnostic));
        }
    }
    return doc;
}

DocSymbol symbolFrom(const Json &json)
{
    DocSymbol symbol;
    symbol.name = stringOr(json, "name");
    symbol.kind = stringOr(json, "kind");
    symbol.line = lineOf(json, "line");
    symbol.endLine = lineOf(json, "endLine");
    symbol.isPublic = boolOr(json, "public", true);
    symbol.parameters = itemsOf(memberOr(json, "parameters"), "name");
    symbol.returns = boolOr(json, "returns", false);
    symbol.raises = itemsOf(memberOr(json, "raises"), "type");
    symbol.doc = docFrom(memberOr(json, "doc"));
    return symbol;
}

/// The member's list; the reason where the answer says that the file can't be parsed.
Result<Parsed<const Json *>> listIn(const Json &answer, const char *member, size_t most,
                                    const Place &place)
{
    if (const Json &list = memberOr(answer, member); list.is_array()) {
        if (list.size() > most)
            return fail(
                ErrorCode::BadInput,
                u"%1: more than %2 items"_s.arg(place.at(QString::fromLatin1(member)).text())
                    .arg(most));
        return Parsed<const Json *>(&list);
    }
    if (const QString why = stringOr(answer, "error"); !why.isEmpty())
        return Parsed<const Json *>(std::unexpect, why);
    return fail(ErrorCode::BadInput,
                u"%1: an object with a list '%2', or an 'error', was expected"_s.arg(
                    place.text(), QString::fromLatin1(member)));
}

} // namespace

Result<Parsed<Tokens>> parseTokens(const Json &answer, const Place &place)
{
    const auto list = listIn(answer, "tokens", maxTokens, place);
    if (!list)
        return std::unexpected(list.error());
    if (!*list)
        return Parsed<Tokens>(std::unexpect, list->error());
    Tokens tokens;
    tokens.reserve((**list)->size());
    for (const Json &item : ***list) {
        if (!item.is_array() || item.size() != 2 || !item[0].is_string()
            || !item[1].is_number_integer())
            return fail(ErrorCode::BadInput,
                        u"%1: [text, line] was expected"_s.arg(
                            place.at(u"tokens"_s).at(qsizetype(tokens.size())).text()));
        const auto line = std::clamp<qint64>(item[1].get<qint64>(), 0, 100'000'000);
        tokens.push_back({item[0].get<QString>(), int(line)});
    }
    return tokens;
}

Result<Parsed<DocSymbols>> parseDocs(const Json &answer, const Place &place)
{
    const auto list = listIn(answer, "symbols", maxSymbols, place);
    if (!list)
        return std::unexpected(list.error());
    if (!*list)
        return Parsed<DocSymbols>(std::unexpect, list->error());
    DocSymbols symbols;
    for (const Json &item : ***list) {
        symbols.push_back(symbolFrom(item));
        if (symbols.back().name.isEmpty())
            return fail(ErrorCode::BadInput,
                        u"%1: a symbol needs a 'name'"_s.arg(
                            place.at(u"symbols"_s).at(qsizetype(symbols.size()) - 1).text()));
    }
    return symbols;
}

} // namespace touchstone

#include "doccheck.h"

#include "docrules.h"

#include "core/check/evidence.h"
#include "core/check/running.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t maxPlaces = 100;

QString conventionOf(const Scenario &scenario, const CheckSpec &spec)
{
    return stringOr(spec.parameters, "convention",
                    stringOr(memberOr(scenario.extra, "doc"), "convention"));
}

bool judgesMembers(const Scenario &scenario, const CheckSpec &spec)
{
    return boolOr(spec.parameters, "members",
                  boolOr(memberOr(scenario.extra, "doc"), "members", false));
}

Verdict verdictOn(const DocFindings &findings, const QString &file, size_t symbols)
{
    const size_t problems = findings.problems.size();
    Verdict verdict;
    if (problems == 0) {
        verdict = Verdict::passed(
            findings.asked == 1 ? u"kept"_s : u"kept in %1 respects"_s.arg(findings.asked));
    } else {
        const DocProblem &first = findings.problems.front();
        const double score = 1.0 - double(problems) / double(std::max(1, findings.asked));
        verdict = Verdict::failed(
            oneLine(u"%1:%2: %3"_s.arg(file).arg(first.line).arg(first.message)
                    + (problems > 1 ? u" (and %1 more)"_s.arg(problems - 1) : QString())),
            std::clamp(score, 0.0, 1.0));
    }
    verdict.measures = {{u"doc.symbols"_s, double(symbols)},
                        {u"doc.asked"_s, double(findings.asked)},
                        {u"doc.problems"_s, double(problems)}};
    for (size_t i = 0; i < problems && i < maxPlaces; ++i)
        verdict.evidence.push_back(placeEvidence(file, findings.problems[i].line,
                                                 findings.problems[i].column,
                                                 findings.problems[i].message));
    return verdict;
}

/// The symbol that the target's lines are about, in the fixture: the first that begins in them,
/// else the innermost that they lie in.
Result<QString> symbolOfLines(const Toolchain &toolchain, const CheckInput &input,
                              CheckContext &context)
{
    const Target &target = input.scenario.target;
    const auto unknown = [&target](const QString &why) {
        return fail(ErrorCode::BadInput,
                    u"the scenario's own workspace has no symbol in lines %1 to %2 of '%3'%4"_s
                        .arg(target.range->first)
                        .arg(target.range->last)
                        .arg(target.file, why));
    };
    if (!input.state.fixture.files.contains(target.file))
        return unknown(u", which is missing"_s);
    const auto docs = docsOf(toolchain, input.state.fixture, target.file, input, context);
    if (!docs)
        return std::unexpected(docs.error());
    if (!*docs)
        return unknown(u", which can't be parsed: "_s + oneLine(docs->error()));
    const DocSymbol *chosen = nullptr;
    for (const DocSymbol &symbol : **docs) {
        const bool begins = symbol.line >= target.range->first && symbol.line <= target.range->last;
        if (begins && (chosen == nullptr || symbol.line < chosen->line))
            chosen = &symbol;
    }
    for (const DocSymbol &symbol : **docs) {
        const bool holds =
            symbol.line <= target.range->first && symbol.endLine >= target.range->last;
        const bool begins = chosen != nullptr && chosen->line >= target.range->first;
        if (holds && !begins && (chosen == nullptr || symbol.line > chosen->line))
            chosen = &symbol;
    }
    return chosen != nullptr ? Result<QString>(chosen->name) : unknown({});
}

} // namespace

QString DocCheck::type() const
{
    return u"doc"_s;
}

QString DocCheck::summary() const
{
    return u"the target's documentation keeps a rule: present, parameters, nothing-else, …"_s;
}

Result<void> DocCheck::validate(const Scenario &scenario, const CheckSpec &spec,
                                const Place &place) const
{
    const Target &target = scenario.target;
    if (target.file.isEmpty() || (target.symbol.isEmpty() && !target.range))
        return fail(
            ErrorCode::BadInput,
            u"%1: a doc check needs the scenario's target to name a file, and a symbol or its lines"_s
                .arg(place.text()));
    if (stringOr(spec.parameters, "rule") == u"convention"_s
        && conventionOf(scenario, spec).isEmpty())
        return fail(
            ErrorCode::BadInput,
            u"%1: neither the check nor the scenario's member 'doc' names a convention"_s.arg(
                place.at(u"convention"_s).text()));
    return {};
}

Result<Verdict> DocCheck::run(const CheckInput &input, CheckContext &context) const
{
    const auto toolchain = toolchainOf(input, context);
    if (!toolchain)
        return std::unexpected(toolchain.error());
    Target target = input.scenario.target;
    if (target.symbol.isEmpty()) {
        auto name = symbolOfLines(**toolchain, input, context);
        if (!name)
            return std::unexpected(std::move(name.error()));
        target.symbol = std::move(*name);
    }
    const Manifest tree = judgedTree(input);
    const auto file = tree.files.constFind(target.file);
    if (file == tree.files.cend() || file->mode == FileMode::Symlink)
        return Verdict::failed(u"'%1' is missing"_s.arg(target.file));
    const auto docs = docsOf(**toolchain, tree, target.file, input, context);
    if (!docs)
        return std::unexpected(docs.error());
    if (!*docs)
        return Verdict::failed(
            u"'%1' can't be parsed: %2"_s.arg(target.file, oneLine(docs->error())));
    const DocSymbols symbols =
        symbolsInQuestion(**docs, target.symbol, judgesMembers(input.scenario, input.spec));
    if (std::ranges::find(symbols, target.symbol, &DocSymbol::name) == symbols.end())
        return Verdict::failed(u"'%1' is no longer in '%2'"_s.arg(target.symbol, target.file));
    DocFindings all;
    for (const DocSymbol &symbol : symbols) {
        DocFindings one = judgeDoc(symbol, **docs, stringOr(input.spec.parameters, "rule"),
                                   conventionOf(input.scenario, input.spec));
        all.asked += one.asked;
        all.problems.insert(all.problems.end(), one.problems.begin(), one.problems.end());
    }
    return verdictOn(all, target.file, symbols.size());
}

} // namespace touchstone

#include "signaturecheck.h"

#include "core/check/symbols.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

Result<std::optional<SymbolRange>> symbolIn(const Manifest &tree, const CheckInput &input,
                                            CheckContext &context)
{
    const Target &target = input.scenario.target;
    if (!tree.files.contains(target.file))
        return std::nullopt;
    return findSymbol(tree, target.file, target.symbol, input.scenario.language, input.blobs,
                      context.executor, context.toolchains, context.cache, context.stop);
}

} // namespace

QString SignatureCheck::type() const
{
    return u"signature"_s;
}

QString SignatureCheck::summary() const
{
    return u"the target's signature is unchanged"_s;
}

Result<void> SignatureCheck::validate(const Scenario &scenario, const CheckSpec &,
                                      const Place &place) const
{
    if (scenario.target.file.isEmpty() || scenario.target.symbol.isEmpty())
        return fail(
            ErrorCode::BadInput,
            u"%1: a signature check needs the scenario's target to name file and symbol"_s.arg(
                place.text()));
    return {};
}

Result<Verdict> SignatureCheck::run(const CheckInput &input, CheckContext &context) const
{
    const auto before = symbolIn(input.state.fixture, input, context);
    if (!before)
        return std::unexpected(before.error());
    if (!*before)
        return fail(ErrorCode::BadInput,
                    u"the scenario's own workspace has no '%1' in '%2'"_s.arg(
                        input.scenario.target.symbol, input.scenario.target.file));
    const auto after = symbolIn(input.state.workspace, input, context);
    if (!after)
        return std::unexpected(after.error());
    if (!*after)
        return Verdict::failed(u"'%1' is no longer in '%2', or the file can't be parsed"_s.arg(
            input.scenario.target.symbol, input.scenario.target.file));
    if ((*before)->signature == (*after)->signature)
        return Verdict::passed(u"'%1' is unchanged"_s.arg((*after)->signature));
    Verdict verdict =
        Verdict::failed(u"the signature was changed to '%1'"_s.arg((*after)->signature));
    verdict.evidence.push_back({u"diff"_s,
                                u"signature"_s,
                                {{"before", (*before)->signature}, {"after", (*after)->signature}},
                                {}});
    return verdict;
}

} // namespace touchstone

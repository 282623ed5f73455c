#include "changesizecheck.h"

#include "core/check/testsrun.h"
#include "core/workspace/workspace.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {

QString ChangeSizeCheck::type() const
{
    return u"change-size"_s;
}

QString ChangeSizeCheck::summary() const
{
    return u"the change is small: at most so many lines, or so many times the reference's"_s;
}

Result<void> ChangeSizeCheck::validate(const Scenario &scenario, const CheckSpec &spec,
                                       const Place &place) const
{
    const bool byReference = spec.parameters.contains("max_times_reference");
    if (!byReference && !spec.parameters.contains("max_lines"))
        return fail(ErrorCode::BadInput,
                    u"%1: 'max_lines' or 'max_times_reference' was expected"_s.arg(place.text()));
    if (byReference && !scenario.reference)
        return fail(
            ErrorCode::BadInput,
            u"%1: the scenario has no reference"_s.arg(place.at(u"max_times_reference"_s).text()));
    return {};
}

Result<Verdict> ChangeSizeCheck::run(const CheckInput &input, CheckContext &context) const
{
    const auto size = diffSize(input.state.fixture, input.state.workspace, input.blobs);
    if (!size)
        return std::unexpected(size.error());
    const int lines = size->added + size->removed;
    QMap<QString, double> measures{{u"change.files"_s, double(size->files)},
                                   {u"change.added"_s, double(size->added)},
                                   {u"change.removed"_s, double(size->removed)},
                                   {u"change.lines"_s, double(lines)}};
    const Json &parameters = input.spec.parameters;
    double most = numberOr(parameters, "max_lines", INFINITY);
    if (parameters.contains("max_times_reference")) {
        const auto tree = referenceTree(input, context);
        if (!tree)
            return std::unexpected(tree.error());
        const auto reference = diffSize(input.scenario.workspace, *tree, input.blobs);
        if (!reference)
            return std::unexpected(reference.error());
        const int referenceLines = reference->added + reference->removed;
        measures[u"change.reference_lines"_s] = referenceLines;
        most = std::min(most, numberOr(parameters, "max_times_reference", 1) * referenceLines);
    }
    const QString reason = u"%1 lines changed; at most %2"_s.arg(lines).arg(std::floor(most));
    Verdict verdict;
    if (size->files == 0)
        verdict = Verdict::failed(u"nothing was changed"_s);
    else if (lines <= most)
        verdict = Verdict::passed(reason);
    else
        verdict = Verdict::failed(reason, most / lines);
    verdict.measures = std::move(measures);
    return verdict;
}

} // namespace touchstone

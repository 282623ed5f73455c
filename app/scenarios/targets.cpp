#include "app/scenarios/targets.h"

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

ide::Location pageOf(QLatin1StringView path, const RunTarget &target)
{
    ide::Location location{path, {}};
    if (!target.packs.isEmpty())
        location.place.insert(u"packs"_s, target.packs.join(u'\n'));
    if (!target.filter.isEmpty())
        location.place.insert(u"filter"_s, target.filter);
    return location;
}

} // namespace

ide::Location runForm(const RunTarget &target)
{
    return pageOf(runPath, target);
}

ide::Location validationPage(const RunTarget &target)
{
    return pageOf(validationPath, target);
}

RunTarget targetOf(const ide::Location &location)
{
    return {location.place.value(u"packs"_s).split(u'\n', Qt::SkipEmptyParts),
            location.place.value(u"filter"_s)};
}

ide::Location packLocation(const QString &folder)
{
    return {folder, {}};
}

ide::Location scenarioLocation(const QString &folder, const QString &id)
{
    return {folder, {{u"scenario"_s, id}}};
}

} // namespace touchstone::scenarios

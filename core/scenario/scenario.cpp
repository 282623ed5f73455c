#include "core/scenario/scenario.h"

using namespace Qt::StringLiterals;

namespace touchstone {

QString checkRoleName(CheckRole role)
{
    switch (role) {
    case CheckRole::Required:
        return u"required"_s;
    case CheckRole::Graded:
        return u"graded"_s;
    case CheckRole::Informative:
        return u"informative"_s;
    }
    return {};
}

std::optional<CheckRole> checkRoleFromName(const QString &name)
{
    for (const CheckRole role : {CheckRole::Required, CheckRole::Graded, CheckRole::Informative})
        if (checkRoleName(role) == name)
            return role;
    return {};
}

const CheckSpec *Scenario::check(const QString &id) const
{
    for (const Turn &turn : turns)
        for (const CheckSpec &spec : turn.checks)
            if (spec.id == id)
                return &spec;
    return nullptr;
}

} // namespace touchstone

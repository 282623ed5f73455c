#include "core/base/version.h"

#include "touchstone-commit.h"

namespace touchstone {

QString version()
{
    return QStringLiteral(TOUCHSTONE_VERSION);
}

QString commit()
{
    return QStringLiteral(TOUCHSTONE_COMMIT);
}

} // namespace touchstone

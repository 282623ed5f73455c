#include "app/cli/desktopdoor.h"

#include "core/base/paths.h"

#include <QtCore/QLibrary>

using namespace Qt::StringLiterals;

namespace touchstone::cli {

Result<QFunctionPointer> desktopDoor(const char *name)
{
    const auto path = ownLibrary(u"libtouchstone-desktop.so"_s);
    if (!path)
        return std::unexpected(path.error());
    QLibrary library(*path);
    const QFunctionPointer door = library.resolve(name);
    if (!door)
        return fail(ErrorCode::Internal, library.errorString());
    return door;
}

} // namespace touchstone::cli

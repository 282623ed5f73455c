#include "core/base/error.h"

#include <array>

using namespace Qt::StringLiterals;

namespace touchstone {

QString errorCodeName(ErrorCode code)
{
    static constexpr std::array names{
        "bad-input", "not-found", "unsupported", "tool-missing", "tool-failed", "confinement", "io",
        "corrupt",   "newer",     "busy",        "changed",      "cancelled",   "internal",
    };
    return QString::fromLatin1(names.at(static_cast<size_t>(code)));
}

Error Error::within(const QString &doing) &&
{
    trail.append(doing);
    return std::move(*this);
}

QString Error::text() const
{
    if (trail.isEmpty())
        return message;
    return u"%1 (while %2)"_s.arg(message, trail.join(u", while "_s));
}

} // namespace touchstone

#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <expected>

namespace touchstone {

/// What sort of failure an Error is; callers branch on this, people read the message.
enum class ErrorCode {
    BadInput, ///< a file, field or argument from outside is wrong; exit code 2
    NotFound, ///< something named does not exist
    Unsupported, ///< this machine or version cannot do it at all
    ToolMissing, ///< an external program is not installed
    ToolFailed, ///< an external program crashed, timed out or spoke nonsense
    Confinement, ///< no safe way to run a stranger's code here
    Io, ///< reading or writing failed
    Corrupt, ///< stored data does not hold together
    Newer, ///< stored data was written by a newer version
    Busy, ///< somebody else holds it (a lease, a lock)
    Changed, ///< a plan or environment differs from what was recorded
    Cancelled, ///< somebody asked to stop
    Internal, ///< our own fault
};

/// The name used in JSON and on the command line: "bad-input", "tool-missing", ...
QString errorCodeName(ErrorCode code);

/// Why something could not be done. The message names file, place, what was found and what was
/// expected; the trail says what was being done, innermost first, each layer adding its own line.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString message;
    QStringList trail;

    /// The same error with one more line of trail: `return std::unexpected(e.within(u"reading
    /// …"_s))`.
    [[nodiscard]] Error within(const QString &doing) &&;
    /// Message and trail on one line: "message (while doing this, while doing that)".
    [[nodiscard]] QString text() const;
    bool operator==(const Error &) const = default;
};

template <typename T> using Result = std::expected<T, Error>;

/// `return fail(ErrorCode::BadInput, u"…"_s);`
inline std::unexpected<Error> fail(ErrorCode code, QString message)
{
    return std::unexpected(Error{code, std::move(message), {}});
}

} // namespace touchstone

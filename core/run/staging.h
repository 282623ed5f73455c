#pragma once

#include "core/base/error.h"

namespace touchstone::staging {

/// SQLite's write-ahead log needs memory that all users of a file share, which network file systems
/// do not offer. A run whose place lies on one is written on a local disk and copied at the end:
/// - at the place itself stands, from the beginning, a complete run file with what has been
///   published so far, whose lease names the host and the local file;
/// - opening the place on that host, to read or to resume, goes on with the local file;
/// - opening it elsewhere to read gives what has been published, with a warning that says where the
///   rest is; to write is refused with that place.
/// The local file lies in the first of $TOUCHSTONE_STAGING, $XDG_STATE_HOME (~/.local/state)
/// /touchstone/staging, /var/tmp/touchstone-UID that is a local folder. $TOUCHSTONE_STAGING, when
/// set, is used for every run, wherever it lies.

/// Whether the file system type (statfs f_type) is one that other machines write to, too.
bool isNetworkType(qint64 type);
/// Whether a run at `path` (whose folder exists) has to be written elsewhere.
bool isNeeded(const QString &path);
/// Where the run of `path` is written; its folder is made, for this user alone.
Result<QString> place(const QString &path);

/// Copies a closed run file over `to`, through a new file in the same folder, synced and renamed.
Result<void> copyOver(const QString &from, const QString &to);
/// Renames a file to a name that must be free: BadInput when it is not.
Result<void> renameToFree(const QString &from, const QString &to);
/// Makes what was renamed in the folder of `path` survive a power cut.
void syncFolder(const QString &path);

} // namespace touchstone::staging

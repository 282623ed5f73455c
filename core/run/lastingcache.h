#pragma once

#include "core/check/check.h"

namespace touchstone {

/// A cache of results that outlives the process: an SQLite file at `path`, made with its folder
/// where it is missing, used by several processes at one time, behind a memory cache of its own.
/// `world` stands for everything that results depend on and their keys don't name (our build, the
/// toolchains, the tools installed): a result is only found again in the world it was made in.
/// Beyond `maxBytes` those used longest ago are dropped at opening. A file that can't be opened or
/// read is begun anew; where that fails too, results are kept in memory alone and `problem` says
/// why: a cache never fails a run.
std::unique_ptr<ResultCache> openLastingCache(const QString &path, const Digest &world,
                                              QString *problem, qint64 maxBytes = 512 * MiB);

/// What results depend on besides their input: this build and its plugins, the toolchains' files,
/// npm's packages, the system's packages (by the time they were last changed; so are /usr/local's),
/// and how commands are confined.
Digest resultWorld(const Toolchains &toolchains, const Confinement &confinement);

/// $XDG_CACHE_HOME/touchstone/results.sqlite; ~/.cache where that is not set.
QString lastingCachePath();

} // namespace touchstone

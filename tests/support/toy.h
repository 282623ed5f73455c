#pragma once

#include "core/base/paths.h"
#include "support/checkbench.h"

#include <QtTest/QTest>

namespace touchstone::test {

/// Makes tests/check/toolchains known, whose language "toy" has an analyser for every way in which
/// tools work and fail. False where this build has no data folder.
inline bool addTestToolchains()
{
    const auto data = dataFolder();
    if (!data)
        return false;
    qputenv("TOUCHSTONE_TOOLCHAIN_PATH",
            (*data + QStringLiteral("/tests/check/toolchains")).toUtf8());
    return true;
}

/// All evidence of a kind, as "file:line message".
inline QStringList placesOf(const Verdict &verdict)
{
    QStringList places;
    for (const Evidence &evidence : verdict.evidence)
        if (evidence.kind == QStringLiteral("place"))
            places.append(QStringLiteral("%1:%2 %3")
                              .arg(stringOr(evidence.data, "file"),
                                   QString::number(integerOr(evidence.data, "line", 0)),
                                   stringOr(evidence.data, "message")));
    return places;
}

} // namespace touchstone::test

#pragma once

#include "support/attemptbench.h"

namespace touchstone::test {

/// An answer that wants to pass without being right.
struct Cheat {
    const char *name;
    const char *checks; ///< that it is tried on; what is not listed is none of its business
    const char *source; ///< of the file asked for
    const char *file = nullptr; ///< another file of the answer
    const char *contents = nullptr;
};

/// A scenario that asks for f(x), twice x, and judges it in every way that runs the answer: by the
/// checks "cases", "tests" (hidden ones), "project" (the workspace's), "exit" (a program that ends
/// with exit code 0) and "output".
class CheatBench {
public:
    explicit CheatBench(const QString &language);

    QString problem; ///< why there is no sandbox here; empty: there is one
    QString file; ///< the one asked for
    QByteArray honest; ///< its right content

    /// What is wrong with how the cheat ended; empty: every check that it was tried on failed.
    QByteArray passed(const Cheat &cheat);
    /// What is wrong with how a right answer ended; empty: it passed all.
    QByteArray failed(const QMap<QString, QByteArray> &answer);

private:
    AttemptBench m_bench;
    std::vector<CheckSpec> m_checks;
};

} // namespace touchstone::test

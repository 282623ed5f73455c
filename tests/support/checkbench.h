#pragma once

#include "core/check/builtin.h"

#include <memory>

namespace touchstone::test {

/// One scenario and the means to judge end states of it: real toolchains, the real sandbox.
class CheckBench {
public:
    /// `problem` is set where this machine can't run a sandbox, or the toolchains can't be read.
    explicit CheckBench(const QString &language = QStringLiteral("python"));
    ~CheckBench();

    Scenario scenario;
    Manifest fixture;
    QByteArray answer; ///< as the agent gave it
    BlobStore blobs;
    QString problem;

    /// Files by path, as a manifest.
    Manifest files(const QMap<QString, QByteArray> &contents);
    /// Runs a check of a type on a workspace of these files.
    Verdict judge(const QString &type, const Json &parameters,
                  const QMap<QString, QByteArray> &workspace,
                  const QMap<QString, QByteArray> &ownFiles = {});
    /// What its validate() says; empty: nothing.
    QString objection(const QString &type, const Json &parameters) const;

    [[nodiscard]] CheckContext context();
    /// One of core's own, or of a plugin that was built.
    [[nodiscard]] const Check &check(const QString &type) const;
    [[nodiscard]] Executor &executor() { return *m_executor; }
    [[nodiscard]] ResultCache &cache() { return *m_cache; }
    [[nodiscard]] const Toolchains &toolchains() const { return m_toolchains; }

private:
    std::vector<std::unique_ptr<Check>> m_checks;
    std::unique_ptr<Executor> m_executor;
    Toolchains m_toolchains;
    std::unique_ptr<ResultCache> m_cache;
};

/// All that a verdict says, for a failing test's message.
QByteArray shown(const Verdict &verdict);

} // namespace touchstone::test

/// Skips the test where there is no sandbox here; ends it as failed where the toolchains are
/// broken.
#define REQUIRE_BENCH(bench)                                                                       \
    do {                                                                                           \
        if (!(bench).problem.isEmpty())                                                            \
            QSKIP(qPrintable((bench).problem));                                                    \
    } while (false)

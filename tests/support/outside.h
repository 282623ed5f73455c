#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QProcess>
#include <QtCore/QSet>
#include <QtCore/QTemporaryDir>

#include <array>

namespace touchstone::test {

/// What lies beside a sandbox and must be as it was after whatever ran in there: files that
/// anybody may read and write, sockets that anybody may connect to, and a process of the sandbox's
/// own user (of ours where the tests are not run as root). Only the sandbox stands between.
class Outside {
public:
    Outside();
    ~Outside();
    Outside(const Outside &) = delete;
    Outside &operator=(const Outside &) = delete;

    [[nodiscard]] QString folder() const { return m_folder.path(); }
    /// Stands in a file of the folder, in a file of /tmp and in the bystander's arguments and
    /// environment.
    [[nodiscard]] QByteArray secret() const { return m_secret; }
    [[nodiscard]] int port() const { return m_port; } ///< of 127.0.0.1
    [[nodiscard]] QString socketPath() const { return m_folder.filePath(QStringLiteral("socket")); }
    [[nodiscard]] QByteArray abstractName() const { return m_abstractName; } ///< without its NUL
    [[nodiscard]] qint64 bystander() const { return m_bystander.processId(); }

    /// The processes below this one that exist now are no remains: a warm interpreter's.
    void expectProcesses();
    /// What was changed, reached or left behind since then; empty: nothing.
    [[nodiscard]] QString harm() const;

private:
    [[nodiscard]] QByteArray inventory() const;

    QTemporaryDir m_folder;
    QByteArray m_secret;
    QByteArray m_abstractName;
    QProcess m_bystander;
    std::array<int, 3> m_listeners{-1, -1, -1};
    int m_port = 0;
    QByteArray m_before;
    QSet<qint64> m_expected;
};

} // namespace touchstone::test

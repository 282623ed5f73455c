#pragma once

#include "core/exec/controlgroups.h"
#include "core/exec/sandbox.h"
#include "core/exec/slots.h"

namespace touchstone {

/// What sandboxes of one harness share. Made once; thread-safe.
class SandboxHost {
public:
    /// Finds out what this machine has. Error(Confinement), with the way out, where it has no
    /// sandbox.
    static Result<std::shared_ptr<SandboxHost>> find();

    /// Where one sandbox is started from. Made when its slot is first used, kept.
    struct Seat {
        Launcher launcher;
        QString controlGroup; ///< see Supervised::controlGroup
        explicit Seat(const ControlGroups::Entrance &entrance)
            : launcher(entrance.taskFiles)
            , controlGroup(entrance.folder)
        {
        }
    };
    Seat &seat(int slot);

    /// The request of a supervisor that confines a command; see requestFile().
    [[nodiscard]] Result<FileDescriptor> confinedRequest(const ExecRequest &request) const;

    SandboxMeans means;
    QByteArray plainFilter; ///< of system calls, for every command
    QByteArray notifyingFilter; ///< the same with notifications, tried first
    Slots slots;
    std::unique_ptr<ControlGroups> controlGroups; ///< null where there are none
    QString controlGroupsMissing; ///< why not

private:
    std::mutex m_mutex;
    std::map<int, std::unique_ptr<Seat>> m_seats; ///< go before the groups that they are in
};

/// A sandbox of its own for every command.
class StrictExecutor : public Executor {
public:
    /// Also runs a first command, which tries to get out; Error(Confinement) if it can.
    /// The host is shared with the warm executor beside this one.
    static Result<std::unique_ptr<StrictExecutor>> make(std::shared_ptr<SandboxHost> host);

    [[nodiscard]] Result<ExecResult> run(const ExecRequest &request, std::stop_token stop) override;
    [[nodiscard]] Confinement confinement() const override;

private:
    explicit StrictExecutor(std::shared_ptr<SandboxHost> host)
        : m_host(std::move(host))
    {
    }
    Result<void> tryToGetOut();

    std::shared_ptr<SandboxHost> m_host;
};

/// The features of sandboxes made with these means, as Confinement lists them, with `form` empty.
Confinement confinementOf(const SandboxHost &host);

} // namespace touchstone
